"""Panes: what is shown small beside or within something else is looked at as if it filled the picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Finding, Heard, Picture, Pictures, Seen, Table, Wants, Watched
from tawthiq.media.points import DESCRIPTOR_BYTES, LONG_SIDE, MOST_POINTS, Points, points_of
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column
from tawthiq.watch.local_features import padded
from tawthiq.watch.pane_cutting import Box, panes_of
from tawthiq.watch.perceptual import Hash, perceptual_hash
from tawthiq.watch.thumbnails import THUMBNAIL_SIDE

_WINDOW, _APART = 4, 2
"""Pictures, a second apart, that are looked at together, and from one window to the next: a layout of five
seconds fills a window, however it lies."""

_SAME = 0.8
"""Share of both in common from which a pane is the one that was there before."""

_PART = 300
"""Rows that are sent home at a time: seven megabytes."""

_COLUMNS = tuple(
    Column(name, "s" if name == "seconds" else "1")
    for name in ("seconds", "box", "hash", "quality", "count", "x", "y", "scale", "angle", "descriptor",
                 "side", "grey")
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """One pane of one picture; `box` (4,): left, top, width, height in 1/65535 of the picture's sides."""

    second: float
    box: npt.NDArray[np.uint16]
    hash: Hash
    quality: int
    points: Points
    thumbnail: Picture


@dataclass(slots=True, eq=False)
class _Waiting:
    """A picture with the panes found in it so far."""

    second: float
    picture: Picture
    panes: list[Box]


class Panes:
    """A track "track.panes", where there are panes: one row a second and pane, by second and box.

    Columns: seconds; box (left, top, width, height in 1/65535 of the picture's); and of the pane, shown as
    large as a whole picture, what tracks of copies have of one: hash and quality (watch.hashes), points
    (watch.local_features, always 160 of them wide), side (height, width) in pixels of its thumbnail, which
    stands at the top left of grey (128, 128).
    """

    name: ClassVar = "tawthiq.panes"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._waiting: list[_Waiting] = []
        self._before: tuple[Box, ...] = ()
        self._rows: list[_Row] = []

    def wants(self, probe: Probe) -> Wants:
        """The same small grey picture a second that is hashed; of a still picture none, for nothing moves."""
        if probe.is_still:
            return Wants()
        return Wants(pictures=Pictures(rate=Fraction(1), long_side=LONG_SIDE, colour=False))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Look when a window is full."""
        if seen.picture is None:
            return
        if self._waiting and self._waiting[0].picture.shape != seen.picture.shape:
            self._look(0)
            self._before = ()
        self._waiting.append(_Waiting(seen.second, seen.picture, []))
        if len(self._waiting) == _WINDOW:
            self._look(_WINDOW - _APART)
            if len(self._rows) > _PART:
                yield self._taken(_PART, goes_on=True)

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The track, where there was a pane."""
        self._look(0)
        if self._rows:
            yield self._taken(len(self._rows), goes_on=False)

    def _look(self, kept: int) -> None:
        """The panes of the window; all but `kept` of its pictures, the last, are done with."""
        found = panes_of([each.picture for each in self._waiting])
        self._before = tuple(_known(box, self._before) for box in found)
        for each in self._waiting:
            each.panes += [box for box in self._before if all(box.shared(p) < _SAME for p in each.panes)]
        done = self._waiting[: len(self._waiting) - kept]
        self._waiting = self._waiting[len(done) :]
        self._rows += [_row(each, box) for each in done for box in sorted(each.panes)]

    def _taken(self, count: int, *, goes_on: bool) -> Table:
        """The first `count` rows, which need be kept no longer."""
        rows, self._rows = self._rows[:count], self._rows[count:]
        arrays: tuple[npt.NDArray[Any], ...] = (
            np.array([row.second for row in rows], np.float64),
            np.stack([row.box for row in rows]),
            np.stack([row.hash for row in rows]),
            np.array([row.quality for row in rows], np.uint8),
            np.array([len(row.points) for row in rows], np.uint16),
            *(
                padded([getattr(row.points, name) for row in rows], (MOST_POINTS,))
                for name in ("x", "y", "scale", "angle")
            ),
            padded([row.points.descriptors for row in rows], (MOST_POINTS, DESCRIPTOR_BYTES)),
            np.array([row.thumbnail.shape for row in rows], np.uint8),
            padded([row.thumbnail for row in rows], (THUMBNAIL_SIDE, THUMBNAIL_SIDE)),
        )
        return Table("track.panes", _COLUMNS, arrays, goes_on=goes_on)


def _known(box: Box, before: Sequence[Box]) -> Box:
    """The pane that was there before, to the pixel, where this is the same: so it keeps its name."""
    return next((old for old in before if old.shared(box) >= _SAME), box)


def _row(seen: _Waiting, box: Box) -> _Row:
    height, width = seen.picture.shape
    shown = np.ascontiguousarray(seen.picture[box.top : box.bottom, box.left : box.right])
    place = np.array([box.left / width, box.top / height, box.width / width, box.height / height])
    hashed, quality = perceptual_hash(shown)
    large, small = (_fitted(shown, side) for side in (LONG_SIDE, THUMBNAIL_SIDE))
    box_units = np.rint(place * 65535).astype(np.uint16)
    return _Row(seen.second, box_units, hashed, quality, points_of(large), small)


def _fitted(picture: Picture, side: int) -> Picture:
    """The picture, its longer side `side`."""
    height, width = picture.shape
    ratio = side / max(height, width)
    size = max(1, round(width * ratio)), max(1, round(height * ratio))
    method = cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, size, interpolation=method), np.uint8)
