"""The world of a drill's event: one street with rubble at its end, which every camera of it films."""

from dataclasses import replace

import cv2
import numpy as np

from tawthiq.drill.camera import Pose, Walk
from tawthiq.drill.figures import walkers
from tawthiq.drill.ground import ground
from tawthiq.drill.panel import Panel, panel
from tawthiq.drill.rubble import Heap, heap
from tawthiq.drill.scene import Scene, side_of_street
from tawthiq.drill.shade import Block, Shade
from tawthiq.drill.sky import sky
from tawthiq.drill.sun import SunAt
from tawthiq.drill.sunlight import sunlit
from tawthiq.drill.texture import Image, plaster
from tawthiq.drill.things import Pole
from tawthiq.drill.traffic import Way, vans

POLE_METRES = 2.0


def market(
    seed: int,
    length: float,
    sun: SunAt,
    heading: float,
    *,
    light: float = 1.0,
    seconds: float = 60.0,
    cameras: tuple[Way, ...] = (),
) -> Scene:
    """A street of shops and flats, its walls as painted; the heap's middle is at z = `length` metres.

    `heading` is where z points, degrees from true north. Vans keep out of the way of `cameras`; the one that
    drives does so for `seconds`.
    """
    rng = np.random.default_rng([seed, 21])
    half = float(rng.uniform(3.6, 4.8))
    smoke = sky(rng, bearing=float(rng.uniform(-0.1, 0.15)), spread=0.42)
    fronts = [*side_of_street(rng, -half, length - 4), *side_of_street(rng, half, length - 4)]
    standing = tuple(_block(flat) for flat in fronts if flat.faces == 0)
    walls = (*fronts, _torn(rng, half, length))
    people = [
        *walkers(rng, max(10, int(length / 6)), half, length - 8),
        *(replace(one, z=one.z + length - 14) for one in walkers(rng, 14, half, 12.0)),
    ]
    return Scene(
        walk=Walk(Pose((0.0, 1.65, 0.0))),
        sky=smoke,
        ground=ground(rng, half),
        panels=walls,
        heap=heap(rng, 420, (0.0, 0.0, length + 3), half + 2.5),
        walkers=tuple(people),
        light=light,
        shade=Shade(sun, heading, standing),
        things=vans(rng, half, length, seconds, cameras),
    )


def under(scene: Scene, sun: SunAt) -> Scene:
    """A scene, as `market` or `yard` made it, with walls and rubble lit and shadows thrown by that sun."""
    if scene.shade is None:
        return scene
    shade = replace(scene.shade, sun=sun)
    panels = tuple(sunlit(flat, shade) for flat in scene.panels)
    return replace(scene, shade=shade, panels=panels, heap=scene.heap.under(shade))


def yard(seed: int, sun: SunAt, heading: float) -> Scene:
    """Open paved ground with three plain poles `POLE_METRES` high: what shadows are measured on."""
    rng = np.random.default_rng([seed, 22])
    floor = ground(rng, 9.0)
    poles = tuple(Pole(x, z, POLE_METRES) for x, z in ((-1.5, 7.0), (0.5, 9.0), (2.4, 7.6)))
    smoke = sky(rng, bearing=2.0, spread=0.3)
    return Scene(Walk(Pose((0.0, 1.6, 0.0))), smoke, floor, (), Heap(), (), 1.0, Shade(sun, heading), poles)


def _block(flat: Panel) -> Block:
    """The house behind a front as a block: 9 metres deep, as its side walls are."""
    x, high, z = flat.corner
    deep = 9.0 if x > 0 else -9.0
    return x, z, x + deep, z + flat.along[2], high


def _torn(rng: np.random.Generator, half: float, length: float) -> Panel:
    """The wall left standing behind the rubble, its rooms open; lower where the street is short.

    From where the street begins the smoke is then seen above it.
    """
    high = min(11.0, max(5.0, 0.25 * length))
    wall: Image = plaster(rng, 200, 420)
    for left in range(20, 400, 78):
        for top in (14, 76, 138):
            shade = int(rng.integers(18, 60))
            right, low = left + int(rng.integers(34, 66)), top + int(rng.integers(30, 52))
            cv2.rectangle(wall, (left, top), (right, low), (shade, shade + 4, shade + 8), -1)
            cv2.line(wall, (left, low), (right, top), (110, 116, 120), 2)
    corner = (-half - 3, high, length + 9)
    return panel(corner, (2 * half + 6, 0.0, 0.0), (0.0, -high, 0.0), wall, faces=-1)
