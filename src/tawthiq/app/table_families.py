"""Where an item stands in its families of copies: under the earliest held, and what only it shows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tawthiq.app.families import families_told, holding_order, stretches, told_copies
from tawthiq.match.families import Family, compilations, first_held
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.review import Standing
from tawthiq.record.value import Overlap
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.listings import lengths
from tawthiq.store.told import Told

Stretch = tuple[Fraction, Fraction]
_Ends = tuple[tuple[Digest, Stretch], tuple[Digest, Stretch]]


@dataclass(frozen=True, slots=True)
class FamilyPlace:
    """The family of an item: its earliest held member, how many it has, and whether people agree.

    A compilation is of several families: it is placed in one that it is itself the earliest of, else in the
    one of what it shows first; `families` says of how many it is, `heads` how many it is the earliest of,
    among them what nobody else shows. `unique` is how many seconds of the item no other member is known to
    show, None where its length is not known. `proposed` says that software found a copy here and nobody has
    reviewed it.
    """

    earliest: Digest
    size: int
    unique: Fraction | None
    proposed: bool
    families: int = 1
    heads: int = 0


def family_places(index: Index, *, seen_by: Access = Access.TEAM) -> Mapping[Digest, FamilyPlace]:
    """The family of every item that has one among what the asker may see.

    The last ones again as long as the log has not grown: the table asks part by part.
    """
    return _places(index, seen_by, queries.entries(index))


@lru_cache(maxsize=len(Access))
def _places(index: Index, seen_by: Access, entries: int) -> Mapping[Digest, FamilyPlace]:
    copies = told_copies(index, seen_by=seen_by)
    if not copies:
        return {}
    order = holding_order(index, seen_by=seen_by)
    ends = {copy.id: both for copy in copies if (both := _ends(copy))}
    visible = [c for c in copies if c.id in ends and {d for d, _ in ends[c.id]} <= order.keys()]
    shared = _shared(ends[copy.id] for copy in visible)
    lasting = lengths(index, items=shared, seen_by=Access.RESTRICTED)
    proposed = {d for c in visible if c.standing is Standing.PROPOSED for d, _ in ends[c.id]}
    found = families_told(index, visible)
    compiled = compilations(found)
    homes: dict[Digest, list[tuple[Digest, Family]]] = defaultdict(list)
    for family in found:
        earliest, *_ = first_held(family, compiled, order)
        for member in family.members:
            homes[member].append((earliest, family))
    return {
        member: _place(member, theirs, _left(lasting.get(member), shared[member]), member in proposed)
        for member, theirs in homes.items()
    }


def _place(
    member: Digest, homes: list[tuple[Digest, Family]], unique: Fraction | None, proposed: bool
) -> FamilyPlace:
    def rank(home: tuple[Digest, Family]) -> tuple[bool, bool, float]:
        earliest, family = home
        return (
            not family.is_shared,
            earliest != member,
            min(part.start for part in family.parts if part.item == member),
        )

    earliest, family = min(homes, key=rank)
    heads = sum(first == member for first, _ in homes)
    return FamilyPlace(earliest, len(family.members), unique, proposed, len(homes), heads)


def covered(stretches: Iterable[Stretch]) -> Fraction:
    """How many seconds the union of `stretches` is long."""
    total, reached = Fraction(0), None
    for start, end in sorted(stretches):
        begin = start if reached is None else max(start, reached)
        total += max(Fraction(0), end - begin)
        reached = end if reached is None else max(reached, end)
    return total


def _left(length: Fraction | None, shared: Iterable[Stretch]) -> Fraction | None:
    return None if length is None else max(Fraction(0), length - covered(shared))


def _shared(copies: Iterable[_Ends]) -> Mapping[Digest, list[Stretch]]:
    found: dict[Digest, list[Stretch]] = defaultdict(list)
    for ends in copies:
        for item, stretch in ends:
            found[item].append(stretch)
    return found


def _ends(copy: Told) -> _Ends | None:
    """Both items of a copy, each with the seconds it shares; None where it is no copy of an item."""
    if copy.item is None or copy.value["type"] != Overlap.TAG:
        return None
    here, there = stretches(copy.value)
    return (copy.item, here), (Digest(copy.value["other"]), there)
