"""How much of a picture goes on in the next: what a flash, a shaking hand or somebody before the lens leaves.

Pieces of the later picture are looked for in the earlier one, whatever their brightness. After a cut some
are found by chance, each somewhere else; within a shot many are found, and all shifted alike.
"""

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Picture

_Levels: TypeAlias = npt.NDArray[np.float32]
_Piece: TypeAlias = tuple[slice, slice]

_ALONG, _ASIDE = 8, 5
"""Pieces along the longer side and the other: of 10 × 9 pixels in the brightness that is looked at."""

_REACH = 0.25
"""The farthest shift, as a part of the picture's side: a whip of the hand within one frame."""

_ALIKE = 0.75
"""Correlation from which a piece is found. On invented footage lower finds chance, higher misses blur."""

_SOFT, _AROUND = 0.8, 6.0
"""Pixels: strided brightness flickers on finer detail; and slopes wider than this fit anywhere."""

_TEXTURE = 4.0
_LEAST_PIECES = 4
_EVEN = 0.01
"""Levels: less departure in a window than rounding leaves is none."""

_ISOLATED = cv2.BORDER_CONSTANT | cv2.BORDER_ISOLATED
_NEIGHBOURS = np.ones((3, 3), np.uint8)
"""Shifts that are a pixel apart are the same: things near and far never move quite alike."""


def continuity(before: Picture, after: Picture) -> float:
    """How much of the texture of `after` lies in `before` at one common shift, 0-1.

    It is the part of the pieces found there, times how well the brightness of these, all together, follows
    that of `before`. 0 where there is too little texture to tell, or where the sizes differ.
    """
    if before.shape != after.shape or min(after.shape) < 2 * _ALONG:
        return 0.0
    earlier, later = _soft(before), _soft(after)
    height, width = after.shape
    reach_x, reach_y = round(width * _REACH), round(height * _REACH)
    wide, wide_detail = (_widened(each, reach_x, reach_y) for each in (earlier, _detail(earlier)))
    detail = _detail(later)
    pieces = _textured(detail)
    if len(pieces) < _LEAST_PIECES:
        return 0.0
    fits = _fits(wide_detail, detail, pieces, reach_x, reach_y)
    nearly = _nearby(fits) >= _ALIKE
    votes = nearly.sum(axis=0) + fits.mean(axis=0)  # of the shifts that nearly fit as many, the best
    down, right = np.unravel_index(votes.argmax(), votes.shape)
    there = wide[down : down + height, right : right + width]
    alike = [piece for piece, at in zip(pieces, nearly[:, down, right], strict=True) if at]
    return len(alike) / len(pieces) * _correlation([there[p] for p in alike], [later[p] for p in alike])


def _textured(detail: _Levels) -> list[_Piece]:
    """The pieces in which there is something to find again, all of one size."""
    height, width = detail.shape
    across, down = (_ALONG, _ASIDE) if width >= height else (_ASIDE, _ALONG)
    tall, broad = height // down, width // across
    cells = detail[: down * tall, : across * broad].reshape(down, tall, across, broad)
    has_texture = cells.swapaxes(1, 2).reshape(down, across, -1).std(axis=2) >= _TEXTURE
    return [
        (slice(y * tall, (y + 1) * tall), slice(x * broad, (x + 1) * broad))
        for y, x in np.argwhere(has_texture).tolist()
    ]


def _fits(wide: _Levels, later: _Levels, pieces: list[_Piece], reach_x: int, reach_y: int) -> _Levels:
    """How well each piece of `later` fits the widened earlier one, (pieces, 2 reach_y + 1, 2 reach_x + 1).

    The correlation coefficient at each shift, as cv2.matchTemplate gives it; but what is summed over windows
    of the earlier one is summed once for all pieces.
    """
    rows, columns = pieces[0]
    spread = _spread(wide, rows.stop - rows.start, columns.stop - columns.start)
    there = [
        (slice(y.start, y.start + 2 * reach_y + 1), slice(x.start, x.start + 2 * reach_x + 1))
        for y, x in pieces
    ]
    fits = np.stack([spread[each] for each in there])
    sought = np.stack([later[each] for each in pieces])
    sought -= sought.mean(axis=(1, 2), keepdims=True)
    sought /= np.linalg.norm(sought, axis=(1, 2), keepdims=True)
    for fit, piece, (y, x) in zip(fits, sought, pieces, strict=True):
        around = wide[y.start : y.stop + 2 * reach_y, x.start : x.stop + 2 * reach_x]
        alike = cv2.filter2D(around, -1, piece, anchor=(0, 0), borderType=_ISOLATED)
        np.multiply(fit, alike[: fit.shape[0], : fit.shape[1]], out=fit)
    return fits


def _spread(wide: _Levels, tall: int, broad: int) -> _Levels:
    """One over the root of the squared departures in the window that begins at each pixel; 0 if even."""
    size, begin, edge = (broad, tall), (0, 0), cv2.BORDER_CONSTANT
    total = cv2.boxFilter(wide, -1, size, anchor=begin, normalize=False, borderType=edge)
    squares = cv2.sqrBoxFilter(wide, cv2.CV_32F, size, anchor=begin, normalize=False, borderType=edge)
    departure = np.sqrt(np.maximum(squares - np.square(total) / np.float32(tall * broad), 0))
    even = departure < _EVEN
    return np.asarray(np.where(even, 0, 1 / np.where(even, 1, departure)), np.float32)


def _nearby(fits: _Levels) -> _Levels:
    """The best of each fit and of the shifts beside it."""
    count, height, width = fits.shape
    apart = np.full((count, height + 2, width), -1, np.float32)  # so that one piece is not beside the next
    apart[:, 1:-1] = fits
    best = cv2.dilate(apart.reshape(-1, width), _NEIGHBOURS).reshape(apart.shape)
    return np.asarray(best[:, 1:-1], np.float32)


def _correlation(some: list[_Levels], others: list[_Levels]) -> float:
    """Of all pixels together, never under 0."""
    if not some:
        return 0.0
    both = np.stack([np.concatenate([each.ravel() for each in side]) for side in (some, others)])
    spread = both.std(axis=1)
    return max(0.0, float(np.corrcoef(both)[0, 1])) if spread.all() else 0.0


def _widened(levels: _Levels, reach_x: int, reach_y: int) -> _Levels:
    edge = (reach_y, reach_y, reach_x, reach_x)
    return np.asarray(cv2.copyMakeBorder(levels, *edge, cv2.BORDER_CONSTANT), np.float32)


def _soft(luma: Picture) -> _Levels:
    return np.asarray(cv2.GaussianBlur(luma.astype(np.float32), (0, 0), _SOFT), np.float32)


def _detail(soft: _Levels) -> _Levels:
    """Less the mean of the surroundings."""
    return np.asarray(soft - cv2.GaussianBlur(soft, (0, 0), _AROUND), np.float32)
