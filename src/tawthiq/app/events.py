"""Events: the moments that recordings share, and which recordings belong together."""

from collections.abc import Iterable
from dataclasses import dataclass

from tawthiq.match.event_clock import Line
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.review import OVERRULED, Standing
from tawthiq.record.span import Span
from tawthiq.record.value import Link, Overlap
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.queries import StatementRow

EVENT_ROLE = "recording"
"""The role of an item that belongs to an event."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """An item of an event, and how that it belongs stands."""

    item: Digest
    event: Digest
    row: StatementRow


def standing_moments(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[StatementRow, ...]:
    """The statements of one moment that nobody overruled."""
    rows = queries.statements(index, properties=("same-moment",), seen_by=seen_by)
    return tuple(row for row in rows if row.standing not in OVERRULED)


def line_of(row: StatementRow) -> Line[Digest]:
    """A statement of one moment as a line between two recordings."""
    value, about = row.statement.value, row.statement.about
    assert isinstance(value, Overlap) and isinstance(about, Span)
    middle = float((value.start + value.end) / 2 - value.offset) / float(value.rate)
    return Line(value.other, about.item, float(value.offset), float(value.rate), float(value.error), middle)


def ends(row: StatementRow) -> tuple[Digest, ...]:
    """The two recordings that a statement of one moment joins."""
    value, about = row.statement.value, row.statement.about
    return (value.other, about.item) if isinstance(value, Overlap) and isinstance(about, Span) else ()


def belongings(
    record_rows: Iterable[StatementRow], standings: frozenset[Standing] = OVERRULED
) -> tuple[Belonging, ...]:
    """The items of events among `record_rows` ("part-of"), those of `standings` left out."""
    return tuple(
        Belonging(row.statement.about.item, row.statement.value.target, row)
        for row in record_rows
        if row.standing not in standings
        and isinstance(row.statement.about, Span)
        and isinstance(row.statement.value, Link)
        and row.statement.value.role == EVENT_ROLE
    )
