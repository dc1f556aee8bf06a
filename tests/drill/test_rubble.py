import math
from dataclasses import replace

import numpy as np
import pytest

from tawthiq.drill.camera import Pose, View
from tawthiq.drill.rubble import Heap, Slab, heap
from tawthiq.drill.shade import UNLIT, Shade
from tawthiq.drill.sun import SunAt
from tawthiq.drill.texture import Image

HILL = heap(np.random.default_rng(6), 200, (0.0, 0.0, 13.0), 8.0)
FROM_THE_RIGHT = Shade(SunAt(90.0, 30.0), 0.0)


def test_concrete_far_away_is_drawn_without_its_edges() -> None:
    pile = Heap((Slab((0.0, 0.0, 0.0), ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)), 150),))
    colours = []
    for away in (5.0, 30.0, 50.0):
        picture: Image = np.zeros((120, 200, 3), np.uint8)
        pile.draw(picture, View(Pose((0.0, 0.0, -away)), 200, 120))
        colours.append(len(np.unique(picture.reshape(-1, 3), axis=0)))
    assert colours == [4, 2, 1]  # ground, concrete, its dark and its bright edge; out of sight


def test_a_heap_is_highest_in_its_middle_and_sorted_far_first() -> None:
    assert [slab.place[2] for slab in HILL.slabs] == sorted((s.place[2] for s in HILL.slabs), reverse=True)
    middle = [s.place[1] for s in HILL.slabs if np.hypot(s.place[0], s.place[2] - 13) < 2]
    edge = [s.place[1] for s in HILL.slabs if np.hypot(s.place[0], s.place[2] - 13) > 6]
    assert min(middle) > max(edge)


def test_who_climbs_stands_among_the_slabs_and_elsewhere_on_the_ground() -> None:
    ways = [HILL.surface(0.0, z) for z in np.arange(4.0, 13.0, 0.1)]
    assert ways[0] == 0
    assert max(np.diff(ways)) < 0.25  # nobody jumps
    near = [slab.place[1] for slab in HILL.slabs if math.hypot(slab.place[0], slab.place[2] - 13) < 1.5]
    assert min(near) < HILL.surface(0.0, 13.0) < max(near)
    assert Heap().surface(0.0, 0.0) == 0


def test_the_side_towards_the_sun_is_brighter_and_the_other_as_a_wall_without_sun() -> None:
    lit = HILL.under(FROM_THE_RIGHT)
    assert lit.light is not None
    aside = np.array([slab.place[0] for slab in HILL.slabs])
    assert lit.light[aside > 2].mean() > lit.light[aside < -2].mean() + 0.2
    low = HILL.under(Shade(SunAt(90.0, 8.0), 0.0))
    assert low.light is not None
    assert low.light.min() == UNLIT
    assert HILL.under(Shade(SunAt(90.0, -4.0), 0.0)).light is None


def test_a_house_that_keeps_the_sun_off_takes_it_from_every_slab() -> None:
    house = replace(FROM_THE_RIGHT, standing=((10.0, 0.0, 19.0, 30.0, 40.0),))
    shaded = HILL.under(house)
    assert shaded.light is not None
    assert set(shaded.light) == {UNLIT}


def test_the_hill_throws_its_shadow_on_the_ground_away_from_the_sun() -> None:
    outline = HILL.under(FROM_THE_RIGHT).shadow
    assert outline is not None
    top = max(slab.place[1] + (-slab.place[0]) * math.tan(math.radians(30)) for slab in HILL.slabs)
    # The shadow of a slab at height y ends y / tan(elevation) to its left, where the sun stands right.
    assert outline[:, 0].min() == pytest.approx(-top / math.tan(math.radians(30)), abs=1e-4)
    assert HILL.under(Shade(SunAt(90.0, -4.0), 0.0)).shadow is None


def test_slabs_throw_shadows_that_a_heap_without_sun_lacks() -> None:
    view = View(Pose((0.0, 1.6, 2.0)), 320, 240)
    dark = []
    for pile in (HILL, HILL.under(FROM_THE_RIGHT)):
        picture: Image = np.full((240, 320, 3), 120, np.uint8)
        pile.draw(picture, view)
        dark.append(int((picture.max(axis=2) < 40).sum()))
    assert dark[0] == 0
    assert dark[1] > 200
