"""An invented place seen by an invented camera: a street, or the heap of rubble at its end.

A frame is a pure function of the scene and the second, so any two clips of one scene agree by
construction.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import cv2
import numpy as np
from numpy.typing import NDArray

from tawthiq.drill.camera import View, Walk
from tawthiq.drill.figures import PARTS, TALL, Walker, walkers
from tawthiq.drill.ground import Ground, above_ground, ground
from tawthiq.drill.panel import Panel, Place, panel
from tawthiq.drill.rubble import Heap, heap
from tawthiq.drill.shade import Block, Outline, Shade, darken
from tawthiq.drill.sky import Sky, sky
from tawthiq.drill.sunlight import corners_of, darken_wall, shadows_on, uprights_of
from tawthiq.drill.texture import Image, front, plaster
from tawthiq.drill.things import LENGTH, Pole, Van

LABEL = "INVENTED DRILL"
"""Burned into a corner of every picture: short, so that it can be read in small ones."""

_SEEN = 62.0
_HALF = 0.2
"""Metres: half the width of a person's shadow."""

Feet = NDArray[np.float64]
"""Where people stand: x and z in metres, n x 2."""


@dataclass(frozen=True, eq=False)
class Scene:
    """A place, who is in it, and how the camera moves. `light` 1 is a sunny noon, 0.4 late dusk."""

    walk: Walk
    sky: Sky
    ground: Ground
    panels: tuple[Panel, ...]
    heap: Heap
    walkers: tuple[Walker, ...]
    light: float = 1.0
    shade: Shade | None = None
    things: tuple[Pole | Van, ...] = ()

    def frame(self, seconds: float, width: int, height: int) -> Image:
        """The picture at that second, labelled as invented; height x width x 3, BGR."""
        return self.seen(View(self.walk.pose(seconds), width, height), seconds)

    def seen(self, view: View, seconds: float, *, flash: float = 0.0) -> Image:
        """What any camera sees at that second of the scene; `flash` in [0, 1] lights it up."""
        eye = view.pose.place
        vans = tuple(thing.footprint(seconds) for thing in self.things if isinstance(thing, Van))
        places = [self._climbed(walker.stands(seconds, eye, vans)) for walker in self.walkers]
        feet = np.array([(x, z) for x, _, z in places]).reshape(-1, 2)
        picture = self.ground.picture(view)
        if self.shade is not None:
            darken(picture, view, self._shadows(self.shade, feet, vans))
        cv2.copyTo(self.sky.picture(view, seconds), above_ground(view), picture)
        self._walls(picture, view, feet, vans)
        self._farthest_first(picture, view, places, seconds)
        light = self.light + flash * (1.15 - self.light)
        if light != 1:
            picture = np.asarray(cv2.convertScaleAbs(picture, alpha=light, beta=4), np.uint8)
        stamp(picture)
        return picture

    def _climbed(self, place: Place) -> Place:
        """The place of someone who goes there, on the rubble where it lies."""
        x, _, z = place
        return x, self.heap.surface(x, z), z

    def _shadows(self, shade: Shade, feet: Feet, vans: tuple[Block, ...]) -> list[Outline]:
        """On the ground: of houses, people, poles, vans, rubble."""
        poles = [thing for thing in self.things if isinstance(thing, Pole)]
        stand = (shade.uprights(np.array([(each.x, each.z)]), each.height, each.half) for each in poles)
        thrown = (*(shade.block(van) for van in vans), self.heap.shadow)
        return [
            *shade.blocks,
            *shade.uprights(feet, TALL, _HALF),
            *(outline for each in stand for outline in each),
            *(outline for outline in thrown if outline is not None),
        ]

    def _walls(self, picture: Image, view: View, feet: Feet, vans: tuple[Block, ...]) -> None:
        """Draw the walls with what people and vans throw on them, each before what stands nearer."""
        shade, away = self.shade, np.abs(feet[:, 1] - view.pose.place[2])
        bodies = corners_of(vans)
        if shade is not None:
            bodies = np.concatenate([bodies, uprights_of(feet[away < _SEEN], TALL, _HALF, shade)])
        for flat, distance in self._in_sight(view):
            flat.draw(picture, view, haze=min(0.75, max(0.0, distance - 12) / _SEEN))
            if shade is not None and flat.lit:
                darken_wall(picture, view, flat, shadows_on(flat, shade, bodies))

    def _farthest_first(self, picture: Image, view: View, places: list[Place], seconds: float) -> None:
        """Draw what stands or moves, the farthest first; a van is as near as its near end.

        The rubble is as near as its middle: who climbs behind that is hidden by it.
        """
        z = view.pose.place[2]
        drawn: list[tuple[float, Callable[[], None]]] = [
            (abs(at[2] - z), partial(one.draw, picture, view, at, seconds, in_sun))
            for one, at, in_sun in zip(self.walkers, places, self._in_sun(places), strict=True)
        ]
        drawn.append((abs(self.heap.middle[1] - z), partial(self.heap.draw, picture, view)))
        for thing in self.things:
            if isinstance(thing, Pole):
                drawn.append((abs(thing.z - z), partial(thing.draw, picture, view)))
            else:
                near = abs(thing.at(seconds) - z) - LENGTH / 2
                drawn.append((near, partial(thing.draw, picture, view, seconds, self.shade)))
        for _, draw in sorted(drawn, key=lambda each: each[0], reverse=True):
            draw()

    def _in_sun(self, places: list[Place]) -> NDArray[np.bool_]:
        """Whether the sun reaches legs, coat and head of who stands at each place, n x 3."""
        if self.shade is None or not places:
            return np.ones((len(places), len(PARTS)), np.bool_)
        up = np.array([(0.0, part, 0.0) for part in PARTS])
        points = (np.array(places)[:, None] + up).reshape(-1, 3)
        return self.shade.reaches(points).reshape(len(places), len(PARTS))

    def _in_sight(self, view: View) -> list[tuple[Panel, float]]:
        """Panels with their distance, the farthest first."""
        eye = view.pose.place
        shown = (flat for flat in self.panels if flat.shown_to(eye))
        near = [(flat, math.dist(flat.centre, eye)) for flat in shown]
        return sorted((pair for pair in near if pair[1] < _SEEN), key=lambda pair: -pair[1])


