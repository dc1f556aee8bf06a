"""Local features: what is around the corners of one picture a second, to find it again inside others."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Finding, Heard, Pictures, Seen, Table, Wants, Watched
from tawthiq.media.points import DESCRIPTOR_BYTES, LONG_SIDE, Points, points_of
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column

_COLUMNS = tuple(
    Column(name, "s" if name == "seconds" else "1")
    for name in ("seconds", "count", "x", "y", "scale", "angle", "descriptor")
)


class LocalFeatures:
    """A track "track.points": one row a second and at most 160 points in it (media.points).

    Columns: seconds; count of points; then for each point, zeros after the last, x and y in 1/65536 of
    the picture's width and height, scale, angle in 1/256 of a turn, descriptor of 32 bytes.
    """

    name: ClassVar = "tawthiq.local-features"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._seconds: list[float] = []
        self._points: list[Points] = []

    def wants(self, probe: Probe) -> Wants:
        """The same small grey picture a second that is hashed."""
        return Wants(pictures=Pictures(rate=Fraction(1), long_side=LONG_SIDE, colour=False))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """The points of one picture."""
        if seen.picture is not None:
            self._seconds.append(float(seen.time))
            self._points.append(points_of(seen.picture))
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The track, where anything was seen."""
        if not self._seconds:
            return
        most = max(1, *(len(p) for p in self._points))
        arrays = (
            np.array(self._seconds, np.float64),
            np.array([len(p) for p in self._points], np.uint16),
            _padded([p.x for p in self._points], most, np.uint16),
            _padded([p.y for p in self._points], most, np.uint16),
            _padded([p.scale for p in self._points], most, np.uint8),
            _padded([p.angle for p in self._points], most, np.uint8),
            _padded([p.descriptors for p in self._points], most, np.uint8, DESCRIPTOR_BYTES),
        )
        yield Table("track.points", _COLUMNS, arrays)


def _padded(
    parts: Sequence[npt.NDArray[Any]], most: int, kind: type[np.uint8] | type[np.uint16], *inner: int
) -> npt.NDArray[Any]:
    """(pictures, most, …) with zeros after the last point of each."""
    rows = np.zeros((len(parts), most, *inner), kind)
    for row, part in zip(rows, parts, strict=True):
        row[: len(part)] = part
    return rows
