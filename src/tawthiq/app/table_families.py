"""Where an item stands in its family of copies: under the earliest held, and what only it shows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tawthiq.app.matching import durations, families_of, standing_copies
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.review import Standing
from tawthiq.record.span import Span
from tawthiq.record.value import Overlap
from tawthiq.store.index import Index
from tawthiq.store.listings import held_items
from tawthiq.store.queries import StatementRow

Stretch = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class FamilyPlace:
    """The family of an item: its earliest held member, how many it has, and whether people agree.

    `unique` is how many seconds of the item no other member is known to show, None where its length is
    not known. `proposed` says that software found a copy here and nobody has reviewed it.
    """

    earliest: Digest
    size: int
    unique: Fraction | None
    proposed: bool


def family_places(index: Index, *, seen_by: Access = Access.TEAM) -> Mapping[Digest, FamilyPlace]:
    """The family of every item that has one among what the asker may see."""
    copies = standing_copies(index, seen_by=seen_by)
    if not copies:
        return {}
    order = {each.digest: at for at, each in enumerate(held_items(index, seen_by=seen_by))}
    visible = [c for c in copies if {d for d, _ in _stretches(c)} <= order.keys()]
    lengths, shared = durations(index), _shared(visible)
    proposed = {d for c in visible if c.standing is Standing.PROPOSED for d, _ in _stretches(c)}
    return {
        member: FamilyPlace(
            min(family.members, key=order.__getitem__),
            len(family.members),
            _left(lengths.get(member), shared[member]),
            member in proposed,
        )
        for family in families_of(visible)
        for member in family.members
    }


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


def _shared(copies: Iterable[StatementRow]) -> Mapping[Digest, list[Stretch]]:
    found: dict[Digest, list[Stretch]] = defaultdict(list)
    for copy in copies:
        for item, stretch in _stretches(copy):
            found[item].append(stretch)
    return found


def _stretches(copy: StatementRow) -> tuple[tuple[Digest, Stretch], ...]:
    """Both items of a copy, each with the seconds it shares."""
    about, value = copy.statement.about, copy.statement.value
    if not (isinstance(about, Span) and isinstance(value, Overlap)):
        return ()
    here = tuple((end - value.offset) / value.rate for end in (value.start, value.end))
    return (about.item, (here[0], here[1])), (value.other, (value.start, value.end))