def stamp(picture: Image) -> None:
    """Burn the label into the upper left corner, on a dark box of `label_box` size."""
    height, width = picture.shape[:2]
    label = _label(width)[:height, :width]
    picture[: label.shape[0], : label.shape[1]] = label


@cache
def _label(width: int) -> Image:
    """The label for pictures of that width."""
    right, bottom = label_box(width)
    box: Image = np.zeros((bottom + 1, right + 1, 3), np.uint8)
    at = (max(2, right // 40), int(bottom * 0.72))
    cv2.putText(box, LABEL, at, cv2.FONT_HERSHEY_SIMPLEX, right / 270, (255, 255, 255), 1, cv2.LINE_AA)
    return box


def label_box(width: int) -> tuple[int, int]:
    """Width and height in pixels of the label's box in a picture of that width."""
    box = max(120, int(width * 0.3))
    return box, int(box * 0.12)


def street(seed: int, walk: Walk, *, length: float = 290.0, light: float = 1.0) -> Scene:
    """A street of shops and flats with people in it, smoke rising beyond its end."""
    rng = np.random.default_rng([seed, 1])
    half = float(rng.uniform(3.2, 5.2))
    smoke = sky(rng, bearing=float(rng.uniform(-0.15, 0.25)), spread=0.42)
    fronts = [*side_of_street(rng, -half, length), *side_of_street(rng, half, length)]
    people = walkers(rng, int(length / 5), half, length)
    return Scene(walk, smoke, ground(rng, half), tuple(fronts), Heap(), tuple(people), light)


def site(seed: int, walk: Walk, *, light: float = 1.0) -> Scene:
    """Where the street ends: fallen floors, a torn wall, and people climbing about."""
    rng = np.random.default_rng([seed, 2])
    half = float(rng.uniform(9.0, 13.0))
    smoke = sky(rng, bearing=float(rng.uniform(-0.4, 0.4)), spread=0.75)
    fronts = [*side_of_street(rng, -half, 26.0), *side_of_street(rng, half, 26.0)]
    torn = plaster(rng, 160, 420)
    for hole in rng.integers(10, 400, 9):
        low = int(rng.integers(20, 120))
        cv2.rectangle(torn, (int(hole), low), (int(hole) + 26, low + 34), (26, 30, 34), -1)
    back = panel((-half, 9.0, 26.0), (2 * half, 0.0, 0.0), (0.0, -9.0, 0.0), torn)
    rubble = heap(rng, 420, (float(rng.uniform(-2, 2)), 0.0, 13.0), 8.5)
    people = walkers(rng, 16, half - 1, 22.0)
    return Scene(walk, smoke, ground(rng, half), (*fronts, back), rubble, tuple(people), light)


def side_of_street(rng: np.random.Generator, x: float, length: float) -> list[Panel]:
    """Houses along one side: a front on the street and the two walls that stand out beside it."""
    panels: list[Panel] = []
    z, outward = -14.0, 9.0 if x > 0 else -9.0
    while z < length:
        wide, high = float(rng.uniform(6, 13)), float(rng.uniform(5, 15))
        set_back = float(rng.uniform(0, 0.7)) * (1 if x > 0 else -1)
        paint = front(rng, wide, high)
        flank = plaster(rng, int(high * 8), 72)
        top, side = (x + set_back, high, z), (outward, 0.0, 0.0)
        panels.append(panel(top, (0.0, 0.0, wide), (0.0, -high, 0.0), paint))
        for end, faces in ((z, -1), (z + wide, 1)):
            corner = (top[0], high, end)
            panels.append(panel(corner, side, (0.0, -high, 0.0), flank, faces=faces))
        z += wide + (float(rng.uniform(1, 3)) if rng.random() < 0.25 else 0.0)
    return panels
