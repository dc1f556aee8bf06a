"""Families: footage that several recordings show, directly or through others, every member kept.

A compilation shows the footage of several recordings and is of several families: families join parts of
recordings (match.parts). A family says which distinct recordings there are to watch; it never says that its
members are one source.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tawthiq.match.connecting import components
from tawthiq.match.parts import Part, Place, pieces_of, places_of
from tawthiq.match.seams import Seconds, Shared, seams
from tawthiq.match.terms import COPY
from tawthiq.record.digest import Digest

_A_RECORDING = 3.0
"""Seconds of what nobody else shows that count as a recording: the shortest excerpt that is looked for."""


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
    pieces = [piece for copy in copies for piece in pieces_of(copy, found)]
    places = places_of(pieces, found)
    links = [(places[piece.one], places[piece.other]) for piece in pieces]
    groups = components(link for link in links if not any(place.is_frame for place in link))
    groups = [[*group, *_showing_all(group, links)] for group in groups]
    parted = {tuple(sorted({place.part for place in group}, key=_order)) for group in groups}
    parted |= {(part,) for part in _alone({part for parts in parted for part in parts}, found, lengths)}
    return tuple(Family(parts, relation) for parts in sorted(parted, key=lambda parts: _order(parts[0])))


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


def _alone(joined: Container[Part], found: Seconds, lengths: Mapping[Digest, float]) -> Iterator[Part]:
    """The parts between seams that no other recording shows, and that are long enough to be one."""
    for item, its_seams in found.items():
        for start, end in pairwise((0.0, *its_seams, None)):
            part = Part(item, start or 0.0, end)
            until = lengths.get(item, 0.0) if end is None else end
            if until - part.start >= _A_RECORDING and part not in joined:
                yield part


def _showing_all(group: Sequence[Place], links: Iterable[tuple[Place, Place]]) -> Iterator[Place]:
    """Who has copied the whole of a picture of which `group` is one: it shows this one too."""
    parts = {place.part for place in group if place.picture}
    for link in links if parts else ():
        for here, there in (link, link[::-1]):
            if here.is_frame and here.part in parts and not there.is_frame:
                yield there


def _order(part: Part) -> tuple[Digest, float]:
    return part.item, part.start
