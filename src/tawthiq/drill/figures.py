"""What moves and lies about in the invented street: walkers, fallen concrete. No wounds are drawn."""

import math
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from tawthiq.drill.camera import View
from tawthiq.drill.panel import Place
from tawthiq.drill.shade import Block
from tawthiq.drill.texture import Image

_NEAREST, _FARTHEST = 0.8, 40.0
_SHARP, _WIDEST = 1.2, 1.1
"""Metres: concrete nearer than that is not drawn; half the width of the widest piece."""
_EDGED = 9.0
"""Pixels that concrete must reach from its middle for its edges to be drawn: they would cover smaller."""
_MAKES_WAY, _CLEAR = 3.0, 1.15
"""Metres before a camera at which people begin to step aside, and how far they do: nobody walks into one."""
_SHOULDER = 0.45
"""Metres that people keep from the side of a van."""
_CLOTHES = ((150, 120, 90), (60, 60, 140), (190, 190, 185), (70, 100, 60), (40, 40, 44), (90, 130, 170))
_TROUSERS = ((60, 50, 44), (96, 84, 70), (40, 40, 46))
_SKIN = (110, 140, 182)

TALL = 1.66

Colour = tuple[int, int, int]
"""Blue, green, red."""


@dataclass(frozen=True)
class Walker:
    """A figure that paces up and down its own stretch of the street, `TALL` metres high."""

    x: float
    z: float
    pace: float
    stretch: float
    phase: float
    coat: Colour
    trousers: Colour

    def at(self, seconds: float) -> float:
        """The z of the figure at that moment."""
        return self.z + self.stretch * math.sin(self.phase + seconds * self.pace / self.stretch)

    def stands(self, seconds: float, camera: Place, vans: tuple[Block, ...] = ()) -> Place:
        """Where the figure is at that moment: on its line, or beside it to make way for a camera or a van."""
        z, high = self.at(seconds), camera[1] > 2.5
        near = 0.0 if high else min(1.0, max(0.0, (_MAKES_WAY - abs(z - camera[2])) / (_MAKES_WAY - _CLEAR)))
        aside = self.x - camera[0]
        x = camera[0] + math.copysign(max(abs(aside), near * _CLEAR), aside)
        for van in vans:
            x = _past(van, x, z)
        return x, 0.0, z

    def draw(self, picture: Image, view: View, place: Place, seconds: float) -> None:
        """Draw the figure at the place where it stands at that moment; nothing when out of sight."""
        if abs(place[2] - view.pose.place[2]) > _FARTHEST:
            return
        x, y, depth = view.pixel(place)
        metre = view.focal / max(depth, 0.1)
        if not _NEAREST < depth < _FARTHEST or not -metre < x < view.width + metre:
            return
        stride = math.sin(5.5 * seconds * max(self.pace, 0.4) + 9 * self.phase)
        _body(picture, (x, y), metre, stride, self)


def _past(van: Block, x: float, z: float) -> float:
    """The x of someone who goes round a van on the side of the street's middle, from a few metres off."""
    x0, z0, x1, z1, _ = van
    near = min(1.0, max(0.0, 1 - max(z0 - z, z - z1) / _MAKES_WAY))
    free = x0 - _SHOULDER if x0 + x1 > 0 else x1 + _SHOULDER
    return x + near * (min(x, free) - x if x0 + x1 > 0 else max(x, free) - x)


@dataclass(frozen=True, eq=False)
class Slab:
    """A piece of fallen concrete: an outline in metres around a place."""

    place: Place
    outline: tuple[tuple[float, float], ...]
    shade: int


