"""Parts: what of a recording a copy shows, where recordings are put together of several.

In time a recording is divided at its seams; in space where it shows two recordings side by side.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from tawthiq.match.connecting import components
from tawthiq.match.frame import Frame
from tawthiq.match.seams import NEAR, End, Seconds, Shared, along
from tawthiq.record.digest import Digest

_CLEARLY = 1.5
"""Seconds beyond a seam from which a stretch shows what is there: less is an end that missed it."""

_APART = 0.2
"""Of the smaller of two regions, what both may share and still be two pictures in one."""


@dataclass(frozen=True, slots=True)
class Part:
    """The seconds of an item that show the footage of a family; without an end, to the end of the item."""

    item: Digest
    start: float = 0.0
    end: float | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the item: no compilation."""
        return self.start == 0.0 and self.end is None

    def holds(self, second: float) -> bool:
        """Whether `second` of the item lies in it."""
        return self.start <= second and (self.end is None or second < self.end)


@dataclass(frozen=True, slots=True)
class Place:
    """A part of an item, and which of the pictures in it, where it holds several side by side.

    `is_frame`: all of a picture that holds several.
    """

    part: Part
    picture: int = 0
    is_frame: bool = False


def pieces_of(copy: Shared, found: Seconds) -> Iterator[Shared]:
    """`copy` divided at the seams of both of its sides; what is left of an end that missed one is dropped."""
    one, other = copy.one, copy.other
    start, end = one.seconds
    there = [along(other, one, seam) for seam in found.get(other.item, ())]
    inside = sorted(s for s in (*found.get(one.item, ()), *there) if start < s < end)
    edges = [start, *inside, end]
    pieces = [(a, b) for a, b in pairwise(edges) if b - a > _CLEARLY] or [max(pairwise(edges), key=_length)]
    for a, b in pieces:
        beyond = along(one, other, a), along(one, other, b)
        yield Shared(End(one.item, (a, b), one.region), End(other.item, beyond, other.region))


def places_of(pieces: Iterable[Shared], found: Seconds) -> Mapping[End, Place]:
    """Where each end of a piece lies."""
    by_part: dict[Part, list[End]] = defaultdict(list)
    for piece in pieces:
        for end, _ in piece.sides:
            by_part[_part(end, found)].append(end)
    return {end: place for part, ends in by_part.items() for end, place in _pictures(part, ends)}


def _part(end: End, found: Seconds) -> Part:
    middle = sum(end.seconds) / 2
    edges = [0.0, *found.get(end.item, ()), None]
    return next(p for a, b in pairwise(edges) if (p := Part(end.item, a or 0.0, b)).holds(max(0.0, middle)))


def _pictures(part: Part, ends: Sequence[End]) -> Iterator[tuple[End, Place]]:
    """The ends in a part, told apart where at one time two lie side by side in its picture."""
    regions = {end.region for end in ends}
    if not any(_are_apart(a, b) for a, b in combinations(regions, 2)):
        yield from ((end, Place(part)) for end in ends)
        return
    pairs = combinations(dict.fromkeys(ends), 2)
    beside = [(a.region, b.region) for a, b in pairs if _meet(a, b) and _are_apart(a.region, b.region)]
    around = {r for r in regions if any(not (_are_apart(r, a) or _are_apart(r, b)) for a, b in beside)}
    near = [(a, b) for a in regions - around for b in regions - around if not _are_apart(a, b)]
    numbers = {region: n for n, group in enumerate(components(near), start=1) for region in group}
    for end in ends:
        number = numbers.get(end.region, 0) if beside else 0
        yield end, Place(part, number, is_frame=end.region in around)


def _meet(one: End, other: End) -> bool:
    """Whether they share more than a moment."""
    return min(one.seconds[1], other.seconds[1]) - max(one.seconds[0], other.seconds[0]) > NEAR


def _are_apart(one: Frame, other: Frame) -> bool:
    return one.shared(other) < _APART * min(one.area, other.area)


def _length(stretch: tuple[float, float]) -> float:
    return stretch[1] - stretch[0]
