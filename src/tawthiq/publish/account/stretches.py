"""From many findings to few stretches of time: runs, the boundaries they share, and how full each is."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TypeAlias

from tawthiq.record.media_time import MediaTime

Extent: TypeAlias = tuple[MediaTime, MediaTime]
"""From, up to, in seconds."""

_MOSTLY, _SOMETIMES = Fraction(3, 5), Fraction(1, 10)
"""Parts of a stretch from which something is told of all of it, and as coming and going."""

_SECONDS_A_STRETCH = 35
"""A seven-minute recording is told in a dozen stretches: half a minute of reading."""

_FEWEST, _MOST = 6, 40
_FINEST = Fraction(2)
_COARSER = Fraction(3, 2)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch and the states in it: most of the time (True) or now and then (False)."""

    start: MediaTime
    end: MediaTime
    states: tuple[tuple[str, bool], ...]


def stretches(states: Mapping[str, Sequence[Extent]], end: MediaTime) -> tuple[Stretch, ...]:
    """All of 0 to `end` in as few stretches as tell the states apart, coarser where they are too many."""
    if end <= 0:
        return ()
    most = min(_MOST, max(_FEWEST, int(end / _SECONDS_A_STRETCH)))
    covered = {name: _Covered(extents) for name, extents in states.items()}
    grain = _FINEST
    while len(found := _at_grain(covered, end, grain, most)) > most:
        grain *= _COARSER
    return found


def merged(extents: Iterable[Extent], gap: MediaTime = Fraction(0)) -> list[Extent]:
    """The extents in order, those that overlap or lie at most `gap` apart made one."""
    runs: list[Extent] = []
    for start, end in sorted(extents):
        if runs and start - runs[-1][1] <= gap:
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return runs


def without(extent: Extent, holes: Iterable[Extent]) -> list[Extent]:
    """What is left of `extent` when `holes` are cut out; a moment is left or gone."""
    left = [extent]
    for start, end in holes:
        left = [rest for each in left for rest in _cut(each, start, end)]
    return left


def overlap(one: Extent, other: Extent) -> MediaTime:
    """Seconds that two extents share."""
    return max(Fraction(0), min(one[1], other[1]) - max(one[0], other[0]))


def _cut(extent: Extent, start: MediaTime, end: MediaTime) -> list[Extent]:
    first, last = extent
    if first == last:
        return [] if start <= first <= end else [extent]
    parts = [(first, min(last, start)), (max(first, end), last)]
    return [(a, b) for a, b in parts if a < b]


class _Covered:
    """How much of the time up to a moment some extents cover, answered without going through them all."""

    def __init__(self, extents: Iterable[Extent]) -> None:
        self.runs = merged(extents)
        self._starts = [start for start, _ in self.runs]
        self._before = [Fraction(0), *accumulate(end - start for start, end in self.runs)]

    def until(self, moment: MediaTime) -> MediaTime:
        """Seconds covered before `moment`."""
        begun = bisect_right(self._starts, moment)
        if not begun:
            return Fraction(0)
        start, end = self.runs[begun - 1]
        return self._before[begun - 1] + min(moment, end) - start


def _at_grain(
    covered: Mapping[str, _Covered], end: MediaTime, grain: MediaTime, most: int
) -> tuple[Stretch, ...]:
    """The stretches at one grain; no further than to the first that is one too many."""
    edges = sorted(
        edge
        for each in covered.values()
        for run in merged(each.runs, grain)
        if run[1] - run[0] >= grain
        for edge in run
    )
    bounds = [Fraction(0)]
    for edge in edges:
        if edge - bounds[-1] >= grain and end - edge >= grain:
            bounds.append(edge)
    bounds.append(end)
    found: list[Stretch] = []
    for start, stop in pairwise(bounds):
        here = tuple(_states(covered, (start, stop)))
        if found and found[-1].states == here:
            start = found.pop().start
        found.append(Stretch(start, stop, here))
        if len(found) > most:
            break
    return tuple(found)


def _states(covered: Mapping[str, _Covered], stretch: Extent) -> Iterable[tuple[str, bool]]:
    start, stop = stretch
    for name, each in covered.items():
        share = (each.until(stop) - each.until(start)) / (stop - start)
        if share >= _SOMETIMES:
            yield name, share >= _MOSTLY
