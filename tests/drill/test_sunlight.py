import math

import numpy as np
import pytest

from tawthiq.drill.camera import Pose, View
from tawthiq.drill.panel import panel
from tawthiq.drill.shade import Shade
from tawthiq.drill.sun import SunAt
from tawthiq.drill.sunlight import corners_of, darken_wall, shadows_on, sunlit, uprights_of
from tawthiq.drill.texture import Image

GREY: Image = np.full((200, 100, 3), 100, np.uint8)
WALL = panel((-4.0, 10.0, 0.0), (0.0, 0.0, 10.0), (0.0, -10.0, 0.0), GREY)
"""On the left of the street, 10 m high and long; it faces right."""
VIEW = View(Pose((2.0, 1.6, 5.0), yaw=-math.pi / 2), 320, 240)
"""Straight at the middle of the wall."""
HOUSE = (4.0, -30.0, 13.0, 30.0, 9.0)


def test_a_house_throws_its_shadow_as_high_on_the_wall_as_the_sun_lets_it() -> None:
    shade = Shade(SunAt(90.0, 30.0), 0.0, (HOUSE,))
    (outline,) = shadows_on(WALL, shade, corners_of(shade.standing))
    top = 10.0 * (1 - outline[:, 1].min())
    assert top == pytest.approx(9.0 - 8.0 * math.tan(math.radians(30)), abs=0.01)
    paint = sunlit(WALL, shade).paints[0]
    first_dark = int(np.flatnonzero(paint[:, 50, 0] < paint[0, 50, 0])[0])
    assert first_dark / 20 == pytest.approx(10 - top, abs=0.1)
    assert paint[-1, 50, 0] < 0.75 * paint[0, 50, 0]


def test_a_house_beside_the_wall_or_behind_it_throws_none_on_it() -> None:
    shade = Shade(SunAt(90.0, 30.0), 0.0, ((-13.0, 0.0, -4.0, 10.0, 30.0), (4.0, 40.0, 13.0, 50.0, 9.0)))
    assert list(shadows_on(WALL, shade, corners_of(shade.standing))) == []


@pytest.mark.parametrize("sun", [SunAt(270.0, 40.0), SunAt(90.0, -20.0), SunAt(90.0, 1.0)])
def test_a_wall_that_faces_away_or_a_sun_that_is_down_gives_no_light_and_no_shadow(sun: SunAt) -> None:
    paint = sunlit(WALL, Shade(sun, 0.0, (HOUSE,))).paints[0]
    assert len(np.unique(paint)) == 1
    assert paint[0, 0, 0] == pytest.approx(62, abs=1)


def test_the_shadow_moves_along_the_wall_with_the_sun() -> None:
    kiosk = (0.0, 4.0, 1.0, 6.0, 3.0)
    middles = []
    for azimuth in (60.0, 90.0, 120.0):
        (outline,) = shadows_on(WALL, Shade(SunAt(azimuth, 20.0), 0.0), corners_of((kiosk,)))
        middles.append(float(outline[:, 0].mean()))
    assert middles[0] < middles[1] < middles[2]  # a sun ahead throws it back, a sun behind ahead
    assert middles[1] == pytest.approx(0.5, abs=0.01)


def _walked_past(*, shaded: bool) -> tuple[Image, Image]:
    """The wall alone and with someone before it; in full sun, or in the shadow of a house."""
    shade = Shade(SunAt(90.0, 30.0), 0.0, (HOUSE,) if shaded else ())
    wall = sunlit(WALL, shade)
    alone: Image = np.zeros((240, 320, 3), np.uint8)
    wall.draw(alone, VIEW)
    beside = alone.copy()
    body = uprights_of(np.array([(-3.5, 5.0)]), 1.66, 0.2, shade)
    darken_wall(beside, VIEW, wall, shadows_on(wall, shade, body))
    return alone, beside


def test_someone_beside_a_wall_throws_a_shadow_on_it_as_high_as_the_sun_lets_it() -> None:
    alone, beside = _walked_past(shaded=False)
    rows, columns = np.nonzero((alone != beside).any(axis=2))
    x, top, _ = VIEW.pixel((-4.0, 1.66 - 0.5 * math.tan(math.radians(30)), 5.0))
    left, low, _ = VIEW.pixel((-4.0, 0.0, 4.8))
    right = VIEW.pixel((-4.0, 0.0, 5.2))[0]
    assert rows.min() == pytest.approx(top, abs=2)
    assert rows.max() == pytest.approx(low, abs=2)  # it meets the ground, where it goes on
    assert (columns.min(), columns.max()) == pytest.approx(sorted((left, right)), abs=2)
    at = (round(low) - 20, round(x))
    assert beside[at][0] == pytest.approx(62, abs=2)  # as dark as what a house shades


def test_in_the_shadow_of_a_house_nobody_throws_another() -> None:
    alone, beside = _walked_past(shaded=True)
    assert np.abs(alone.astype(int) - beside).max() <= 1
