"""Walls under the sun: brighter the more they face it, and darker where houses throw their shadow on them."""

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from tawthiq.drill.panel import Panel
from tawthiq.drill.shade import Block, Shade
from tawthiq.drill.texture import Image

_UNLIT, _SUNLIT = 0.62, 0.52
_TOUCHING = 0.05
"""Metres before a wall that a corner must stand to throw a shadow on it."""

Outline = NDArray[np.float64]
"""Corners on a wall as fractions of its width and of its height from the top, n x 2, convex."""


def sunlit(flat: Panel, shade: Shade) -> Panel:
    """The panel as bright as the sun makes it, with the shadows of all blocks but the one it belongs to."""
    towards = max(0.0, float(_outward(flat) @ shade.towards)) if shade.up else 0.0
    outlines = tuple(shadows_on(flat, shade)) if towards else ()
    return replace(flat, paints=tuple(_lit(paint, towards, outlines) for paint in flat.paints))


def shadows_on(flat: Panel, shade: Shade) -> Iterator[Outline]:
    """What each block throws on the plane of the panel, where that meets the panel."""
    if not shade.standing:
        return
    outward = _outward(flat)
    corners = _corners(shade.standing) - flat.corner
    before = corners @ outward
    fallen = corners - (before / (outward @ shade.towards))[..., None] * shade.towards
    across, below = (fallen @ np.array(axis) / np.dot(axis, axis) for axis in (flat.along, flat.down))
    reached = (before > _TOUCHING).all(axis=1)
    reached &= (across.max(axis=1) > 0) & (across.min(axis=1) < 1)
    reached &= (below.max(axis=1) > 0) & (below.min(axis=1) < 1)
    for number in np.flatnonzero(reached):
        points = np.column_stack([across[number], below[number]]).astype(np.float32)
        yield np.asarray(cv2.convexHull(points)[:, 0, :], np.float64)


def _outward(flat: Panel) -> NDArray[np.float64]:
    """The unit vector that the panel faces: along the street, or across it towards its middle."""
    if flat.faces:
        return np.array([0.0, 0.0, float(flat.faces)])
    return np.array([-1.0 if flat.corner[0] > 0 else 1.0, 0.0, 0.0])


def _corners(blocks: tuple[Block, ...]) -> NDArray[np.float64]:
    """The eight corners of each block, n x 8 x 3."""
    x0, z0, x1, z1, high = np.array(blocks).T
    ground = np.zeros_like(high)
    return np.stack(
        [np.stack([x, y, z], axis=1) for x in (x0, x1) for y in (ground, high) for z in (z0, z1)], axis=1
    )


def _lit(paint: Image, towards: float, outlines: tuple[Outline, ...]) -> Image:
    bright = np.asarray(cv2.convertScaleAbs(paint, alpha=_UNLIT + _SUNLIT * towards), np.uint8)
    if not outlines:
        return bright
    high, wide = paint.shape[:2]
    mask = np.zeros((high, wide), np.uint8)
    for outline in outlines:
        points = np.clip(outline * (wide * 16, high * 16), -400_000, 400_000).astype(np.int32)
        cv2.fillConvexPoly(mask, points, 255, lineType=cv2.LINE_AA, shift=4)
    dark = np.asarray(cv2.convertScaleAbs(paint, alpha=_UNLIT), np.uint8)
    cv2.copyTo(dark, mask, bright)
    return bright