@dataclass(frozen=True, eq=False)
class Heap:
    """Slabs that lie together, the farthest first, so that they can be drawn in order."""

    slabs: tuple[Slab, ...] = ()

    @cached_property
    def _places(self) -> NDArray[np.float64]:
        return np.array([slab.place for slab in self.slabs])

    @cached_property
    def _outlines(self) -> NDArray[np.float64]:
        """Every outline with y down, as pictures have it; the last corner again where there are fewer."""
        most = max(len(slab.outline) for slab in self.slabs)
        filled = [(*slab.outline, *[slab.outline[-1]] * (most - len(slab.outline))) for slab in self.slabs]
        return np.array(filled) * (1, -1)

    @cached_property
    def _reach(self) -> NDArray[np.float64]:
        """How far each goes from its middle, metres."""
        return np.asarray(np.abs(self._outlines).max(axis=(1, 2)))

    def draw(self, picture: Image, view: View) -> None:
        """Draw those in sight; all are projected at once, for there are hundreds."""
        if not self.slabs:
            return
        across, down, depth = view.projection @ (self._places - view.pose.place).T
        shown = (depth > _SHARP) & (depth < _FARTHEST)
        if not shown.any():
            return
        depth = np.maximum(depth, 0.1)
        metres, x, y = view.focal / depth, across / depth, down / depth
        shown &= (x > -_WIDEST * metres) & (x < view.width + _WIDEST * metres)
        middles = np.stack([x, y], axis=1)[:, None]
        corners = (middles + metres[:, None, None] * self._outlines).astype(np.int32)
        edged = metres * self._reach >= _EDGED
        for number in np.flatnonzero(shown):
            points, shade = corners[number], self.slabs[number].shade
            cv2.fillConvexPoly(picture, points, (shade - 10, shade - 4, shade))
            if edged[number]:
                cv2.polylines(picture, [points], isClosed=True, color=(44, 48, 52))
                cv2.line(picture, points[0], points[1], (205, 208, 210), 1)


def walkers(rng: np.random.Generator, count: int, half_street: float, length: float) -> list[Walker]:
    """`count` figures spread along the street, off its middle so that a camera can pass."""
    side = rng.choice((-1.0, 1.0), count)
    return [
        Walker(
            x=float(side[i] * rng.uniform(0.8, half_street - 0.6)),
            z=float(rng.uniform(2.0, length)),
            pace=float(rng.uniform(0.5, 1.6)),
            stretch=float(rng.uniform(2.0, 7.0)),
            phase=float(rng.uniform(0, 6.28)),
            coat=_CLOTHES[rng.integers(len(_CLOTHES))],
            trousers=_TROUSERS[rng.integers(len(_TROUSERS))],
        )
        for i in range(count)
    ]


def heap(rng: np.random.Generator, count: int, centre: Place, radius: float) -> list[Slab]:
    """A hill of slabs, the farthest first so that they can be drawn in order."""
    slabs = []
    for _ in range(count):
        away, turn = radius * math.sqrt(rng.random()), rng.uniform(0, 2 * math.pi)
        height = 0.45 * radius * math.exp(-((1.6 * away / radius) ** 2)) * rng.uniform(0.55, 1.0)
        size = rng.uniform(0.25, 1.1)
        angles = np.sort(rng.uniform(0, 2 * math.pi, int(rng.integers(4, 7))))
        outline = tuple((float(size * math.cos(a)), float(0.5 * size * math.sin(a))) for a in angles)
        place = (
            centre[0] + away * math.cos(turn),
            centre[1] + height,
            centre[2] + away * math.sin(turn),
        )
        slabs.append(Slab(place, outline, int(rng.integers(84, 196))))
    return sorted(slabs, key=lambda slab: -slab.place[2])


def _body(picture: Image, foot: tuple[float, float], metre: float, stride: float, walker: Walker) -> None:
    """A simple person about 1.7 m high, feet at `foot`, in pixels."""

    def at(right: float, up: float) -> tuple[int, int]:
        return int(foot[0] + metre * right), int(foot[1] - metre * up)

    thick = max(1, int(0.14 * metre))
    for leg in (-1, 1):
        cv2.line(picture, at(0.0, 0.85), at(0.22 * stride * leg, 0.02), walker.trousers, thick)
    torso = np.array([at(-0.2, 1.42), at(0.2, 1.42), at(0.17, 0.78), at(-0.17, 0.78)], np.int32)
    cv2.fillConvexPoly(picture, torso, walker.coat)
    for arm in (-1, 1):
        hand = at(0.24 * arm - 0.14 * stride * arm, 0.85)
        cv2.line(picture, at(0.2 * arm, 1.36), hand, walker.coat, max(1, int(0.09 * metre)))
        cv2.circle(picture, hand, max(1, int(0.05 * metre)), _SKIN, -1)
    cv2.circle(picture, at(0.0, 1.58), max(1, int(0.12 * metre)), _SKIN, -1)
    cv2.ellipse(
        picture,
        at(0.0, 1.62),
        (max(1, int(0.12 * metre)), max(1, int(0.09 * metre))),
        0,
        180,
        360,
        (30, 32, 36),
        -1,
    )
