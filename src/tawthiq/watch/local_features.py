"""Local features: what is around the corners of one picture a second, to find it again inside others."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Finding, Heard, Pictures, Seen, Table, Wants, Watched
from tawthiq.media.points import DESCRIPTOR_BYTES, LONG_SIDE, MOST_POINTS, Points, points_of, turned_pattern
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column

_COLUMNS = tuple(
    Column(name, "s" if name == "seconds" else "1")
    for name in ("seconds", "count", "x", "y", "scale", "angle", "descriptor")
)


_PART = 600
"""Rows that are sent home at a time: ten minutes, four megabytes."""


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
        self._has_parts = False

    def wants(self, probe: Probe) -> Wants:
        """The same small grey picture a second that is hashed."""
        return Wants(pictures=Pictures(rate=Fraction(1), long_side=LONG_SIDE, colour=False))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """The points of one picture."""
        if seen.picture is not None:
            self._seconds.append(seen.second)
            self._points.append(points_of(seen.picture))
            if len(self._points) > _PART:
                yield self._taken(_PART, goes_on=True)

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The track, where anything was seen."""
        if self._seconds:
            yield self._taken(len(self._seconds), goes_on=False)

    def _taken(self, count: int, *, goes_on: bool) -> Table:
        """The first `count` rows, which need be kept no longer; where there are parts, all are as wide."""
        seconds, points = self._seconds[:count], self._points[:count]
        del self._seconds[:count], self._points[:count]
        self._has_parts |= goes_on
        most = MOST_POINTS if self._has_parts else max(1, *(len(p) for p in points))
        arrays: tuple[npt.NDArray[Any], ...] = (
            np.array(seconds, np.float64),
            np.array([len(p) for p in points], np.uint16),
            *(padded([getattr(p, name) for p in points], (most,)) for name in ("x", "y", "scale", "angle")),
            padded([p.descriptors for p in points], (most, DESCRIPTOR_BYTES)),
        )
        return Table("track.points", _COLUMNS, arrays, goes_on=goes_on)


def padded(parts: Sequence[npt.NDArray[Any]], shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """(parts, *shape) with zeros after the end of each; there is at least one part."""
    rows = np.zeros((len(parts), *shape), parts[0].dtype)
    for row, part in zip(rows, parts, strict=True):
        row[tuple(slice(0, side) for side in part.shape)] = part
    return rows


turned_pattern()  # drawn when imported: the fork server does it once for all children
