"""An invented place seen by an invented camera: a street, or the heap of rubble at its end.

A frame is a pure function of the scene and the second, so any two clips of one scene agree by
construction.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from tawthiq.drill.camera import View, Walk
from tawthiq.drill.figures import Slab, Walker, draw_slabs, heap, walkers
from tawthiq.drill.ground import Ground, above_ground, ground
from tawthiq.drill.panel import Panel, Place, panel
from tawthiq.drill.shade import Outline, Shade, darken
from tawthiq.drill.sky import Sky, sky
from tawthiq.drill.texture import Image, front, plaster
from tawthiq.drill.things import LENGTH, Pole, Van

LABEL = "INVENTED DRILL"
"""Burned into a corner of every picture; Latin only, for cv2 does not join Arabic letters."""

_SEEN = 62.0


@dataclass(frozen=True, eq=False)
class Scene:
    """A place, who is in it, and how the camera moves. `light` 1 is a sunny noon, 0.4 late dusk."""

    walk: Walk
    sky: Sky
    ground: Ground
    panels: tuple[Panel, ...]
    slabs: tuple[Slab, ...]
    walkers: tuple[Walker, ...]
    light: float = 1.0
    shade: Shade | None = None
    things: tuple[Pole | Van, ...] = ()

    def frame(self, seconds: float, width: int, height: int) -> Image:
        """The picture at that second, labelled as invented; height x width x 3, BGR."""
        return self.seen(View(self.walk.pose(seconds), width, height), seconds)

    def seen(self, view: View, seconds: float, *, flash: float = 0.0) -> Image:
        """What any camera sees at that second of the scene; `flash` in [0, 1] lights it up."""
        picture = self.ground.picture(view)
        if self.shade is not None:
            darken(picture, view, self._shadows(self.shade, view.pose.place, seconds))
        cv2.copyTo(self.sky.picture(view, seconds), above_ground(view), picture)
        for flat, away in self._in_sight(view):
            flat.draw(picture, view, haze=min(0.75, max(0.0, away - 12) / _SEEN))
        draw_slabs(picture, view, self.slabs)
        for one in self._farthest_first(view.pose.place[2], seconds):
            one.draw(picture, view, seconds)
        light = self.light + flash * (1.15 - self.light)
        if light != 1:
            picture = np.asarray(cv2.convertScaleAbs(picture, alpha=light, beta=4), np.uint8)
        stamp(picture)
        return picture

    def _shadows(self, shade: Shade, camera: Place, seconds: float) -> Iterator[Outline]:
        """On the ground at that second: of houses, poles, vans, people."""
        yield from shade.blocks
        for walker in self.walkers:
            x, _, z = walker.stands(seconds, camera)
            cast = shade.upright(x, z, 1.66, 0.2)
            if cast is not None:
                yield cast
        for thing in self.things:
            if isinstance(thing, Pole):
                cast = shade.upright(thing.x, thing.z, thing.height, thing.half)
            else:
                cast = shade.block(thing.footprint(seconds))
            if cast is not None:
                yield cast

    def _farthest_first(self, z: float, seconds: float) -> list[Walker | Pole | Van]:
        """What stands or moves, as it has to be drawn; a van is as near as its near end."""

        def away(one: Walker | Pole | Van) -> float:
            at = one.z if isinstance(one, Pole) else one.at(seconds)
            return abs(at - z) - (LENGTH / 2 if isinstance(one, Van) else 0.0)

        return sorted((*self.walkers, *self.things), key=away, reverse=True)

    def _in_sight(self, view: View) -> list[tuple[Panel, float]]:
        """Panels with their distance, the farthest first."""
        eye = view.pose.place
        shown = (flat for flat in self.panels if flat.shown_to(eye))
        near = [(flat, math.dist(flat.centre, eye)) for flat in shown]
        return sorted((pair for pair in near if pair[1] < _SEEN), key=lambda pair: -pair[1])


def stamp(picture: Image) -> None:
    """Burn the label into the upper left corner, on a dark box of `label_box` size."""
    right, bottom = label_box(picture.shape[1])
    scale = right / 270
    cv2.rectangle(picture, (0, 0), (right, bottom), (0, 0, 0), -1)
    at = (max(2, right // 40), int(bottom * 0.72))
    cv2.putText(picture, LABEL, at, cv2.FONT_HERSHEY_SIMPLEX, scale, (255, 255, 255), 1, cv2.LINE_AA)


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
    return Scene(walk, smoke, ground(rng, half), tuple(fronts), (), tuple(people), light)


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
    slabs = heap(rng, 420, (float(rng.uniform(-2, 2)), 0.0, 13.0), 8.5)
    people = walkers(rng, 16, half - 1, 22.0)
    return Scene(walk, smoke, ground(rng, half), (*fronts, back), tuple(slabs), tuple(people), light)


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
