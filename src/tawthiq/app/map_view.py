"""The map: every place that somebody says something is or happened at, as an area, never a bare point."""

from dataclasses import dataclass

from tawthiq.app.claims import Claim, claim, entities
from tawthiq.app.table_view import PLACES
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.value import Area, Circle, EntityKind
from tawthiq.store.index import Index
from tawthiq.store.told import Told, told

TERMS = (*PLACES, "post.place", "person.buried")


@dataclass(frozen=True, slots=True)
class PlaceOnMap:
    """A place by somebody's word, and what it is the place of: an item, or an entity with its kind."""

    said: Claim
    label: str
    item: Digest | None
    entity: Digest | None
    kind: EntityKind | None

    @property
    def drawn(self) -> bool:
        """Whether it has a shape; words and "unknown" have none and are listed beside the map."""
        return isinstance(self.said.value, Circle | Area)


def places(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[PlaceOnMap, ...]:
    """All places that stand, earliest said first; what they are of, only where the asker may see that."""
    rows = [row for row in told(index, TERMS, seen_by=seen_by) if row.stands]
    known = {e.id: e for e in entities(index, *EntityKind, seen_by=seen_by)}
    names = _names(index, rows, seen_by)
    return tuple(
        PlaceOnMap(
            claim(row),
            known[row.entity].label if row.entity in known else names.get(row.item, ""),
            row.item,
            row.entity,
            known[row.entity].kind if row.entity in known else None,
        )
        for row in rows
        if row.item is not None or row.entity in known
    )


def _names(index: Index, rows: list[Told], seen_by: Access) -> dict[Digest | None, str]:
    items = tuple(dict.fromkeys(row.item for row in rows if row.item is not None))
    arrivals = told(index, ("acquisition",), items=items, seen_by=seen_by)
    return {row.item: row.value.get("name", "") for row in reversed(arrivals)}
