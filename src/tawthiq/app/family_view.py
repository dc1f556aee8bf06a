"""The family of one recording: who belongs to it, the earliest held first, and what only each of them has."""

from dataclasses import dataclass
from fractions import Fraction

from tawthiq.app.families import covered_by_others
from tawthiq.match.unique import Stretch, unique_stretches
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.store import queries
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


def members_of(
    index: Index, family: tuple[Digest, ...], copies: tuple[StatementRow, ...], *, seen_by: Access
) -> tuple[Member, ...]:
    """The members that `seen_by` may see, earliest logged first; `copies` are what joins them."""
    called, lasting = names(index, family, seen_by=seen_by), lengths(index, seen_by=seen_by)
    covered = covered_by_others(copies)
    arrived = {row.item.digest: (row.at, row.item.digest) for row in _rows(index, family, seen_by)}
    return tuple(
        Member(item, called[item], length, _unique(length, covered.get(item, [])))
        for item in sorted(arrived, key=arrived.__getitem__)
        for length in [lasting.get(item)]
    )


def _unique(length: Fraction | None, covered: list[Stretch]) -> tuple[Stretch, ...] | None:
    return None if length is None else unique_stretches(float(length), covered)


def _rows(index: Index, family: tuple[Digest, ...], seen_by: Access) -> tuple[queries.ItemRow, ...]:
    known = set(family)
    return tuple(row for row in queries.items(index, seen_by=seen_by) if row.item.digest in known)
