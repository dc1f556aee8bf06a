"""What a record holds, what could not be read, and what waits for a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tawthiq.app.families import standing_families
from tawthiq.match.families import Family
from tawthiq.record.bodies import Reject
from tawthiq.record.item import Access
from tawthiq.store import queries
from tawthiq.store.head import SignedHead
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout
from tawthiq.store.queries import Damage
from tawthiq.store.verify_heads import stored_heads


@dataclass(frozen=True, slots=True)
class Status:
    """Counts of one moment. `sealed_at` is the last head made, None where none was."""

    record: Path
    title: str
    items: int
    acquisitions: int
    statements: int
    proposals: int
    reviews: int
    unfinished: int
    disposals: int
    by_property: Mapping[str, int]
    rejects: tuple[Reject, ...]
    families: tuple[Family, ...]
    damage: tuple[Damage, ...]
    sealed_at: datetime | None


def status(folder: Path, as_of: datetime | None = None, seen_by: Access = Access.TEAM) -> Status:
    """The status of the record in `folder`, today or as of a day, of what `seen_by` may see.

    Raises NotARecord, NewerFormat.
    """
    layout = open_layout(folder)
    heads = [signed.head.at for _, signed in stored_heads(layout) if isinstance(signed, SignedHead)]
    with open_index(layout) as index:
        counts = queries.counts(index, as_of=as_of, seen_by=seen_by)
        return Status(
            layout.root,
            layout.title,
            counts.items,
            counts.by_property.get("acquisition", 0),
            counts.statements,
            counts.proposals,
            counts.reviews,
            counts.unfinished,
            counts.disposals,
            counts.by_property,
            queries.rejects(index, seen_by=seen_by),
            tuple(f for f in standing_families(index, seen_by=seen_by) if f.is_shared),
            queries.damage(index, seen_by=seen_by),
            max(heads, default=None),
        )
