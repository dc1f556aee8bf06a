"""Walls under the sun: brighter the more they face it, darker where houses, people and vans keep it off."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from tawthiq.drill.camera import Matrix, View
from tawthiq.drill.panel import Panel
from tawthiq.drill.shade import NEAR, SUNLIT, UNLIT, Block, Shade, before_camera, sixteenths
from tawthiq.drill.texture import Image

_TOUCHING = 0.05
"""Metres before a wall that a corner must stand to throw a shadow on it."""

_WHOLE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)

Outline = NDArray[np.float64]
"""Corners on a wall as fractions of its width and of its height from the top, n x 2, convex."""


def sunlit(flat: Panel, shade: Shade) -> Panel:
    """The panel as bright as the sun makes it, with the shadows of all blocks but the one it belongs to."""
    towards = max(0.0, float(_outward(flat) @ shade.towards)) if shade.up else 0.0
    outlines = tuple(shadows_on(flat, shade, corners_of(shade.standing))) if towards else ()
    paints = tuple(_lit(paint, towards, outlines) for paint in flat.paints)
    return replace(flat, paints=paints, lit=towards, shaded=outlines)


def shadows_on(flat: Panel, shade: Shade, bodies: NDArray[np.float64]) -> Iterator[Outline]:
    """What each body throws on the plane of a panel that the sun meets, where that meets the panel.

    `bodies` are corners in metres, n x 8 x 3.
    """
    if not len(bodies):
        return
    outward = _outward(flat)
    before = (bodies - flat.corner) @ outward
    down = before / (outward @ shade.towards)
    reached = (before > _TOUCHING).all(axis=1)
    reached &= (bodies[..., 1] - down * shade.towards[1]).max(axis=1) > 0
    if not reached.any():
        return
    fallen = bodies[reached] - down[reached][..., None] * shade.towards - flat.corner
    across, below = (fallen @ np.array(axis) / np.dot(axis, axis) for axis in (flat.along, flat.down))
    met = (across.max(axis=1) > 0) & (across.min(axis=1) < 1)
    met &= (below.max(axis=1) > 0) & (below.min(axis=1) < 1)
    for number in np.flatnonzero(met):
        points = np.column_stack([across[number], below[number]]).astype(np.float32)
        yield np.asarray(cv2.convexHull(points)[:, 0, :], np.float64)


def darken_wall(picture: Image, view: View, flat: Panel, outlines: Iterable[Outline]) -> None:
    """Take the sun off what the outlines cover of a wall that was drawn; `picture` is changed.

    Where a house keeps the sun off already, nothing gets darker.
    """
    square = flat.square(view)
    thrown = [seen for outline in outlines if (seen := _seen_on(square, outline)) is not None]
    if not thrown:
        return
    mask = np.zeros(picture.shape[:2], np.uint8)
    for corners in thrown:
        cv2.fillConvexPoly(mask, corners, 255, lineType=cv2.LINE_AA, shift=4)
    for outline in flat.shaded:
        if (already := _seen_on(square, outline)) is not None:
            cv2.fillConvexPoly(mask, already, 0, shift=4)
    dark = cv2.convertScaleAbs(picture, alpha=UNLIT / (UNLIT + SUNLIT * flat.lit))
    cv2.copyTo(dark, mask, picture)


def _seen_on(square: Matrix, outline: Outline) -> NDArray[np.int32] | None:
    """The outline on its wall in sixteenths of a pixel; None where nothing of it is before the camera."""
    area, inside = cv2.intersectConvexConvex(outline.astype(np.float32), _WHOLE)
    if area <= 0:
        return None
    corners = np.column_stack([inside[:, 0, :], np.ones(len(inside))]) @ square.T
    if corners[:, 2].min() < NEAR:
        corners = before_camera(corners)
    return sixteenths(corners) if len(corners) >= 3 else None


def _outward(flat: Panel) -> NDArray[np.float64]:
    """The unit vector that the panel faces: along the street, or across it towards its middle."""
    if flat.faces:
        return np.array([0.0, 0.0, float(flat.faces)])
    return np.array([-1.0 if flat.corner[0] > 0 else 1.0, 0.0, 0.0])


def corners_of(blocks: Sequence[Block]) -> NDArray[np.float64]:
    """The eight corners of each block, n x 8 x 3."""
    if not blocks:
        return np.zeros((0, 8, 3))
    x0, z0, x1, z1, high = np.array(blocks).T
    ground = np.zeros_like(high)
    return np.stack(
        [np.stack([x, y, z], axis=1) for x in (x0, x1) for y in (ground, high) for z in (z0, z1)], axis=1
    )


def uprights_of(feet: NDArray[np.float64], height: float, half: float, shade: Shade) -> NDArray[np.float64]:
    """The corners, twice each, of flat things that stand across the sun's way: n x 8 x 3.

    `feet` are x and z, n x 2; `height` and `half` a width in metres.
    """
    sides = np.stack([feet - shade.aside * half, feet + shade.aside * half] * 4, axis=1)
    up = np.broadcast_to(np.repeat([0.0, height], 4), sides.shape[:2])
    return np.stack([sides[..., 0], up, sides[..., 1]], axis=2)


def _lit(paint: Image, towards: float, outlines: tuple[Outline, ...]) -> Image:
    bright = np.asarray(cv2.convertScaleAbs(paint, alpha=UNLIT + SUNLIT * towards), np.uint8)
    if not outlines:
        return bright
    high, wide = paint.shape[:2]
    mask = np.zeros((high, wide), np.uint8)
    for outline in outlines:
        points = np.clip(outline * (wide * 16, high * 16), -400_000, 400_000).astype(np.int32)
        cv2.fillConvexPoly(mask, points, 255, lineType=cv2.LINE_AA, shift=4)
    dark = np.asarray(cv2.convertScaleAbs(paint, alpha=UNLIT), np.uint8)
    cv2.copyTo(dark, mask, bright)
    return bright
