"""Families as people look at them: who belongs to them, the earliest held first, and what only each has."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tawthiq.app.families import covered_by_others, holding_order, standing_families
from tawthiq.match.families import Family, compilations, first_held
from tawthiq.match.unique import Stretch, unique_stretches
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.store.index import Index
from tawthiq.store.listings import lengths, names
from tawthiq.store.queries import StatementRow


@dataclass(frozen=True, slots=True)
class Member:
    """A recording; `unique`: its seconds that no other shows as far as known, None without a length."""

    item: Digest
    name: str
    length: Fraction | None
    unique: tuple[Stretch, ...] | None


def families_with(
    index: Index, item: Digest, copies: tuple[StatementRow, ...], *, seen_by: Access
) -> tuple[tuple[Member, ...], ...]:
    """The families that `item` is of, in the order in which it shows them; `copies` are what joins them.

    Of each the members that `seen_by` may see, earliest logged first, compilations last.
    """
    joined = standing_families(index, seen_by=seen_by)
    theirs = sorted(
        (part.start, number)
        for number, family in enumerate(joined)
        for part in family.parts
        if part.item == item
    )
    homes = [joined[number] for number in dict.fromkeys(number for _, number in theirs)]
    return members_of(index, homes, joined, copies, seen_by=seen_by)


def members_of(
    index: Index,
    homes: Sequence[Family],
    joined: Sequence[Family],
    copies: Sequence[StatementRow],
    *,
    seen_by: Access,
) -> tuple[tuple[Member, ...], ...]:
    """The members of each of `homes`, some of all families `joined`, that `seen_by` may see.

    Earliest logged first, compilations last; `copies` are what joins them.
    """
    compiled, order = compilations(joined), holding_order(index, seen_by=seen_by)
    everybody = tuple(dict.fromkeys(member for family in homes for member in family.members))
    called, lasting = names(index, everybody, seen_by=seen_by), lengths(index, seen_by=seen_by)
    covered = covered_by_others(copies)
    return tuple(
        tuple(
            Member(each, called[each], length, _unique(length, covered.get(each, [])))
            for each in first_held(family, compiled, order)
            for length in [lasting.get(each)]
        )
        for family in homes
    )


def _unique(length: Fraction | None, covered: list[Stretch]) -> tuple[Stretch, ...] | None:
    return None if length is None else unique_stretches(float(length), covered)
