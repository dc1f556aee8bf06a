import math
from dataclasses import replace
from datetime import UTC, datetime

import cv2
import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import pvlib  # type: ignore[import-untyped]
import pytest
from numpy.typing import NDArray

from tawthiq.drill.camera import Pose, View
from tawthiq.drill.shade import Shade
from tawthiq.drill.sun import SunAt, sun_at
from tawthiq.drill.texture import Image
from tawthiq.drill.things import Pole
from tawthiq.drill.world import POLE_METRES, yard

PLACE = (34.0016, 33.5016)
VIEW = View(Pose((0.0, 1.6, 0.0), pitch=math.radians(-6)), 2562, 1440)


def _ground(x: float, y: float) -> tuple[float, float]:
    """Where on the ground a pixel lies, x and z in metres."""
    ray = np.linalg.solve(VIEW.projection, np.array([x, y, 1.0]))
    at = np.array(VIEW.pose.place) - ray * (VIEW.pose.place[1] / ray[1])
    return float(at[0]), float(at[2])


def _dark(picture: Image, clear: Image) -> NDArray[np.bool_]:
    """Pixels that the shadow darkened by more than half of what it can."""
    return np.asarray(picture.astype(float).sum(axis=2) < 0.73 * clear.astype(float).sum(axis=2))


@pytest.mark.parametrize("hour", [6, 8, 10, 13, 14])
def test_the_sun_read_off_the_calibration_frame_is_that_of_pvlib(hour: int) -> None:
    moment, heading = datetime(2013, 8, 16, hour, 5, tzinfo=UTC), 62.0
    scene = yard(3, sun_at(moment, *PLACE), heading)
    pole = scene.things[1]
    assert isinstance(pole, Pole)
    alone = replace(scene, things=(pole,))
    lit, dark = replace(alone, shade=None).seen(VIEW, 0.0), alone.seen(VIEW, 0.0)
    rows, columns = np.nonzero(_dark(dark, lit))
    places = np.array([_ground(x + 0.5, y + 0.5) for x, y in zip(columns, rows, strict=True)])
    away = places - (pole.x, pole.z)
    length = np.hypot(*away.T)
    tip = away[length > np.quantile(length, 0.98)].mean(axis=0)
    told = pvlib.solarposition.get_solarposition(pd.DatetimeIndex([moment]), *PLACE).iloc[0]
    elevation = math.degrees(math.atan2(POLE_METRES, float(length.max())))
    assert elevation == pytest.approx(told["elevation"], abs=1.0)
    azimuth = heading + math.degrees(math.atan2(-tip[0], -tip[1]))
    assert (azimuth - told["azimuth"] + 180) % 360 - 180 == pytest.approx(0, abs=2.5)


def test_no_shadow_when_the_sun_is_down_and_a_block_throws_one_beside_itself() -> None:
    night = Shade(SunAt(10.0, -20.0), 0.0, ((2.0, 0.0, 8.0, 10.0, 6.0),))
    assert night.blocks == ()
    assert len(night.uprights(np.zeros((1, 2)), 2, 0.2)) == 0
    evening = Shade(SunAt(90.0, 45.0), 0.0, night.standing)
    (block,) = evening.blocks
    assert block[:, 0].min() == pytest.approx(2.0 - 6.0)  # the sun stands right, the shadow falls left
    assert block[:, 0].max() == pytest.approx(8.0)


def test_a_person_throws_a_shadow_away_from_the_sun_as_wide_as_told() -> None:
    evening = Shade(SunAt(90.0, 45.0), 0.0)
    (outline,) = evening.uprights(np.array([(1.0, 5.0)]), 1.6, 0.2)
    assert sorted(outline[:, 0]) == pytest.approx([-0.6, -0.6, 1.0, 1.0])
    assert sorted(outline[:, 1]) == pytest.approx([4.8, 4.8, 5.2, 5.2])


def test_what_stands_behind_a_house_as_seen_from_the_sun_is_in_its_shade() -> None:
    evening = Shade(SunAt(90.0, 45.0), 0.0, ((2.0, 0.0, 8.0, 10.0, 6.0),))  # 6 m high, from x 2 to 8
    points = np.array(
        [(1.0, 0.0, 5.0), (-3.9, 0.0, 5.0), (-4.1, 0.0, 5.0), (1.0, 5.5, 5.0), (1.0, 0.0, 11.0)]
    )
    assert evening.reaches(points).tolist() == [False, False, True, True, True]
    assert evening.reaches(np.array([(9.0, 0.0, 5.0)])).all()  # on the sunny side
    assert replace(evening, sun=SunAt(90.0, -4.0)).reaches(points).all()


def test_people_are_in_the_shade_exactly_where_the_ground_is() -> None:
    shade = Shade(SunAt(212.0, 40.0), 62.0, ((2.0, 0.0, 8.0, 10.0, 6.0), (-9.0, -4.0, -3.0, 3.0, 9.0)))
    rng = np.random.default_rng(4)
    feet = rng.uniform(-20, 20, (400, 2))
    feet = feet[[not any(a <= x <= c and b <= z <= d for a, b, c, d, _ in shade.standing) for x, z in feet]]
    on_ground = [any(_inside(outline, foot) for outline in shade.blocks) for foot in feet]
    reached = shade.reaches(np.column_stack([feet[:, 0], np.zeros(len(feet)), feet[:, 1]]))
    assert (~reached).tolist() == on_ground
    assert 20 < sum(on_ground) < 380


def _inside(outline: NDArray[np.float64], point: NDArray[np.float64]) -> bool:
    return cv2.pointPolygonTest(outline.astype(np.float32), point.tolist(), False) >= 0
