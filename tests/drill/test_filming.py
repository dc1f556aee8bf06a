import math
from dataclasses import replace

import numpy as np
import pytest

from tawthiq.drill.camera import Pose, View
from tawthiq.drill.filming import ear, recording, shootings, street_length, suns
from tawthiq.drill.scenario import SIZES, read_scenario
from tawthiq.drill.sun import SunAt
from tawthiq.drill.world import market

TINY = SIZES["tiny"]


def test_two_cameras_see_one_walker_at_one_place_at_one_time() -> None:
    """Take one walker away: what changes in both pictures lies where both views project him."""
    street = market(5, 40.0, SunAt(200.0, 60.0), 62.0)
    one = min(street.walkers, key=lambda walker: abs(walker.at(3.0) - 22) + abs(walker.x))
    scene = replace(street, walkers=(one,), things=())
    empty = replace(scene, walkers=())
    views = [
        View(Pose((0.0, 1.65, 14.0)), 426, 240),
        View(Pose((-1.0, 6.0, 10.0), yaw=0.08, pitch=-0.3), 426, 240),
    ]
    for view in views:
        changed = np.abs(scene.seen(view, 3.0).astype(int) - empty.seen(view, 3.0).astype(int)).max(axis=2)
        rows, columns = np.nonzero(changed > 12)
        x, y, _ = view.pixel((one.x, 0.85, one.at(3.0)))
        assert len(rows) > 10
        assert abs(float(np.median(columns)) - x) < 14
        assert abs(float(np.median(rows)) - y) < 22


def test_the_walker_arrives_when_the_mark_says_and_then_stands() -> None:
    scenario = read_scenario("market-street")
    for size in (TINY, SIZES["full"]):
        (shot,) = (each for each in shootings(scenario, size, 1) if each.camera.arrives)
        heap = street_length(scenario, size)
        arrival = shot.camera.arrives * size.scale
        at = [shot.walk.pose(second).place[2] for second in (arrival * 0.5, arrival, arrival + 5)]
        assert heap - at[0] > heap - at[1]
        assert at[1] == pytest.approx(at[2])
        assert 8 < heap - at[1] < 14


def test_headings_suns_and_ears_are_those_of_the_film() -> None:
    scenario = read_scenario("market-street")
    for shot in shootings(scenario, TINY, 1):
        told = recording(scenario, shot)
        first, last = suns(scenario, shot)
        assert 0 < first.elevation < 90_000
        assert last.at == told.seconds
        assert all(0 <= point.heading < 360_000 for point in told.track)
        place = ear(shot).place(float(shot.begins))
        assert (
            math.dist(place, [each / 1000 for each in (told.track[0].x, told.track[0].y, told.track[0].z)])
            < 0.01
        )
