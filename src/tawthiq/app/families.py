"""Families of copies as people left them: what every view of copies begins with."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tawthiq.match.families import SAME_FOOTAGE, Family, families
from tawthiq.match.unique import Stretch
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.measure import Overlap
from tawthiq.record.review import OVERRULED
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.queries import StatementRow
from tawthiq.store.told import Told, told


def standing_copies(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[StatementRow, ...]:
    """The statements of same footage that nobody has rejected or withdrawn."""
    rows = queries.statements(index, properties=(SAME_FOOTAGE,), seen_by=seen_by)
    return tuple(row for row in rows if row.standing not in OVERRULED)


def standing_sounds(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[StatementRow, ...]:
    """The statements of same sound that nobody has rejected, corrected or withdrawn."""
    rows = queries.statements(index, properties=("same-sound",), seen_by=seen_by)
    return tuple(row for row in rows if row.standing not in OVERRULED)


def told_copies(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[Told, ...]:
    """As `standing_copies`, undecoded: for pages over thousands of items."""
    return tuple(row for row in told(index, (SAME_FOOTAGE,), seen_by=seen_by) if row.stands)


def families_told(copies: Sequence[Told]) -> tuple[Family, ...]:
    """As `families_of`, of copies that are not decoded."""
    return families(
        (copy.item, Digest(copy.value["other"])) for copy in copies if copy.item and "other" in copy.value
    )


def families_of(copies: Sequence[StatementRow], relation: str = SAME_FOOTAGE) -> tuple[Family, ...]:
    """The families that `copies` join."""
    links = (
        (row.statement.about.item, row.statement.value.other)
        for row in copies
        if isinstance(row.statement.about, Span) and isinstance(row.statement.value, Overlap)
    )
    return families(links, relation)


def covered_by_others(copies: Sequence[StatementRow]) -> Mapping[Digest, list[Stretch]]:
    """Seconds of each item that another has too, from both sides of every copy."""
    covered: dict[Digest, list[Stretch]] = defaultdict(list)
    for row in copies:
        about, value = row.statement.about, row.statement.value
        if not isinstance(about, Span) or not isinstance(value, Overlap):
            continue
        covered[value.other].append((float(value.start), float(value.end)))
        if about.seconds and about.seconds.end is not None:
            covered[about.item].append((float(about.seconds.start), float(about.seconds.end)))
    return covered
