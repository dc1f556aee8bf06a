import numpy as np

from tawthiq.drill.camera import Pose, View
from tawthiq.drill.sky import sky


def test_smoke_stands_at_its_bearing_and_moves() -> None:
    above = sky(np.random.default_rng(3), bearing=0.0, spread=0.4)
    towards = View(Pose((0, 1.6, 0), pitch=0.4), 240, 160)
    away = View(Pose((0, 1.6, 0), yaw=np.pi, pitch=0.4), 240, 160)
    dark, clear = above.picture(towards, 0.0), above.picture(away, 0.0)
    assert dark.shape == (160, 240, 3)
    assert (dark < 110).mean() > 0.05
    assert (clear < 110).mean() < 0.01
    later = above.picture(towards, 2.0)
    assert np.abs(dark.astype(int) - later.astype(int)).mean() > 1
