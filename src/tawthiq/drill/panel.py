"""A flat painted surface in the world, drawn into a picture in perspective."""

import math
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from tawthiq.drill.camera import Matrix, View
from tawthiq.drill.texture import Image

_NEAR = 0.4
_HAZE = 176.0

Place = tuple[float, float, float]
"""x, y, z in metres."""


@dataclass(frozen=True, eq=False)
class Panel:
    """`along` and `down` are the world vectors of the paint's full width and height from `corner`.

    `faces` is -1 for a wall seen only from lower z, 1 only from higher z, 0 from both. `lit` is how
    squarely the sun meets it, 0 (not at all) to 1; `shaded` where houses keep the sun off it, each a convex
    outline in fractions of its width and height.
    """

    corner: Place
    along: Place
    down: Place
    paints: tuple[Image, ...]
    faces: int = 0
    lit: float = 0.0
    shaded: tuple[NDArray[np.float64], ...] = ()

    @cached_property
    def centre(self) -> Place:
        """The middle of the surface."""
        x, y, z = (c + (a + d) / 2 for c, a, d in zip(self.corner, self.along, self.down, strict=True))
        return x, y, z

    def shown_to(self, eye: Place) -> bool:
        """Whether someone at `eye` is on the side that it faces."""
        return self.faces * (eye[2] - self.corner[2]) >= 0

    def square(self, view: View) -> Matrix:
        """From fractions of its width and height, and 1, to homogeneous pixels."""
        edges = np.array([self.along, self.down, np.subtract(self.corner, view.pose.place)]).T
        return np.asarray(view.projection @ edges)

    def draw(self, picture: Image, view: View, *, haze: float = 0.0, light: float = 1.0) -> None:
        """Paint it into `picture` (changed), as bright as `light`; parts behind the camera are left out."""
        square = self.square(view)
        span = _before_the_camera(square)
        if span is None:
            return
        paint = self._paint(view)
        first = int(np.ceil(span[0] * paint.shape[1]))
        last = int(span[1] * paint.shape[1])
        if last - first < 2:
            return
        if haze or light != 1:
            alpha = light * (1 - haze)
            paint = np.asarray(cv2.convertScaleAbs(paint, alpha=alpha, beta=haze * _HAZE), np.uint8)
        _warp(picture, paint, square, first, last)

    def _paint(self, view: View) -> Image:
        """The sharpness that the distance calls for, so that far fronts do not shimmer."""
        distance = math.dist(self.centre, view.pose.place)
        level = int(np.log2(max(1.0, distance / 9)))
        return self.paints[min(level, len(self.paints) - 1)]


def panel(corner: Place, along: Place, down: Place, paint: Image, *, faces: int = 0) -> Panel:
    """A panel with its paint in four sharpnesses."""
    paints = [paint]
    while len(paints) < 4 and min(paints[-1].shape[:2]) > 16:
        paints.append(np.asarray(cv2.pyrDown(paints[-1]), np.uint8))
    return Panel(corner, along, down, tuple(paints), faces)


def _before_the_camera(square: Matrix) -> tuple[float, float] | None:
    """The span of the paint's width, in [0, 1], that lies wholly before the camera."""
    slope, rise, depth = square[2]
    room = depth + min(0.0, rise) - _NEAR
    if room + max(0.0, slope) <= 0:
        return None
    if room >= 0 and room + slope >= 0:
        return 0.0, 1.0
    edge = -room / slope
    return (edge, 1.0) if slope > 0 else (0.0, edge)


def _warp(picture: Image, paint: Image, square: Matrix, first: int, last: int) -> None:
    height, width = paint.shape[:2]
    to_pixels = square @ np.diag([1 / width, 1 / height, 1.0])
    to_pixels = to_pixels @ np.array([[1, 0, first], [0, 1, 0], [0, 0, 1.0]])
    corners = np.array([[0, 0, 1], [last - first, 0, 1], [0, height, 1], [last - first, height, 1.0]])
    places = to_pixels @ corners.T
    xs, ys = places[0] / places[2], places[1] / places[2]
    left, right = max(0, int(xs.min()) - 1), min(picture.shape[1], int(xs.max()) + 2)
    top, bottom = max(0, int(ys.min()) - 1), min(picture.shape[0], int(ys.max()) + 2)
    if right <= left or bottom <= top:
        return
    shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1.0]])
    cv2.warpPerspective(
        np.ascontiguousarray(paint[:, first:last]),
        shift @ to_pixels,
        (right - left, bottom - top),
        dst=picture[top:bottom, left:right],
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_TRANSPARENT,
    )
