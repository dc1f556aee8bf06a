"""Rows of a team's own lists beside the files they speak of: joined by digest, name or address at intake."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tawthiq.app.claims import Claim, claim
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.store.index import Index
from tawthiq.store.told import cited_rows, told, told_by_rows

LISTS = (
    "text/csv",
    "text/tab-separated-values",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
"""Media types of what is read row by row."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """Row `number` of a list (the header is 1), the name the list came under, and what the row says."""

    in_list: Digest
    name: str
    number: int
    sheet: str
    said: tuple[Claim, ...]


def list_rows(
    index: Index, items: Sequence[Digest] | None = None, *, seen_by: Access = Access.TEAM
) -> Mapping[Digest, tuple[ListRow, ...]]:
    """By item, the rows of lists that speak of it and that the asker may see."""
    found: dict[Digest, dict[tuple[Digest, int, str], list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for row in told_by_rows(index, LISTS, items=items, seen_by=seen_by):
        if row.item is not None and row.stands:
            for at, number, sheet, _ in cited_rows(row.body):
                found[row.item][at, number, sheet].append(claim(row))
    lists = {at for rows in found.values() for at, _, _ in rows}
    names = _names(index, tuple(lists), seen_by)
    return {
        item: tuple(
            ListRow(at, names.get(at, ""), number, sheet, tuple(said))
            for (at, number, sheet), said in sorted(rows.items())
        )
        for item, rows in found.items()
    }


def _names(index: Index, items: Sequence[Digest], seen_by: Access) -> Mapping[Digest, str]:
    """The earliest name of each item."""
    rows = told(index, ("acquisition",), items=items, seen_by=seen_by)
    return {r.item: r.value.get("name", "") for r in reversed(rows) if r.item is not None}
