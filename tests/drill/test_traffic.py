import itertools

import numpy as np
import pytest

from tawthiq.drill.filming import scene_of, shootings
from tawthiq.drill.scenario import SIZES, read_scenario, shipped
from tawthiq.drill.scene import Scene
from tawthiq.drill.things import LENGTH, Van
from tawthiq.drill.traffic import camera_way, vans


def _gap(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Metres between two upright boxes on the ground, 0 where they meet."""
    aside = max(one[0] - other[2], other[0] - one[2], 0.0)
    along = max(one[1] - other[3], other[1] - one[3], 0.0)
    return float(np.hypot(aside, along))


def _driving(scene: Scene) -> list[Van]:
    return [thing for thing in scene.things if isinstance(thing, Van)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", shipped())
def test_no_van_comes_near_a_camera_or_another_van(name: str, size: str) -> None:
    scenario = read_scenario(name)
    for shot in shootings(scenario, SIZES[size], 5):
        found = _driving(scene_of(scenario, SIZES[size], shot.event, 5))
        for second in range(int(shot.seconds) + 1):
            world = float(shot.begins - shot.event.begins) + second
            places = [van.footprint(world) for van in found]
            assert all(_gap(a[:4], b[:4]) > 0.5 for a, b in itertools.combinations(places, 2))
            x, y, z = shot.walk.pose(second).place
            if y < 2.5:
                assert all(_gap(place[:4], (x, z, x, z)) > 0.4 for place in places), shot.camera.id


def test_a_street_without_cameras_has_three_vans_one_of_which_drives() -> None:
    found = vans(np.random.default_rng(1), 4.0, 140.0, 200.0, ())
    assert [van.pace > 0 for van in found] == [False, False, True]
    assert found[2].at(200.0) + LENGTH / 2 < 140.0 - 4.0


def test_where_there_is_no_room_there_is_no_van() -> None:
    everywhere = camera_way(0.0, -50.0, 200.0)
    blocked = tuple(camera_way(x, everywhere.begins, everywhere.ends) for x in (-3.0, 3.0))
    assert vans(np.random.default_rng(1), 4.0, 140.0, 200.0, blocked) == ()
