"""Families: footage that several recordings show, directly or through others, every member kept.

A compilation shows the footage of several recordings and is of several families: a recording is divided at
its seams, and in a picture that shows two side by side into both, and families join these parts. A family
says which distinct recordings there are to watch; it never says that its members are one source.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeVar

from tawthiq.match.frame import Frame
from tawthiq.match.seams import NEAR, End, Seconds, Shared, along, seams
from tawthiq.match.terms import COPY
from tawthiq.record.digest import Digest

_APART = 0.2
"""Of the smaller of two regions, what both may share and still be two pictures in one."""

_Node = TypeVar("_Node", bound=Hashable)


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
class Family:
    """The parts of recordings that show one footage, ascending, and what joins them.

    A part alone is what else a compilation shows: a recording that nothing else is known to show.
    """

    parts: tuple[Part, ...]
    relation: str = COPY

    @property
    def members(self) -> tuple[Digest, ...]:
        """The recordings, each once, ascending by digest."""
        return tuple(dict.fromkeys(part.item for part in self.parts))

    @property
    def is_shared(self) -> bool:
        """Whether several recordings show it."""
        return len(self.members) > 1


def families(
    copies: Sequence[Shared],
    cuts: Seconds,
    lengths: Mapping[Digest, float],
    relation: str = COPY,
) -> tuple[Family, ...]:
    """The families that `copies` of one `relation` join, ordered by their first part.

    `cuts` and `lengths` of recordings, in seconds, tell which of them are put together of several; where
    none are known, whatever copies join is one family.
    """
    found = seams(copies, cuts, lengths)
    pieces = [piece for copy in copies for piece in _pieces(copy, found)]
    places = _places(pieces, found)
    links = [(places[piece.one], places[piece.other]) for piece in pieces]
    groups = _connected(link for link in links if not any(place.is_frame for place in link))
    groups = [[*group, *_showing_all(group, links)] for group in groups]
    parted = {tuple(sorted({place.part for place in group}, key=_order)) for group in groups}
    parted |= {(part,) for part in _alone({part for parts in parted for part in parts}, found, lengths)}
    return tuple(Family(parts, relation) for parts in sorted(parted, key=lambda parts: _order(parts[0])))


def _alone(joined: Container[Part], found: Seconds, lengths: Mapping[Digest, float]) -> Iterator[Part]:
    """The parts between seams that no other recording shows, and that are long enough to be one."""
    for item, its_seams in found.items():
        for start, end in pairwise((0.0, *its_seams, None)):
            part = Part(item, start or 0.0, end)
            until = lengths.get(item, 0.0) if end is None else end
            if until - part.start >= _A_RECORDING and part not in joined:
                yield part


_A_RECORDING = 3.0
"""Seconds of what nobody else shows that count as a recording: the shortest excerpt that is looked for."""


def _order(part: "Part") -> tuple[Digest, float]:
    return part.item, part.start


def first_held(family: Family, compiled: Container[Digest], held: Mapping[Digest, int]) -> tuple[Digest, ...]:
    """The members that are `held`, the earliest first; compilations last, which show other footage too."""
    members = (member for member in family.members if member in held)
    return tuple(sorted(members, key=lambda each: (each in compiled, held[each])))


def compilations(found: Iterable[Family]) -> frozenset[Digest]:
    """The recordings that show more than the footage of one family, or something else beside it."""
    times: dict[Digest, int] = defaultdict(int)
    for family in found:
        for part in family.parts:
            times[part.item] += 1 if part.is_whole else 2
    return frozenset(item for item, count in times.items() if count > 1)


def distinct(recordings: Collection[Digest], found: Iterable[Family]) -> int:
    """How many distinct recordings these are: a family counts once, who is in none for himself."""
    homes = [members for family in found if (members := {*recordings} & {*family.members})]
    return len({*recordings}.difference(*homes)) + len(homes)


def _pieces(copy: Shared, found: Seconds) -> Iterator[Shared]:
    """`copy` divided at the seams of both of its sides; what is left of an end that missed one is dropped."""
    one, other = copy.one, copy.other
    start, end = one.seconds
    there = [along(other, one, seam) for seam in found.get(other.item, ())]
    inside = sorted(s for s in (*found.get(one.item, ()), *there) if start < s < end)
    edges = [start, *inside, end]
    pieces = [(a, b) for a, b in pairwise(edges) if b - a > NEAR] or [max(pairwise(edges), key=_length)]
    for a, b in pieces:
        beyond = along(one, other, a), along(one, other, b)
        yield Shared(End(one.item, (a, b), one.region), End(other.item, beyond, other.region))


def _length(stretch: tuple[float, float]) -> float:
    return stretch[1] - stretch[0]


@dataclass(frozen=True, slots=True)
class _Place:
    """A part of an item, and which of the pictures in it, where it holds several side by side.

    `is_frame`: all of a picture that holds several.
    """

    part: Part
    picture: int = 0
    is_frame: bool = False


def _places(pieces: Iterable[Shared], found: Seconds) -> Mapping[End, _Place]:
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


def _showing_all(group: Sequence[_Place], links: Iterable[tuple[_Place, _Place]]) -> Iterator[_Place]:
    """Who has copied the whole of a picture of which `group` is one: it shows this one too."""
    parts = {place.part for place in group if place.picture}
    for link in links if parts else ():
        for here, there in (link, link[::-1]):
            if here.is_frame and here.part in parts and not there.is_frame:
                yield there


def _pictures(part: Part, ends: Sequence[End]) -> Iterator[tuple[End, _Place]]:
    """The ends in a part, told apart where at one time two lie side by side in its picture."""
    regions = {end.region for end in ends}
    if not any(_are_apart(a, b) for a, b in combinations(regions, 2)):
        yield from ((end, _Place(part)) for end in ends)
        return
    pairs = combinations(dict.fromkeys(ends), 2)
    beside = [(a.region, b.region) for a, b in pairs if _meet(a, b) and _are_apart(a.region, b.region)]
    around = {r for r in regions if any(not (_are_apart(r, a) or _are_apart(r, b)) for a, b in beside)}
    near = [(a, b) for a in regions - around for b in regions - around if not _are_apart(a, b)]
    numbers = {region: n for n, group in enumerate(_connected(near), start=1) for region in group}
    for end in ends:
        number = numbers.get(end.region, 0) if beside else 0
        yield end, _Place(part, number, is_frame=end.region in around)


def _meet(one: End, other: End) -> bool:
    """Whether they share more than a moment."""
    return min(one.seconds[1], other.seconds[1]) - max(one.seconds[0], other.seconds[0]) > NEAR


def _are_apart(one: Frame, other: Frame) -> bool:
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    smaller = min(one.width * one.height, other.width * other.height)
    return max(0.0, width) * max(0.0, height) < _APART * smaller


def _connected(links: Iterable[tuple[_Node, _Node]]) -> list[list[_Node]]:
    """The connected components, each in the order in which its nodes were met."""
    root: dict[_Node, _Node] = {}

    def find(node: _Node) -> _Node:
        while root.setdefault(node, node) != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for one, other in links:
        first, second = find(one), find(other)
        root[second] = first
    groups: dict[_Node, list[_Node]] = {}
    for node in root:
        groups.setdefault(find(node), []).append(node)
    return list(groups.values())
