"""What synchronising found, as a person asks for it: events, and which recordings are on no clock."""

from dataclasses import dataclass
from pathlib import Path

from tawthiq.app.event_view import EventView, event_lines, event_view
from tawthiq.app.families import standing_families
from tawthiq.record.digest import Digest
from tawthiq.record.measure import Track
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A recording with sound that lies on no event's clock."""

    item: Digest
    name: str


@dataclass(frozen=True, slots=True)
class ClocksFound:
    """The events that stand, and the recordings with sound that none of their clocks holds."""

    events: tuple[EventView, ...]
    unplaced: tuple[Unplaced, ...]


def clocks_found(folder: Path) -> ClocksFound:
    """The events of the record in `folder`, none that a person has refused."""
    with open_index(open_layout(folder)) as index:
        views = (event_view(index, line.entity.id) for line in event_lines(index))
        events = tuple(view for view in views if view is not None and view.cameras)
        return ClocksFound(events, _unplaced(index, events))


def _unplaced(index: Index, events: tuple[EventView, ...]) -> tuple[Unplaced, ...]:
    """With sound, and neither placed nor a copy of one that is."""
    names = {row.item.digest: next(iter(row.names), row.item.digest[:12]) for row in queries.items(index)}
    placed = {c.item for view in events for c in view.cameras if c.offset is not None}
    homes = [set(family.members) for family in standing_families(index)]
    placed = placed.union(*(members for members in homes if placed & members))
    rows = queries.statements(index, properties=("track.sound",))
    heard = dict.fromkeys(
        row.statement.about.item
        for row in rows
        if isinstance(row.statement.about, Span)
        and isinstance(row.statement.value, Track)
        and row.statement.value.rows
    )
    return tuple(Unplaced(item, names.get(item, item[:12])) for item in heard if item not in placed)
