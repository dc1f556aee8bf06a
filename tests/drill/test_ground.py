import numpy as np

from tawthiq.drill.camera import Pose, View
from tawthiq.drill.ground import above_ground, ground


def test_ground_fills_everything_below_the_horizon() -> None:
    paving = ground(np.random.default_rng(1), 4.0)
    for yaw in (0.0, 0.8, 2.5):
        view = View(Pose((0.0, 1.6, 3.0), yaw=yaw, pitch=-0.1, roll=0.05), 200, 120)
        picture = paving.picture(view)
        below = above_ground(view) == 0
        assert below.mean() > 0.4
        assert (picture[below].max(axis=1) > 0).all()


def test_looking_at_the_sky_shows_no_ground() -> None:
    view = View(Pose((0.0, 1.6, 0.0), pitch=1.2), 80, 60)
    assert above_ground(view).all()
    assert not ground(np.random.default_rng(1), 4.0).picture(view).any()
