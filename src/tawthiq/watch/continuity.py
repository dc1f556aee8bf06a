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
    pieces = [piece for piece in _pieces(height, width) if detail[piece].std() >= _TEXTURE]
    if len(pieces) < _LEAST_PIECES:
        return 0.0
    fits = np.stack([_fits(wide_detail, detail, piece, reach_x, reach_y) for piece in pieces])
    nearly = np.stack([cv2.dilate(each, _NEIGHBOURS) for each in fits]) >= _ALIKE
    votes = nearly.sum(axis=0) + fits.mean(axis=0)  # of the shifts that nearly fit as many, the best
    down, right = np.unravel_index(votes.argmax(), votes.shape)
    there = wide[down : down + height, right : right + width]
    alike = [piece for piece, at in zip(pieces, nearly[:, down, right], strict=True) if at]
    return len(alike) / len(pieces) * _correlation([there[p] for p in alike], [later[p] for p in alike])


def _pieces(height: int, width: int) -> list[_Piece]:
    across, down = (_ALONG, _ASIDE) if width >= height else (_ASIDE, _ALONG)
    tall, broad = height // down, width // across
    return [
        (slice(y * tall, (y + 1) * tall), slice(x * broad, (x + 1) * broad))
        for y in range(down)
        for x in range(across)
    ]


def _fits(wide: _Levels, later: _Levels, piece: _Piece, reach_x: int, reach_y: int) -> _Levels:
    """How well a piece of `later` fits the widened earlier one by shift, (2 reach_y + 1, 2 reach_x + 1)."""
    rows, columns = piece
    around = wide[rows.start : rows.stop + 2 * reach_y, columns.start : columns.stop + 2 * reach_x]
    return np.asarray(cv2.matchTemplate(around, later[piece], cv2.TM_CCOEFF_NORMED), np.float32)


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
