"""Fallen concrete: a hill of slabs, lit as the hill faces the sun, with what they throw on each other."""

import math
from dataclasses import dataclass, replace
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from tawthiq.drill.camera import View
from tawthiq.drill.panel import Place
from tawthiq.drill.shade import SUNLIT, UNLIT, Outline, Shade
from tawthiq.drill.texture import Image

_FARTHEST = 40.0
_SHARP, _WIDEST = 1.2, 1.1
"""Metres: concrete nearer than that is not drawn; half the width of the widest piece."""
_EDGED = 9.0
"""Pixels that concrete must reach from its middle for its edges to be drawn: they would cover smaller."""
_STEEP, _NARROW = 0.45, 1.6
"""The hill is that share of its radius high, and falls to 1/e of it at that part of the radius."""
_LIES, _LIES_CLOSE = 0.28, 0.1
"""Metres that a slab lies above what it throws its shadow on; above the dark under it where no sun is."""
_LONGEST = 0.45
"""Metres along the ground to which a slab's shadow is cut when the sun is low: other slabs end it."""
_DARK = (30, 32, 35)


@dataclass(frozen=True, eq=False)
class Slab:
    """A piece of fallen concrete: an outline in metres around a place, and how pale it is."""

    place: Place
    outline: tuple[tuple[float, float], ...]
    shade: int


@dataclass(frozen=True, eq=False)
class Heap:
    """Slabs that lie together, the farthest first, so that they can be drawn in order.

    They form a hill around `middle` (x and z) of that `radius`, metres; 0 is level ground. `light` is how
    bright the sun makes each slab, `thrown` from each to its shadow (metres, n x 3), `shadow` what the hill
    throws on the ground, that under it included; none of them without sun.
    """

    slabs: tuple[Slab, ...] = ()
    middle: tuple[float, float] = (0.0, 0.0)
    radius: float = 0.0
    light: NDArray[np.float64] | None = None
    thrown: NDArray[np.float64] | None = None
    shadow: Outline | None = None

    @cached_property
    def _places(self) -> NDArray[np.float64]:
        return np.array([slab.place for slab in self.slabs]).reshape(-1, 3)

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

    @cached_property
    def _paler(self) -> NDArray[np.int64]:
        """How pale each is under its light."""
        painted = np.array([slab.shade for slab in self.slabs])
        return np.asarray(painted if self.light is None else painted * self.light, np.int64)

    def surface(self, x: float, z: float) -> float:
        """Metres above the ground on which someone stands there."""
        away = math.dist((x, z), self.middle)
        above_edge = float(_rise(away, self.radius) - _rise(self.radius, self.radius))
        return max(0.0, 0.75 * above_edge)

    def under(self, shade: Shade) -> "Heap":
        """The heap lit by that sun; as painted when it is down."""
        if not self.slabs or not shade.up or shade.step is None:
            return replace(self, light=None, thrown=None, shadow=None)
        facing = np.clip(self._slopes @ shade.towards, 0, 1) * shade.reaches(self._places)
        x, z = np.array(shade.step) * min(_LIES, _LONGEST / math.hypot(*shade.step))
        sunny = np.where(facing[:, None] > 0, (x, -_LIES, z), (0.0, -_LIES_CLOSE, 0.0))
        return replace(self, light=UNLIT + SUNLIT * facing, thrown=sunny, shadow=self._on_ground(shade.step))

    @cached_property
    def _slopes(self) -> NDArray[np.float64]:
        """The unit vector away from the hill at each slab, n x 3."""
        x, z = (self._places[:, [0, 2]] - self.middle).T
        steep = 2 * _NARROW**2 / self.radius**2 * _rise(np.hypot(x, z), self.radius)
        away = np.stack([steep * x, np.ones_like(x), steep * z], axis=1)
        return np.asarray(away / np.linalg.norm(away, axis=1, keepdims=True))

    def _on_ground(self, step: tuple[float, float]) -> Outline:
        """Around where slabs lie and where their shadows fall, `step` metres for each metre of height."""
        feet = self._places[:, [0, 2]]
        both = np.concatenate([feet, feet + self._places[:, 1:2] * np.array(step)]).astype(np.float32)
        return np.asarray(cv2.convexHull(both)[:, 0, :], np.float64)

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
        fallen = corners + self._thrown(view, np.stack([x, y], axis=1))[:, None]
        for number in np.flatnonzero(shown):
            points, pale = corners[number], int(self._paler[number])
            if edged[number] and self.thrown is not None:
                cv2.fillConvexPoly(picture, fallen[number], _DARK)
            cv2.fillConvexPoly(picture, points, (pale - 10, pale - 4, pale))
            if edged[number]:
                cv2.polylines(picture, [points], isClosed=True, color=(44, 48, 52))
                cv2.line(picture, points[0], points[1], (205, 208, 210), 1)

    def _thrown(self, view: View, middles: NDArray[np.float64]) -> NDArray[np.int32]:
        """Pixels from each slab to its shadow, n x 2."""
        if self.thrown is None:
            return np.zeros((len(middles), 2), np.int32)
        across, down, depth = view.projection @ (self._places + self.thrown - view.pose.place).T
        there = np.stack([across, down], axis=1) / np.maximum(depth, 0.1)[:, None]
        return np.asarray(np.clip(there - middles, -4000, 4000), np.int32)


def heap(rng: np.random.Generator, count: int, centre: Place, radius: float) -> Heap:
    """A hill of slabs, the farthest first so that they can be drawn in order."""
    slabs = []
    for _ in range(count):
        away, turn = radius * math.sqrt(rng.random()), rng.uniform(0, 2 * math.pi)
        height = float(_rise(away, radius)) * rng.uniform(0.55, 1.0)
        size = rng.uniform(0.25, 1.1)
        angles = np.sort(rng.uniform(0, 2 * math.pi, int(rng.integers(4, 7))))
        outline = tuple((float(size * math.cos(a)), float(0.5 * size * math.sin(a))) for a in angles)
        place = (
            centre[0] + away * math.cos(turn),
            centre[1] + height,
            centre[2] + away * math.sin(turn),
        )
        slabs.append(Slab(place, outline, int(rng.integers(84, 196))))
    ordered = tuple(sorted(slabs, key=lambda slab: -slab.place[2]))
    return Heap(ordered, (centre[0], centre[2]), radius)


def _rise(away: NDArray[np.float64] | float, radius: float) -> NDArray[np.float64]:
    """Metres of the hill's height at a distance from its middle; a hill without radius has none."""
    parts = _NARROW * np.asarray(away, np.float64) / (radius or 1.0)
    return np.asarray(_STEEP * radius * np.exp(-(parts**2)), np.float64)
