from dataclasses import replace

import numpy as np
import pytest

from tawthiq.drill.camera import Pose, View
from tawthiq.drill.figures import walkers
from tawthiq.drill.shade import UNLIT
from tawthiq.drill.texture import Image


def test_walkers_walk_and_keep_off_the_middle() -> None:
    people = walkers(np.random.default_rng(5), 20, 4.0, 60.0)
    assert all(0.8 <= abs(each.x) <= 3.4 for each in people)
    view = View(Pose((people[0].x, 1.6, people[0].z - 12)), 200, 120)
    now: Image = np.zeros((120, 200, 3), np.uint8)
    later = now.copy()
    for picture, second in ((now, 0.0), (later, 0.4)):
        people[0].draw(picture, view, people[0].stands(second, view.pose.place), second)
    assert now.any()
    assert not np.array_equal(now, later)


def test_people_make_way_for_a_camera_and_go_on_along_their_line() -> None:
    (walker,) = walkers(np.random.default_rng(5), 1, 4.0, 10.0)
    seconds = np.arange(0, 30, 0.1)
    camera = (walker.x - 0.2, 1.6, walker.at(12.0))
    places = [walker.stands(second, camera) for second in seconds]
    assert all(np.hypot(x - camera[0], z - camera[2]) > 1.0 for x, _, z in places)
    assert any(x == walker.x for x, _, _ in places)
    steps = np.abs(np.diff([x for x, _, _ in places]))
    assert steps.max() < 0.25  # nobody jumps
    roof = [walker.stands(second, (walker.x, 7.0, walker.at(12.0)))[0] for second in seconds]
    assert roof == [walker.x] * len(seconds)


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_people_go_round_a_van_and_do_not_jump(side: float) -> None:
    walker = replace(walkers(np.random.default_rng(5), 1, 4.0, 10.0)[0], x=side * 3.0)
    z = walker.at(12.0)
    van = (side * 3.0 - 0.9, z - 2.1, side * 3.0 + 0.9, z + 2.1, 2.0)
    places = [walker.stands(second, (0.0, 1.6, 60.0), (van,)) for second in np.arange(0, 30, 0.1)]
    assert not any(van[0] - 0.3 < x < van[2] + 0.3 and van[1] < at < van[3] for x, _, at in places)
    assert np.abs(np.diff([x for x, _, _ in places])).max() < 0.25


def test_a_walker_behind_the_camera_is_not_drawn() -> None:
    (walker,) = walkers(np.random.default_rng(5), 1, 4.0, 10.0)
    picture: Image = np.zeros((120, 200, 3), np.uint8)
    walker.draw(picture, View(Pose((0.0, 1.6, 60.0)), 200, 120), (walker.x, 0.0, walker.z), 0.0)
    assert not picture.any()


def test_who_stands_in_the_shade_is_darker_and_the_head_may_still_be_in_the_sun() -> None:
    (walker,) = walkers(np.random.default_rng(5), 1, 4.0, 10.0)
    view = View(Pose((walker.x, 1.6, walker.z - 4)), 200, 240)

    def drawn(in_sun: tuple[bool, bool, bool]) -> Image:
        picture: Image = np.zeros((240, 200, 3), np.uint8)
        walker.draw(picture, view, (walker.x, 0.0, walker.z), 0.0, in_sun)
        return picture

    sunny, shaded, halfway = (
        drawn((True, True, True)),
        drawn((False, False, False)),
        drawn((False, False, True)),
    )
    assert shaded.sum() == pytest.approx(UNLIT * sunny.sum(), rel=0.05)
    head, legs = slice(90, 125), slice(190, 240)
    assert np.array_equal(halfway[head], sunny[head])
    assert np.array_equal(halfway[legs], shaded[legs])
