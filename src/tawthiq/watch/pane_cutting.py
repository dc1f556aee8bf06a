"""Panes: films that are shown small, one beside another or on a ground that stands still.

The border of a pane is straight and stays where it is while what it divides moves. So the picture is cut
along such borders, each part again, and what does not move is trimmed off: the recursive X-Y cut of page
layouts (Nagy and Seth, 1984). A pane need not be met to the pixel, for it is only looked at more closely.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Picture

_Levels: TypeAlias = npt.NDArray[np.float32]

FEWEST = 3
"""Pictures, a second apart, from which a border is told from an edge that happens to be there."""

_MOVES = 1.2
"""Levels by which a row or column of a film changes in the mean from picture to picture."""

_BESIDE = 4
"""Pixels to either side that a border is compared with."""

_EVERY, _STEEP = 1.25, 1.8
"""How many times steeper a border is than what is beside it: as a whole in every picture, and in the mean of
the pictures, in each of its pixels. Chosen with _ALONG on development seeds 3000 and 5000 and a small drill
of seed 6: panes in every picture of two at once and small in frame, and 0.17 a picture of the drill, in which
tripods look at straight houses; 0.44 where half a border is enough, which finds more of three at once."""

_ALONG = 0.6
"""Share of a border's length that is so steep: films agree in brightness here and there."""

_DARK, _FAINT = 4.0, 8.0
"""Levels that count as a step, of a whole border and of a pixel, where next to it is hardly any."""

_NARROW = 0.15
"""Of the picture's longer side: no part is thinner."""

_ENLARGED = 1.25
"""A part is a pane where it can be shown so much larger, at least; else the whole shows it as well."""

_SLENDER = 4.0
"""Times longer than wide; what is more slender is a ticker."""

_MOST = 4
"""Panes at once; of more, the largest."""


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle of a picture in its pixels, `right` and `bottom` outside of it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top

    @property
    def area(self) -> int:
        """In pixels."""
        return self.width * self.height

    def shared(self, other: "Box") -> float:
        """The share of both together that lies in either."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        both = max(0, across) * max(0, down)
        return both / (self.area + other.area - both)

    @property
    def turned(self) -> "Box":
        """In the transposed picture."""
        return Box(self.top, self.left, self.bottom, self.right)


@dataclass(frozen=True, slots=True, eq=False)
class _Steps:
    """How much pixels differ from their right neighbours: in each picture, and in the mean of all."""

    each: tuple[Picture, ...]
    mean: _Levels


def panes_of(pictures: Sequence[Picture]) -> tuple[Box, ...]:
    """The panes of pictures (height, width) that follow one another, FEWEST and more, in reading order."""
    if len(pictures) < FEWEST:
        return ()
    height, width = pictures[0].shape
    change = _mean([cv2.absdiff(a, b) for a, b in pairwise(pictures)])
    steps = _steps(pictures), _steps([np.ascontiguousarray(picture.T) for picture in pictures])
    longer = max(width, height)
    found = [
        box
        for box in _parts(change, steps, Box(0, 0, width, height), round(_NARROW * longer))
        if longer >= _ENLARGED * max(box.width, box.height)
        and max(box.width, box.height) <= _SLENDER * min(box.width, box.height)
    ]
    largest = sorted(found, key=lambda box: -box.area)[:_MOST]
    return tuple(sorted(largest, key=lambda box: (box.top, box.left)))


def _parts(change: _Levels, steps: tuple[_Steps, _Steps], box: Box, narrow: int) -> Iterator[Box]:
    """What moves in `box`, cut along the clearest border, and its parts again."""
    moving = _trimmed(change, box)
    if moving is None or min(moving.width, moving.height) < narrow:
        return
    upright, level = _border(steps[0], moving, narrow), _border(steps[1], moving.turned, narrow)
    left, top, right, bottom = moving.left, moving.top, moving.right, moving.bottom
    if max(upright[0], level[0]) < _ALONG:
        yield moving
    elif upright >= level:
        yield from _parts(change, steps, Box(left, top, upright[1], bottom), narrow)
        yield from _parts(change, steps, Box(upright[1], top, right, bottom), narrow)
    else:
        yield from _parts(change, steps, Box(left, top, right, level[1]), narrow)
        yield from _parts(change, steps, Box(left, level[1], right, bottom), narrow)


def _trimmed(change: _Levels, box: Box) -> Box | None:
    """`box` without the rows and columns at its rim that do not move; None where nothing does."""
    for _ in range(2):  # once more, for rows are judged without columns that were trimmed
        inside = change[box.top : box.bottom, box.left : box.right]
        rows = np.flatnonzero(inside.mean(axis=1) >= _MOVES)
        if not len(rows):
            return None
        columns = np.flatnonzero(inside[rows[0] : rows[-1] + 1].mean(axis=0) >= _MOVES)
        if not len(columns):
            return None
        left, top = box.left + int(columns[0]), box.top + int(rows[0])
        box = Box(left, top, box.left + int(columns[-1]) + 1, box.top + int(rows[-1]) + 1)
    return box


def _border(steps: _Steps, box: Box, narrow: int) -> tuple[float, int]:
    """The clearest upright border in `box`: the share of its length that is steep, and its column."""
    columns = slice(box.left, box.right - 1)
    inside = (step[box.top : box.bottom, columns] for step in steps.each)
    each = np.concatenate([cv2.reduce(step, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F) for step in inside])
    stands = _above(each.astype(np.float32, copy=False), _DARK).min(axis=0) >= _EVERY
    first = _BESIDE + 1
    stands[: max(0, narrow - first)] = stands[max(0, len(stands) - narrow + first) :] = False
    best = (0.0, 0)
    for column in np.flatnonzero(stands) + box.left + first:
        around = steps.mean[box.top : box.bottom, column - first - 1 : column + first + 1]
        share = float((_above(around, _FAINT) >= _STEEP).any(axis=1).mean())
        best = max(best, (share, int(column)))
    return best


def _above(steps: _Levels, least: float) -> _Levels:
    """How many times (n, k) steps, each with the one before it, are what lies _BESIDE: (n, k - 9).

    A border may lie within a pixel, which has a part of the step on either side.
    """
    wide = steps[:, 1:] + steps[:, :-1]
    beside = np.maximum(wide[:, : -2 * _BESIDE], wide[:, 2 * _BESIDE :])
    middle = wide[:, _BESIDE:-_BESIDE]
    return np.asarray(middle / np.maximum(beside, least), np.float32)


def _steps(pictures: Sequence[Picture]) -> _Steps:
    each = tuple(np.asarray(cv2.absdiff(p[:, 1:], p[:, :-1]), np.uint8) for p in pictures)
    return _Steps(each, _mean(each))


def _mean(pictures: Sequence["cv2.typing.MatLike"]) -> _Levels:
    total = np.zeros(pictures[0].shape, np.float32)
    for picture in pictures:
        cv2.accumulate(picture, total)
    return np.asarray(total / np.float32(len(pictures)), np.float32)
