"""A recording as the matcher sees it: one picture a second as hash, points and thumbnail, and its curves."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

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


@dataclass(frozen=True, eq=False)
class Recording:
    """One recording. All of `seconds`, `hashes` (n, 32), `quality`, `points`, `thumbnails` (n, h, w) have one
    row a second; `duration` in seconds; `still` for a picture. `motion` and `loudness` (dB) are None where
    there is no movement to speak of, or no sound. `marks` (h, w) is what is burnt in and no evidence,
    `marked` the points in it.
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

    @property
    def width(self) -> int:
        """Width of the thumbnails in pixels."""
        return int(self.thumbnails.shape[2])

    @property
    def height(self) -> int:
        """Height of the thumbnails in pixels."""
        return int(self.thumbnails.shape[1])

    @cached_property
    def mirror(self) -> "tuple[tuple[Points, ...], Bytes]":
        """The points and thumbnails as a mirror shows them."""
        points = tuple(p.mirrored(self.width) for p in self.points)
        return points, np.ascontiguousarray(self.thumbnails[:, :, ::-1])

    @cached_property
    def mirror_marks(self) -> "npt.NDArray[np.bool_] | None":
        """The marks as a mirror shows them."""
        return None if self.marks is None else np.ascontiguousarray(self.marks[:, ::-1])
