"""Shadows on the ground: each a flat outline in metres, cast by the sun and seen in perspective."""

import math
from collections.abc import Iterable
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
_NEAR = 0.3
_DARK = 0.46
_FARTHEST = 55.0


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

    def upright(self, x: float, z: float, height: float, half: float) -> Outline | None:
        """The shadow of something thin and upright, `half` metres to either side of its middle."""
        if self.step is None:
            return None
        along = np.array(self.step) * height
        aside = np.array([-along[1], along[0]]) / (math.hypot(*along) or 1.0) * half
        foot = np.array([x, z])
        return np.stack([foot - aside, foot + aside, foot + aside + along, foot - aside + along])


def darken(picture: Image, view: View, outlines: Iterable[Outline]) -> None:
    """Darken the ground under all outlines, once however many lie on it; `picture` is changed."""
    mask = np.zeros((view.height, view.width), np.uint8)
    for outline in outlines:
        corners = _seen(view, outline)
        if corners is not None:
            cv2.fillConvexPoly(mask, corners, 255, lineType=cv2.LINE_AA, shift=4)
    dark = cv2.convertScaleAbs(picture, alpha=_DARK)
    cv2.copyTo(dark, mask, picture)


def _seen(view: View, outline: Outline) -> NDArray[np.int32] | None:
    """Corners in sixteenths of a pixel, what is behind the camera cut off; none when nothing is left."""
    x, y, z = view.pose.place
    if float(np.abs(outline[:, 1] - z).min()) > _FARTHEST:
        return None
    ground = np.column_stack([outline[:, 0] - x, np.full(len(outline), -y), outline[:, 1] - z])
    points = ground @ view.projection.T
    if points[:, 2].min() < _NEAR:
        points = _before(points)
        if len(points) < 3:
            return None
    flat = points[:, :2] / points[:, 2:]
    return np.asarray(np.clip(flat * 16, -400_000, 400_000), np.int32)


def _before(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The polygon cut at the plane `_NEAR` metres before the camera."""
    kept: list[NDArray[np.float64]] = []
    for here, there in zip(points, np.roll(points, -1, axis=0), strict=True):
        inside, next_inside = here[2] >= _NEAR, there[2] >= _NEAR
        if inside:
            kept.append(here)
        if inside != next_inside:
            kept.append(here + (there - here) * (_NEAR - here[2]) / (there[2] - here[2]))
    return np.array(kept)
