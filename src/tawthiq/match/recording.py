"""A recording as the matcher sees it: one picture a second as hash, points and thumbnail, and its curves.

What is shown small within a picture, in a pane, is a picture of its own, with a row of its own.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tawthiq.match.frame import WHOLE, Frame
from tawthiq.record.digest import Digest

Floats: TypeAlias = npt.NDArray[np.float64]
Bytes: TypeAlias = npt.NDArray[np.uint8]

STEP = 1.2
"""Ratio of one scale of points to the next (media.points)."""


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Points of one picture, or of many in a row: `place` (n, 2) in pixels of the thumbnail, `scale` (n,)
    as a power of STEP, `angle` (n,) in 256ths of a turn, `descriptors` (n, 32) bytes."""

    place: Floats
    scale: npt.NDArray[np.int64]
    angle: npt.NDArray[np.int64]
    descriptors: Bytes

    def __len__(self) -> int:
        return len(self.place)

    def only(self, chosen: "npt.NDArray[np.bool_] | npt.NDArray[np.int64]") -> "Points":
        """Those chosen."""
        return Points(self.place[chosen], self.scale[chosen], self.angle[chosen], self.descriptors[chosen])

    def mirrored(self, width: int) -> "Points":
        """The same points seen in a mirror that swaps left and right (media.points says why)."""
        place = self.place * (-1, 1) + (width, 0)
        swapped = np.concatenate([self.descriptors[:, 16:], self.descriptors[:, :16]], axis=1)
        return Points(place, self.scale, (128 - self.angle) % 256, swapped)


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A measure over time: `seconds` (n,) ascending, `values` (n,) or (n, k)."""

    seconds: Floats
    values: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Pane:
    """What is seen in a part of one picture, shown as large as a picture: `frame` says which part,
    `thumbnail` (h, w) is grey, its longer side 128."""

    frame: Frame
    thumbnail: Bytes


@dataclass(frozen=True, eq=False)
class Recording:
    """One recording. `thumbnails` (n, h, w) has one row a second; `seconds`, `hashes` (n + m, 32), `quality`
    and `points` have those rows and then one for each of the m `panes`, the panes of one frame in a row.
    `duration` in seconds; `still` for a picture. `motion` and `loudness` (dB) are None where there is no
    movement to speak of, or no sound. `marks` (h, w) is what is burnt in and no evidence, `marked` the
    points in it.
    """

    item: Digest
    duration: float
    still: bool
    seconds: Floats
    hashes: Bytes
    quality: Bytes
    points: tuple[Points, ...]
    thumbnails: Bytes
    motion: Curve | None = None
    loudness: Curve | None = None
    marks: npt.NDArray[np.bool_] | None = None
    marked: Points | None = None
    panes: tuple[Pane, ...] = ()

    @property
    def pictures(self) -> int:
        """How many rows are whole pictures; panes come after them."""
        return len(self.thumbnails)

    @property
    def width(self) -> int:
        """Width of the thumbnails in pixels."""
        return int(self.thumbnails.shape[2])

    @property
    def height(self) -> int:
        """Height of the thumbnails in pixels."""
        return int(self.thumbnails.shape[1])

    @cached_property
    def mirror(self) -> "tuple[tuple[Points, ...], tuple[Bytes, ...]]":
        """The points and thumbnails of every row as a mirror shows them."""
        shown = [self.thumbnail(row) for row in range(len(self.seconds))]
        points = (p.mirrored(picture.shape[1]) for p, picture in zip(self.points, shown, strict=True))
        return tuple(points), tuple(np.ascontiguousarray(picture[:, ::-1]) for picture in shown)

    def frame(self, row: int) -> Frame:
        """Which part of the picture a row shows."""
        return WHOLE if row < self.pictures else self.panes[row - self.pictures].frame

    def row_of(self, picture: int, frame: Frame) -> int | None:
        """The row of that part of a whole picture; None where there is none."""
        return picture if frame == WHOLE else self._pane_rows.get((frame, float(self.seconds[picture])))

    @cached_property
    def _pane_rows(self) -> "dict[tuple[Frame, float], int]":
        rows = range(self.pictures, len(self.seconds))
        return {(self.frame(row), float(self.seconds[row])): row for row in rows}

    def thumbnail(self, row: int) -> Bytes:
        """What a row shows, (h, w)."""
        return self.thumbnails[row] if row < self.pictures else self.panes[row - self.pictures].thumbnail

    def marks_in(self, row: int, *, mirror: bool = False) -> "npt.NDArray[np.bool_] | None":
        """The marks in what a row shows, (h, w), or as a mirror shows them."""
        if self.marks is None:
            return None
        if row < self.pictures:
            seen = self.marks
        else:
            down, across = np.indices(self.thumbnail(row).shape).reshape(2, -1)
            middles = np.stack([across, down], axis=1).astype(np.float64) + 0.5
            at = self.in_whole(row, middles).astype(int)
            column, line = at.clip(0, (self.width - 1, self.height - 1)).T
            seen = self.marks[line, column].reshape(self.thumbnail(row).shape)
        return np.ascontiguousarray(seen[:, ::-1]) if mirror else seen

    def in_whole(self, row: int, place: Floats) -> Floats:
        """Where places (n, 2), in pixels of what a row shows, lie in the thumbnail of the whole picture."""
        whole = self.matrix(row)
        moved: Floats = place @ whole[:2, :2].T + whole[:2, 2]
        return moved

    def matrix(self, row: int, *, mirror: bool = False) -> Floats:
        """(3, 3): takes a pixel of what a row shows to the thumbnail of the whole picture, both in the mirror
        or not."""
        frame, (height, width) = self.frame(row), self.thumbnail(row).shape
        left = 100 - frame.x - frame.width if mirror else frame.x
        across, down = frame.width / 100 * self.width / width, frame.height / 100 * self.height / height
        shift = left / 100 * self.width, frame.y / 100 * self.height
        return np.array([[across, 0, shift[0]], [0, down, shift[1]], [0, 0, 1]], np.float64)
