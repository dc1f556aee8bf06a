import numpy as np
import pytest

from tawthiq.drill.camera import Pose, View
from tawthiq.drill.shade import UNLIT, Shade
from tawthiq.drill.sun import SunAt
from tawthiq.drill.texture import Image
from tawthiq.drill.things import van

VIEW = View(Pose((-3.0, 1.6, 0.0)), 320, 240)
FROM_BEHIND = Shade(SunAt(180.0, 30.0), 0.0)
"""The sun behind the camera: it meets the end of the van, and not its side."""


def _drawn(shade: Shade | None) -> Image:
    picture: Image = np.zeros((240, 320, 3), np.uint8)
    van(np.random.default_rng(2), 0.0, 9.0, 0.0).draw(picture, VIEW, 0.0, shade)
    return picture


def test_a_van_is_darker_where_the_sun_does_not_meet_it() -> None:
    plain, sunny = _drawn(None).astype(int), _drawn(FROM_BEHIND).astype(int)
    end, side = np.s_[125:150, 240:280], np.s_[110:135, 190:205]
    assert sunny[end].mean() > plain[end].mean()
    assert sunny[side].mean() == pytest.approx(UNLIT * plain[side].mean(), rel=0.03)


def test_a_van_in_the_shade_of_a_house_is_dark_all_over() -> None:
    house = Shade(FROM_BEHIND.sun, 0.0, ((-20.0, -9.0, 20.0, -4.0, 30.0),))
    assert _drawn(house).sum() == pytest.approx(UNLIT * _drawn(None).sum(), rel=0.03)
