"""The motion curve: how much every frame differs from the one before it, here and there in the picture.

It hardly changes when footage is cropped, mirrored, coloured or re-encoded, and it has the time of every
frame: so it says to the frame where a copy lies, once something else has said that it is one.
"""

from array import array
from collections.abc import Iterable
from typing import ClassVar

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Finding, Heard, Luma, Picture, Seen, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column

_CELLS = 4
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
        self._changes: list[npt.NDArray[np.float32]] = []
        self._last: Picture | None = None

    def wants(self, probe: Probe) -> Wants:
        """Every frame, small."""
        return Wants() if probe.is_still else Wants(luma=Luma(80))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """The change to one frame."""
        if seen.luma is not None:
            self._seconds.append(float(seen.time))
            self._changes.append(_change(self._last, seen.luma))
            self._last = seen.luma
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The track, where there were frames."""
        if self._changes:
            units = np.rint(np.stack(self._changes) * _UNITS).astype(np.uint16)
            columns = (Column("seconds", "s"), Column("change", "1"))
            yield Table("track.motion", columns, (np.array(self._seconds), units))


def _change(last: Picture | None, luma: Picture) -> npt.NDArray[np.float32]:
    if last is None or last.shape != luma.shape:
        return np.zeros(_CELLS**2, np.float32)
    apart = cv2.absdiff(last, luma)
    height, width = apart.shape
    if min(height, width) >= _CELLS:  # whole pixels a cell are several times as fast
        apart = apart[: height - height % _CELLS, : width - width % _CELLS]
    cells = cv2.resize(apart.astype(np.float32), (_CELLS, _CELLS), interpolation=cv2.INTER_AREA)
    return cells.astype(np.float32, copy=False).ravel()
