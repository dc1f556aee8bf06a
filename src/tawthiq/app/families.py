"""Families of copies as people left them: what every view of copies begins with."""

from collections.abc import Sequence

from tawthiq.match.families import SAME_FOOTAGE, Family, families
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


def told_copies(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[Told, ...]:
    """As `standing_copies`, undecoded: for pages over thousands of items."""
    return tuple(row for row in told(index, (SAME_FOOTAGE,), seen_by=seen_by) if row.stands)


def families_of(copies: Sequence[StatementRow], relation: str = SAME_FOOTAGE) -> tuple[Family, ...]:
    """The families that `copies` join."""
    links = (
        (row.statement.about.item, row.statement.value.other)
        for row in copies
        if isinstance(row.statement.about, Span) and isinstance(row.statement.value, Overlap)
    )
    return families(links, relation)
