import math

import numpy as np
import pytest

from tawthiq.drill.panel import panel
from tawthiq.drill.shade import Shade
from tawthiq.drill.sun import SunAt
from tawthiq.drill.sunlight import shadows_on, sunlit
from tawthiq.drill.texture import Image

GREY: Image = np.full((200, 100, 3), 100, np.uint8)
WALL = panel((-4.0, 10.0, 0.0), (0.0, 0.0, 10.0), (0.0, -10.0, 0.0), GREY)
"""On the left of the street, 10 m high and long; it faces right."""
HOUSE = (4.0, -30.0, 13.0, 30.0, 9.0)


def test_a_house_throws_its_shadow_as_high_on_the_wall_as_the_sun_lets_it() -> None:
    shade = Shade(SunAt(90.0, 30.0), 0.0, (HOUSE,))
    (outline,) = shadows_on(WALL, shade)
    top = 10.0 * (1 - outline[:, 1].min())
    assert top == pytest.approx(9.0 - 8.0 * math.tan(math.radians(30)), abs=0.01)
    paint = sunlit(WALL, shade).paints[0]
    first_dark = int(np.flatnonzero(paint[:, 50, 0] < paint[0, 50, 0])[0])
    assert first_dark / 20 == pytest.approx(10 - top, abs=0.1)
    assert paint[-1, 50, 0] < 0.75 * paint[0, 50, 0]


def test_a_house_beside_the_wall_or_behind_it_throws_none_on_it() -> None:
    shade = Shade(SunAt(90.0, 30.0), 0.0, ((-13.0, 0.0, -4.0, 10.0, 30.0), (4.0, 40.0, 13.0, 50.0, 9.0)))
    assert list(shadows_on(WALL, shade)) == []


@pytest.mark.parametrize("sun", [SunAt(270.0, 40.0), SunAt(90.0, -20.0), SunAt(90.0, 1.0)])
def test_a_wall_that_faces_away_or_a_sun_that_is_down_gives_no_light_and_no_shadow(sun: SunAt) -> None:
    paint = sunlit(WALL, Shade(sun, 0.0, (HOUSE,))).paints[0]
    assert len(np.unique(paint)) == 1
    assert paint[0, 0, 0] == pytest.approx(62, abs=1)


def test_the_shadow_moves_along_the_wall_with_the_sun() -> None:
    kiosk = (0.0, 4.0, 1.0, 6.0, 3.0)
    middles = []
    for azimuth in (60.0, 90.0, 120.0):
        (outline,) = shadows_on(WALL, Shade(SunAt(azimuth, 20.0), 0.0, (kiosk,)))
        middles.append(float(outline[:, 0].mean()))
    assert middles[0] < middles[1] < middles[2]  # a sun ahead throws it back, a sun behind ahead
    assert middles[1] == pytest.approx(0.5, abs=0.01)
