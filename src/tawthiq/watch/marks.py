"""Marks that stay put while the picture moves: logos, banners, bars at the edges.

The mean of many pictures of a moving scene is smooth; an edge that is sharp in the mean, where every picture
is nearly the mean, belongs to something laid over the scene. Where nothing moves nothing can be told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Finding, Heard, Picture, Pictures, Seen, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.draft import Draft
from tawthiq.record.selector import Region, Seconds
from tawthiq.record.value import Term
from tawthiq.record.written import rounded
from tawthiq.watch.stretches import moment

_Level = npt.NDArray[np.float32]

_STRETCH = 10
_LEAST_PICTURES = 5
"""Pictures over which a mean is taken, one a second, and the fewest that will do at the end."""

_MOVES = 8.0
"""Levels by which half of the picture must vary, or it is too still to tell."""

_STILL = 5.0
_EDGE = 40.0
"""How little a pixel of a mark varies (codecs ripple), and how steep an edge of it is (Sobel, levels)."""

_JOINS = 13
"""Edges nearer than this many of 320 pixels are one mark: letters of a word, both sides of a stroke."""

_LEAST_SIDE, _LEAST_EDGES = 8, 25
_BANNER_WIDTH = 0.45
_BAR_SPREAD = 1.5
"""Levels by which the mean of a line of a bar varies along it: codecs leave half of one, an even road or sky
twice as many."""

_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class _Mark:
    """A box x, y, width, height in pixels of a picture of that size, and from when until when."""

    kind: str
    box: tuple[int, int, int, int]
    size: tuple[int, int]
    start: float
    end: float


class Marks:
    """A "picture.mark" for each stretch over which a mark stays, told by tens of seconds, with its region."""

    name: ClassVar = "tawthiq.marks"
    version: ClassVar = "2"

    def __init__(self) -> None:
        self._pictures: list[Picture] = []
        self._start = 0.0
        self._open: list[_Mark] = []

    def wants(self, probe: Probe) -> Wants:
        """One grey picture a second."""
        if probe.is_still or probe.video is None:
            return Wants()
        return Wants(pictures=Pictures(colour=False))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Keep a picture; tell the marks that are over."""
        if seen.picture is None:
            return
        if self._pictures and seen.picture.shape != self._pictures[0].shape:
            yield from self._look(seen.second)
        if not self._pictures:
            self._start = seen.second
        self._pictures.append(seen.picture)
        if len(self._pictures) >= _STRETCH:
            yield from self._look(seen.second + 1)

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The marks that stay to the end."""
        yield from self._look(float(watched.seconds))
        yield from (_draft(mark, float(watched.seconds)) for mark in self._open)

    def _look(self, until: float) -> Iterator[Draft]:
        """Marks of the stretch that is over; those seen before that are not among them are told."""
        pictures, self._pictures = self._pictures, []
        if len(pictures) < _LEAST_PICTURES:
            self._open = [replace(mark, end=until) for mark in self._open]  # too few to say they went
            return
        found = [_Mark(*mark, self._start, until) for mark in _marks(np.stack(pictures))]
        if found or _moves(np.stack(pictures)):
            for mark in self._open:
                same = next((n for n, other in enumerate(found) if _is_same(mark, other)), None)
                if same is None:
                    yield _draft(mark, until)
                else:
                    found[same] = replace(found[same], start=mark.start)
            self._open = found
        else:
            self._open = [replace(mark, end=until) for mark in self._open]


def _spread(pictures: npt.NDArray[np.uint8]) -> tuple[_Level, _Level]:
    """The mean of (count, height, width), and how far each pixel is from it, by standard deviation."""
    total = np.zeros(pictures.shape[1:], np.float32)
    squares = np.zeros(pictures.shape[1:], np.float32)
    for picture in pictures:
        cv2.accumulate(picture, total)
        cv2.accumulateSquare(picture, squares)
    mean = total / np.float32(len(pictures))
    variance = np.maximum(squares / np.float32(len(pictures)) - np.square(mean), 0)
    return np.asarray(mean, np.float32), np.asarray(np.sqrt(variance), np.float32)


def _moves(pictures: npt.NDArray[np.uint8]) -> bool:
    return bool(np.median(_spread(pictures)[1]) >= _MOVES)


def _marks(
    pictures: npt.NDArray[np.uint8],
) -> Iterator[tuple[str, tuple[int, int, int, int], tuple[int, int]]]:
    """Kind, box and picture size of each mark in (count, height, width)."""
    mean, spread = _spread(pictures)
    bars = _bars(mean, spread)
    height, width = mean.shape
    inner = tuple(slice(edge[0], size - edge[1]) for edge, size in zip(bars, (height, width), strict=True))
    if np.median(spread[inner]) < _MOVES:
        return
    size = (width, height)
    (top, bottom), (left, right) = bars
    for thick, box in (
        (top, (0, 0, width, top)),
        (bottom, (0, height - bottom, width, bottom)),
        (left, (0, 0, left, height)),
        (right, (width - right, 0, right, height)),
    ):
        if thick:
            yield "border", box, size
    for x, y, w, h in _boxes(mean[inner], spread[inner]):
        kind = "banner" if w >= _BANNER_WIDTH * width else "logo"
        yield kind, (x + left, y + top, w, h), size


def _bars(mean: _Level, spread: _Level) -> tuple[tuple[int, int], tuple[int, int]]:
    """How thick the bars of one even colour are: (top, bottom), (left, right), in pixels."""
    return _even_ends(mean, spread, 1), _even_ends(mean, spread, 0)


def _even_ends(mean: _Level, spread: _Level, axis: int) -> tuple[int, int]:
    is_even = (mean.std(axis=axis) < _BAR_SPREAD) & (spread.mean(axis=axis) < _STILL)
    if is_even.all():
        return 0, 0
    first, last = int(np.argmin(is_even)), int(np.argmin(is_even[::-1]))
    return (first if first >= 4 else 0), (last if last >= 4 else 0)


def _boxes(mean: _Level, spread: _Level) -> Iterator[tuple[int, int, int, int]]:
    steep = cv2.magnitude(cv2.Sobel(mean, cv2.CV_32F, 1, 0), cv2.Sobel(mean, cv2.CV_32F, 0, 1))
    # At a mark's edge half of the pixels are the scene's, which vary: so the stillest nearby counts.
    stillest = cv2.erode(spread, np.ones((3, 3), np.uint8))
    edges = ((steep > _EDGE) & (stillest < _STILL) & (spread < 2 * _STILL)).astype(np.uint8)
    joined = cv2.morphologyEx(edges, cv2.MORPH_CLOSE, np.ones((_JOINS, _JOINS), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    for x, y, w, h, _ in boxes[1:count]:
        many = int(edges[y : y + h, x : x + w].sum()) >= _LEAST_EDGES
        if many and min(w, h) >= _LEAST_SIDE:
            yield int(x), int(y), int(w), int(h)


def _is_same(one: _Mark, other: _Mark) -> bool:
    """Whether two boxes cover mostly the same."""
    if one.kind != other.kind or one.size != other.size:
        return False
    (x, y, w, h), (u, v, p, q) = one.box, other.box
    across, along = min(x + w, u + p) - max(x, u), min(y + h, v + q) - max(y, v)
    shared = max(0, across) * max(0, along)
    return shared >= _OVERLAP * max(w * h, p * q)


def _draft(mark: _Mark, end: float) -> Draft:
    (x, y, w, h), (width, height) = mark.box, mark.size
    left, top = rounded(100 * x / width, 1), rounded(100 * y / height, 1)
    region = Region(
        left,
        top,
        min(rounded(100 * w / width, 1), 100 - left),
        min(rounded(100 * h / height, 1), 100 - top),
    )
    span = Seconds(moment(mark.start), moment(max(mark.start, min(mark.end, end))))
    return Draft("picture.mark", Term(mark.kind), (span, region))
