"""Where text-like regions stay put: strips of dense edges, joined over time, cut out for a reader.

Not a model: letters are strokes close together, so their edges, closed sideways, become solid bars. So do
branches and rubble; but while the camera moves those do not stay in their place, and writing over the
picture does. What was cut out is the mean over time: the writing stays sharp, what moves behind it blurs.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Finding, Heard, Picture, Pictures, Seen, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column
from tawthiq.record.media_time import MediaTime
from tawthiq.record.selector import Region, Seconds
from tawthiq.record.written import rounded

COLUMNS = (Column("pixel", "1"),)

_RATE = Fraction(1)
_LONG_SIDE = 960
_LOWEST, _HIGHEST = 10, 140
"""Pixels of height, of 960: smaller writing cannot be read, and taller is a wall."""

_WIDER = 1.5
_FULLNESS = 0.38
"""Part of a strip that is closed: words far apart leave gaps, and the frame of a box counts for little."""

_STRONG = 60
"""Levels of brightness across a stroke's edge."""

_SIDEWAYS = (21, 3)
_PADDING = 4
_SAME_PLACE = 0.5
_SAME_LOOK = 0.5
_MISSED = 2
_LEAST_SAMPLES = 2
_MOST_AT_ONCE, _MOST = 40, 300

Box: TypeAlias = tuple[int, int, int, int]
"""x, y, width, height in pixels."""


@dataclass(slots=True)
class _Track:
    """A region as it goes on: where, since when, last seen when, and the sum of what it showed."""

    box: Box
    first: MediaTime
    last: MediaTime
    total: npt.NDArray[np.float32]
    samples: int = 1
    missed: int = 0

    @property
    def mean(self) -> Picture:
        return np.asarray(np.round(self.total / self.samples), np.uint8)


class TextRegions:
    """A table "x.text" a region: its grey pixels, at its seconds and place. For `watch.text_reading`."""

    name: ClassVar = "tawthiq.text-regions"
    version: ClassVar = "2"

    def __init__(self) -> None:
        self._open: list[_Track] = []
        self._told = 0
        self._is_still = False
        self._size = (1, 1)
        self._before: tuple[MediaTime, Picture] | None = None

    def wants(self, probe: Probe) -> Wants:
        """A grey picture a second, large enough to read in."""
        self._is_still = probe.is_still
        if not probe.width:
            return Wants()
        return Wants(pictures=Pictures(_RATE, _LONG_SIDE, colour=False))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """The regions that are no longer there."""
        picture = seen.picture
        if picture is None:
            return
        self._size = (picture.shape[1], picture.shape[0])
        edges = _edges(picture)
        found = [(seen.time, box) for box in strips(edges)]
        if self._before is not None and self._before[1].shape == edges.shape:
            time, before = self._before
            steady = strips(np.minimum(edges, before))
            found += [(time, b) for b in steady if all(shared(b, a) < _SAME_PLACE for _, a in found)]
        self._before = (seen.time, edges)
        for track in self._open:
            track.missed += 1
        for since, box in found:
            self._follow(box, picture, seen, since)
        gone = [track for track in self._open if track.missed > _MISSED]
        self._open = [track for track in self._open if track.missed <= _MISSED]
        yield from self._tell(gone)

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The regions that stayed to the end."""
        return self._tell(self._open)

    def _follow(self, box: Box, picture: Picture, seen: Seen, since: MediaTime) -> None:
        for track in self._open:
            crop = _crop(picture, track.box)
            if track.missed and shared(box, track.box) >= _SAME_PLACE and _alike(crop, track.mean):
                track.total += crop
                track.samples, track.missed, track.last = track.samples + 1, 0, seen.time
                return
        x, y, width, height = _padded(box, picture)
        crop = _crop(picture, (x, y, width, height))
        self._open.append(_Track((x, y, width, height), since, seen.time, crop.astype(np.float32)))

    def _tell(self, tracks: Sequence[_Track]) -> Iterator[Finding]:
        for track in sorted(tracks, key=lambda t: (t.first, t.box)):
            if (track.samples >= _LEAST_SAMPLES or self._is_still) and self._told < _MOST:
                self._told += 1
                where = region(track.box, self._size)
                seconds = () if self._is_still else (Seconds(track.first, track.last + 1 / _RATE),)
                yield Table("x.text", COLUMNS, (track.mean,), (*seconds, where))


def text_boxes(picture: Picture) -> list[Box]:
    """Strips of dense edges in a grey picture; see `strips`."""
    return strips(_edges(picture))


def _edges(picture: Picture) -> Picture:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    return np.asarray(cv2.morphologyEx(picture, cv2.MORPH_GRADIENT, kernel), np.uint8)


def strips(edges: Picture) -> list[Box]:
    """Strips in which edges are dense, the strongest first, at most _MOST_AT_ONCE.

    Of edges that were there a second ago too (the lesser of the two), what moves behind writing is no part.
    """
    strong = np.asarray(edges >= _STRONG, np.uint8)
    closed = cv2.morphologyEx(strong, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, _SIDEWAYS))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (5, 3)))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened)
    found: list[tuple[float, Box]] = []
    for x, y, width, height, area in stats[1:count].tolist():
        if _LOWEST <= height <= _HIGHEST and width >= _WIDER * height and area >= _FULLNESS * width * height:
            strength = float(edges[y : y + height, x : x + width].mean())
            found.append((strength, (x, y, width, height)))
    return [box for _, box in sorted(found, reverse=True)[:_MOST_AT_ONCE]]


def shared(one: Box, other: Box) -> float:
    """The part that two boxes share of what they cover together, 0 to 1."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    both = max(0, width) * max(0, height)
    return both / (one[2] * one[3] + other[2] * other[3] - both)


def region(box: Box, size: tuple[int, int]) -> Region:
    """A box as percent of the picture of `size`, to the hundredth, within it."""
    x, y = (rounded(100 * at / full, 2) for at, full in zip(box[:2], size, strict=True))
    width, height = (rounded(100 * long / full, 2) for long, full in zip(box[2:], size, strict=True))
    return Region(x, y, min(width, Decimal(100) - x), min(height, Decimal(100) - y))


def _padded(box: Box, picture: Picture) -> Box:
    x, y, width, height = box
    left, top = max(0, x - _PADDING), max(0, y - _PADDING)
    right = min(picture.shape[1], x + width + _PADDING)
    bottom = min(picture.shape[0], y + height + _PADDING)
    return (left, top, right - left, bottom - top)


def _crop(picture: Picture, box: Box) -> Picture:
    x, y, width, height = box
    return picture[y : y + height, x : x + width]


def _alike(one: Picture, other: Picture) -> bool:
    """Whether two pictures of a size show the same writing: their correlation."""
    if one.std() < 1 or other.std() < 1:
        return False
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1]) >= _SAME_LOOK
