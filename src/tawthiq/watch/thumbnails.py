"""Thumbnails: one small grey picture a second, so that pixels can judge what points propose.

Kept as plain pixels and not as JPEG: they come from a child that decoded hostile footage, and whoever
compares them must not have to decode once more outside the lock.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar

import cv2
import numpy as np

from tawthiq.media.analyser import Finding, Heard, Picture, Pictures, Seen, Table, Wants, Watched
from tawthiq.media.points import LONG_SIDE
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column

THUMBNAIL_SIDE = 128
_PART = 600
"""Rows that are sent home at a time: ten minutes, seven megabytes."""


class Thumbnails:
    """A track "track.thumbnails": seconds, and the grey pixels (height, width) of each row, 128 a side.

    All rows have the size of the first; footage that changes its size within itself is scaled to it.
    """

    name: ClassVar = "tawthiq.thumbnails"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._seconds: list[float] = []
        self._pictures: list[Picture] = []
        self._size = (0, 0)

    def wants(self, probe: Probe) -> Wants:
        """The same small grey picture a second that is hashed."""
        return Wants(pictures=Pictures(rate=Fraction(1), long_side=LONG_SIDE, colour=False))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Keep one picture, smaller."""
        if seen.picture is not None:
            if self._size == (0, 0):
                self._size = _size(seen.picture)
            small = cv2.resize(seen.picture, self._size, interpolation=cv2.INTER_AREA)
            self._seconds.append(seen.second)
            self._pictures.append(small.astype(np.uint8, copy=False))
            if len(self._pictures) > _PART:
                yield self._taken(_PART, goes_on=True)

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The track, where anything was seen."""
        if self._seconds:
            yield self._taken(len(self._seconds), goes_on=False)

    def _taken(self, count: int, *, goes_on: bool) -> Table:
        """The first `count` rows, which need be kept no longer."""
        seconds, pictures = np.array(self._seconds[:count]), np.stack(self._pictures[:count])
        del self._seconds[:count], self._pictures[:count]
        columns = (Column("seconds", "s"), Column("grey", "1"))
        return Table("track.thumbnails", columns, (seconds, pictures), goes_on=goes_on)


def _size(picture: Picture) -> tuple[int, int]:
    """Width and height, the longer THUMBNAIL_SIDE: a tiny picture is enlarged, so that all compare."""
    height, width = picture.shape
    ratio = THUMBNAIL_SIDE / max(height, width)
    return max(1, round(width * ratio)), max(1, round(height * ratio))
