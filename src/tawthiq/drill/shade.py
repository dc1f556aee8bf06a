"""Shadows on the ground: each a flat outline in metres, cast by the sun and seen in perspective."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from tawthiq.drill.camera import View
from tawthiq.drill.sun import SunAt
from tawthiq.drill.texture import Image

Outline = NDArray[np.float64]
"""Corners x, z on the ground in metres, n x 2, convex."""

Block = tuple[float, float, float, float, float]
"""x0, z0, x1, z1 and height of something that stands on the ground, metres."""

_LOWEST = 3.0
"""Degrees of sun under which shadows are longer than the scene and are left out."""
NEAR = 0.3
UNLIT, SUNLIT = 0.62, 0.52
"""How bright a surface is that the sun does not reach, and what the sun adds where it meets it squarely."""
_DARK = 0.46
_FARTHEST = 55.0
_PARALLEL = 1e-9
"""Stands for a direction along which the sun does not move away, so that nothing is divided by zero."""


@dataclass(frozen=True)
class Shade:
    """The sun over a scene whose z axis points to `heading`, and what always stands in it."""

    sun: SunAt
    heading: float
    standing: tuple[Block, ...] = ()

    @cached_property
    def step(self) -> tuple[float, float] | None:
        """Where the tip of a one-metre pole throws its shadow, x and z; none when the sun is down."""
        if not self.up:
            return None
        x, y, z = self.towards
        return float(-x / y), float(-z / y)

    @property
    def up(self) -> bool:
        """Whether the sun is high enough to throw shadows that end within the scene."""
        return self.sun.elevation >= _LOWEST

    @cached_property
    def towards(self) -> NDArray[np.float64]:
        """The direction to the sun: x, y, z, length 1."""
        return np.array(self.sun.across(self.heading))

    @cached_property
    def blocks(self) -> tuple[Outline, ...]:
        """The shadows of what always stands there."""
        return tuple(cast for each in self.standing if (cast := self.block(each)) is not None)

    def block(self, block: Block) -> Outline | None:
        """The shadow of a block; none when the sun is down."""
        if self.step is None:
            return None
        x0, z0, x1, z1, height = block
        base = np.array([(x0, z0), (x1, z0), (x1, z1), (x0, z1)])
        both = np.concatenate([base, base + np.array(self.step) * height]).astype(np.float32)
        return np.asarray(cv2.convexHull(both)[:, 0, :], np.float64)

    def reaches(self, points: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether no block of what always stands keeps the sun off each point, n x 3.

        Where the sun is down nothing keeps off what there is of light.
        """
        if not self.up or not self.standing or not len(points):
            return np.ones(len(points), np.bool_)
        x0, z0, x1, z1, high = np.array(self.standing).T
        low, top = np.stack([x0, np.zeros_like(high), z0], axis=1), np.stack([x1, high, z1], axis=1)
        # How far along the way to the sun each point enters and leaves the span of each block, axis by axis.
        way = np.where(np.abs(self.towards) < _PARALLEL, _PARALLEL, self.towards)
        enters, leaves = ((edge[None] - points[:, None]) / way for edge in (low, top))
        first, last = np.minimum(enters, leaves).max(axis=2), np.maximum(enters, leaves).min(axis=2)
        return np.asarray(~((first < last) & (last > 0)).any(axis=1), np.bool_)

    def uprights(self, feet: NDArray[np.float64], height: float, half: float) -> NDArray[np.float64]:
        """The shadows of things thin and upright, `half` metres to either side of their middles.

        `feet` are x and z, n x 2; the outlines n x 4 x 2, none of them when the sun is down.
        """
        if self.step is None:
            return np.zeros((0, 4, 2))
        aside, along = self.aside * half, np.array(self.step) * height
        return np.stack([feet - aside, feet + aside, feet + aside + along, feet - aside + along], axis=1)

    @cached_property
    def aside(self) -> NDArray[np.float64]:
        """The unit vector on the ground, x and z, across the way that shadows fall."""
        x, _, z = self.towards
        return np.array([z, -x]) / (math.hypot(x, z) or 1.0)


def darken(picture: Image, view: View, outlines: Sequence[Outline]) -> None:
    """Darken the ground under all outlines, once however many lie on it; `picture` is changed."""
    mask = np.zeros((view.height, view.width), np.uint8)
    for corners in _seen(view, outlines):
        cv2.fillConvexPoly(mask, corners, 255, lineType=cv2.LINE_AA, shift=4)
    dark = cv2.convertScaleAbs(picture, alpha=_DARK)
    cv2.copyTo(dark, mask, picture)


def _seen(view: View, outlines: Sequence[Outline]) -> Iterator[NDArray[np.int32]]:
    """Corners in sixteenths of a pixel of those near and before the camera; all are projected at once."""
    if not outlines:
        return
    x, y, z = view.pose.place
    counts = [len(outline) for outline in outlines]
    firsts = np.concatenate([[0], np.cumsum(counts)])
    flat = np.concatenate(outlines)
    points = np.column_stack([flat[:, 0] - x, np.full(len(flat), -y), flat[:, 1] - z]) @ view.projection.T
    away = np.minimum.reduceat(np.abs(flat[:, 1] - z), firsts[:-1])
    nearest, farthest = (each.reduceat(points[:, 2], firsts[:-1]) for each in (np.minimum, np.maximum))
    for number in np.flatnonzero((away <= _FARTHEST) & (farthest >= NEAR)):
        corners = points[firsts[number] : firsts[number + 1]]
        if nearest[number] < NEAR:
            corners = before_camera(corners)
        if len(corners) >= 3:
            yield sixteenths(corners)


def sixteenths(points: NDArray[np.float64]) -> NDArray[np.int32]:
    """Homogeneous pixels, n x 3, in sixteenths of a pixel, as OpenCV draws between pixels."""
    flat = points[:, :2] / points[:, 2:]
    return np.asarray(np.clip(flat * 16, -400_000, 400_000), np.int32)


def before_camera(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The polygon cut at the plane `NEAR` metres before the camera."""
    kept: list[NDArray[np.float64]] = []
    for here, there in zip(points, np.roll(points, -1, axis=0), strict=True):
        inside, next_inside = here[2] >= NEAR, there[2] >= NEAR
        if inside:
            kept.append(here)
        if inside != next_inside:
            kept.append(here + (there - here) * (NEAR - here[2]) / (there[2] - here[2]))
    return np.array(kept)
