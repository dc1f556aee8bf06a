"""The paving underfoot: one painted tile, laid without end, seen in perspective."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tawthiq.drill.camera import View
from tawthiq.drill.texture import Image, paving

_LENGTH = 14.0
_ACROSS, _ALONG = 7, 6
"""Tiles laid out in memory, an odd number across: OpenCV is slow where it has to wrap around."""
_FAR = -0.075
_HAZY = -0.045
"""How steeply the ray to the ground falls where haze begins to hide it; all of it at the horizon."""
_HAZE = 150.0


@dataclass(frozen=True, eq=False)
class Ground:
    """Tiles `half` x 2 metres wide and 14 long, many side by side: sharp ones for near, soft ones for far."""

    near: Image
    far: Image
    half: float

    def picture(self, view: View) -> Image:
        """The ground as seen; above the horizon the picture means nothing and is to be covered."""
        picture = np.zeros((view.height, view.width, 3), np.uint8)
        climb = view.climb
        below = slice(_first(climb.min(axis=1) < 0), view.height)
        band = slice(below.start, _first(climb.max(axis=1) < _FAR))
        self._lay(self.near, view, picture, slice(band.stop, below.stop))
        self._lay(self.far, view, picture, band)
        _haze(picture, view, band)
        return picture

    def _lay(self, tile: Image, view: View, picture: Image, rows: slice) -> None:
        """Repeat the tile over the plane y = 0 in those rows; the tile's rows run across the street."""
        if rows.stop <= rows.start:
            return
        high, wide = tile.shape[:2]
        x, y, z = view.pose.place
        along = (0.0, 0.0, _ALONG * _LENGTH / wide)
        across = (_ACROSS * 2 * self.half / high, 0.0, 0.0)
        begins = (math.floor(z / _LENGTH) - 1) * _LENGTH
        corner = (-_ACROSS * self.half - x, -y, begins - z)
        square = view.projection @ np.array([along, across, corner]).T
        square[1] -= rows.start * square[2]
        size = (view.width, rows.stop - rows.start)
        cv2.warpPerspective(tile, square, size, dst=picture[rows], borderMode=cv2.BORDER_WRAP)


def ground(rng: np.random.Generator, half: float) -> Ground:
    """Paving for a street of that half width, in metres."""
    tile = paving(rng, 2 * half, _LENGTH)
    soft = np.asarray(cv2.GaussianBlur(tile, (0, 0), 5), np.uint8)
    near, far = (np.tile(each, (_ACROSS, _ALONG, 1)) for each in (tile, soft))
    return Ground(near, far, half)


def _haze(picture: Image, view: View, rows: slice) -> None:
    """Hide the far ground, whose pattern is finer than the pixels there; `picture` is changed."""
    hidden = np.clip(1 - view.climb[rows] / _HAZY, 0, 1)[..., None]
    picture[rows] = picture[rows] * (1 - hidden) + _HAZE * hidden


def above_ground(view: View) -> NDArray[np.uint8]:
    """A mask, 1 where the picture looks above the horizon."""
    return (view.climb >= 0).astype(np.uint8)


def _first(rows: NDArray[np.bool_]) -> int:
    """Index of the first true row, or their number."""
    return int(np.argmax(rows)) if rows.any() else len(rows)
