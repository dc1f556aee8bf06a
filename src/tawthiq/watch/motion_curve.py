"""The motion curve: how much every frame differs from the one before it, here and there in the picture.

It hardly changes when footage is cropped, mirrored, coloured or re-encoded, and it has the time of every
frame: so it says to the frame where a copy lies, once something else has said that it is one.
"""

from array import array
from collections.abc import Iterable
from itertools import pairwise
from typing import ClassVar

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Finding, Heard, Luma, Picture, Seen, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column

_CELLS = 4
_BATCH = 64
_PART = 18_000
"""Rows that are sent home at a time: ten minutes of ordinary video, 0.7 MB."""

_UNITS = 256
"""Units of the track in one level of brightness."""


class MotionCurve:
    """A track "track.motion": seconds, and the mean change of brightness in 4 × 4 cells, row by row.

    In 1/256 of a level, at most 255 levels; between strided planes, so it flickers on fine detail. The
    first frame has no change.
    """

    name: ClassVar = "tawthiq.motion-curve"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._seconds = array("d")
        self._changes: list[npt.NDArray[np.uint16]] = []
        self._waiting: list[Picture] = []

    def wants(self, probe: Probe) -> Wants:
        """Every frame, small."""
        return Wants() if probe.is_still else Wants(luma=Luma(80))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """The change to one frame."""
        if seen.luma is not None:
            if not self._waiting or self._waiting[0].shape != seen.luma.shape:
                self._measure()
                self._changes.append(np.zeros((1, _CELLS**2), np.uint16))
                self._waiting = []
            self._seconds.append(seen.second)
            self._waiting.append(seen.luma)
            if len(self._waiting) > _BATCH:
                self._measure()
                if len(self._seconds) > _PART:
                    yield self._taken(goes_on=True)

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The track, where there were frames."""
        self._measure()
        if self._changes:
            yield self._taken(goes_on=False)

    def _taken(self, *, goes_on: bool) -> Table:
        """All rows there are but, where it goes on, the last: no table ends with none."""
        seconds, changes = np.array(self._seconds), np.concatenate(self._changes)
        kept = len(seconds) - goes_on
        self._seconds, self._changes = array("d", seconds[kept:]), [changes[kept:]]
        columns = (Column("seconds", "s"), Column("change", "1"))
        return Table("track.motion", columns, (seconds[:kept], changes[:kept]), goes_on=goes_on)

    def _measure(self) -> None:
        """The changes among the waiting frames, of which only the last is still needed."""
        if len(self._waiting) > 1:
            self._changes.append(_changes(np.stack(self._waiting)))
            self._waiting = self._waiting[-1:]


def _changes(lumas: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint16]:
    """From each of (n, height, width) to the next: (n - 1, 16), in units."""
    steps, (_, height, width) = len(lumas) - 1, lumas.shape
    if min(height, width) >= _CELLS:  # whole pixels a cell are several times as fast, all frames as one too
        lumas = np.ascontiguousarray(lumas[:, : height - height % _CELLS, : width - width % _CELLS])
        flat = lumas.reshape(len(lumas), -1)
        apart = cv2.absdiff(flat[:-1], flat[1:]).astype(np.float32).reshape(-1, lumas.shape[2])
        cells = cv2.resize(apart, (_CELLS, _CELLS * steps), interpolation=cv2.INTER_AREA)
    else:
        pairs = (cv2.absdiff(one, other).astype(np.float32) for one, other in pairwise(lumas))
        small = [cv2.resize(pair, (_CELLS, _CELLS), interpolation=cv2.INTER_AREA) for pair in pairs]
        cells = np.concatenate(small)
    return np.asarray(np.rint(cells.reshape(-1, _CELLS**2) * _UNITS), np.uint16)
