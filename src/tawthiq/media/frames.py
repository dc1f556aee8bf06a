"""The first analyser, always present: the pts of every frame, so that any can be cited and found again."""

from array import array
from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar

import cv2
import numpy as np

from tawthiq.media.analyser import Finding, Heard, Luma, Seen, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column
from tawthiq.record.media_time import rational

_PART = 18_000
"""Rows that are sent home at a time: ten minutes of ordinary video, 0.4 MB."""


class Frames:
    """A track with one row a frame: pts in the stream's time base, seconds, key flag, mean luma 0-255.

    Seconds are media time as float64, for drawing; pts and the time base are what is exact.
    """

    name: ClassVar = "tawthiq.frames"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._pts = array("q")
        self._seconds = array("d")
        self._keys = array("B")
        self._lumas = array("f")
        self._time_base = Fraction(1)

    def wants(self, probe: Probe) -> Wants:
        """Every frame of a video."""
        return Wants() if probe.is_still or probe.video is None else Wants(luma=Luma(80))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Note one frame."""
        if seen.frame and seen.luma is not None:
            if len(self._pts) >= _PART:  # and this frame is still to come: no table ends without a row
                yield self._taken(goes_on=True)
            self._time_base = seen.frame.time_base
            self._pts.append(seen.frame.pts)
            self._seconds.append(seen.second)
            self._keys.append(seen.is_key)
            self._lumas.append(cv2.mean(seen.luma)[0])

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The track, where there were frames."""
        if self._pts:
            yield self._taken(goes_on=False)

    def _taken(self, *, goes_on: bool) -> Table:
        """The rows there are, which need be kept no longer."""
        columns = (
            Column("pts", f"{rational(self._time_base)} s"),
            Column("seconds", "s"),
            Column("key", "1"),
            Column("luma", "1"),
        )
        arrays = (
            np.array(self._pts, np.int64),
            np.array(self._seconds, np.float64),
            np.array(self._keys, np.uint8),
            np.array(self._lumas, np.float32),
        )
        self._pts, self._seconds, self._keys, self._lumas = array("q"), array("d"), array("B"), array("f")
        return Table("track.frames", columns, arrays, goes_on=goes_on)
