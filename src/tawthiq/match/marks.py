"""Marks that stay put: logos, banners, burnt-in clocks. What they show is no evidence of a copy.

Two unrelated clips with one station's banner share half of what can be compared in them. What stands
still while the picture moves was burnt in, so it is left out of points and pixels alike. And what is a mark
in one recording is a mark at that place in every other, also where nothing moves to tell it apart: that is
the register.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from tawthiq.match.recording import Bytes, Floats, Points, Recording

Mask: TypeAlias = npt.NDArray[np.bool_]

_FEWEST = 4
"""Pictures from which a mark can be told from a moment's rest."""

_MOST_LOOKED_AT = 40
_STILL_LEVELS = 5
_STILL_SHARE = 0.8
"""A pixel stands still when in this share of pictures it is within so many levels of its median."""

_TEXTURE_LEVELS = 8
_LARGEST = 0.3
"""Share of the picture that marks may cover. More than that is a camera that stands still."""

_SAME_BITS = 30
_SAME_PLACE = 4.0
"""Bits, and pixels of the thumbnail, within which a point is one of the register."""

_REACH = 5
"""Pixels of the thumbnail around a point that the register takes for a mark."""


def standing_marks(thumbnails: Bytes) -> Mask | None:
    """Where marks stand, (height, width); None where there are none, or nothing moves to tell them."""
    if len(thumbnails) < _FEWEST:
        return None
    chosen = np.unique(np.linspace(0, len(thumbnails) - 1, _MOST_LOOKED_AT).astype(int))
    pictures = thumbnails[chosen].astype(np.int16)
    usual = np.median(pictures, axis=0).astype(np.int16)
    still = (np.abs(pictures - usual) <= _STILL_LEVELS).mean(axis=0) >= _STILL_SHARE
    texture = _texture(usual.astype(np.uint8)) >= _TEXTURE_LEVELS
    marks = cv2.dilate((still & texture).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return marks.astype(np.bool_) if 0 < marks.mean() <= _LARGEST else None


def _texture(grey: Bytes) -> Floats:
    """How much the brightness changes from pixel to pixel, in levels."""
    across, down = (cv2.Sobel(grey, cv2.CV_32F, 1 - axis, axis, scale=0.25) for axis in (0, 1))
    return np.asarray(cv2.magnitude(across, down), np.float64)


def without_marks(recording: Recording) -> Recording:
    """The recording without the points in its marks; of one picture they are kept, for the register."""
    marks = recording.marks
    if marks is None:
        return recording
    rows = enumerate(recording.points)
    kept = tuple(p.only(~_at(marks, recording.in_whole(row, p.place))) for row, p in rows)
    middle = recording.points[recording.pictures // 2]
    return replace(recording, points=kept, marked=middle.only(_at(marks, middle.place)))


def _at(marks: Mask, place: Floats) -> Mask:
    height, width = marks.shape
    column, row = (np.clip(place[:, n].astype(int), 0, side - 1) for n, side in ((0, width), (1, height)))
    at: Mask = marks[row, column]
    return at


class Register:
    """What stands in the marks of many recordings (`Recording.marked`), by descriptor and place."""

    def __init__(self, marked: Iterable[Points]) -> None:
        every = [points for points in marked if len(points)]
        self._descriptors = np.concatenate([np.empty((0, 32), np.uint8), *(p.descriptors for p in every)])
        self._places = cKDTree(np.concatenate([np.empty((0, 2)), *(p.place for p in every)]))

    def strip(self, recording: Recording) -> Recording:
        """The recording without what is registered at its place, where it has no marks of its own."""
        if recording.marks is not None:
            return recording
        middle = recording.points[recording.pictures // 2]
        found = middle.place[self.knows(middle)]
        if not len(found):
            return recording
        marks = np.zeros((recording.height, recording.width), np.uint8)
        for x, y in found:
            cv2.circle(marks, (int(x), int(y)), _REACH, 1, -1)
        if marks.mean() > _LARGEST:
            return recording
        return without_marks(replace(recording, marks=marks.astype(np.bool_)))

    def knows(self, points: Points) -> Mask:
        """Which of `points` are registered where they are. Only what lies near one is compared with it."""
        near = self._places.query_ball_point(points.place, _SAME_PLACE, p=np.inf) if len(points) else ()
        known = (
            bool((np.bitwise_count(self._descriptors[some] ^ descriptor).sum(axis=1) <= _SAME_BITS).any())
            for some, descriptor in zip(near, points.descriptors, strict=True)
        )
        return np.fromiter(known, np.bool_, len(points))
