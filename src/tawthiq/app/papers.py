"""The words of a text or list as it was given to us, by line or row, to show what a citation points at."""

from dataclasses import dataclass
from itertools import islice

from tawthiq.app.list_rows import LISTS
from tawthiq.intake.reading import Document
from tawthiq.intake.table_rows import Record, decoded, open_table, words_of
from tawthiq.record.errors import TawthiqError
from tawthiq.record.item import Access, Item
from tawthiq.record.statement import statement_id
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.objects import ObjectStore

_MOST_ROWS = 3000
_MOST_BYTES = 8 << 20
"""What one page shows; the whole is in the object."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Numbered rows of cells, or lines of one cell each; `cut` where there are more than are shown."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    cut: bool = False
    is_table: bool = False


def paper(index: Index, name: str, *, seen_by: Access) -> Paper | None:
    """The words of the item; None where it is neither a text nor a list, or cannot be read as one."""
    row = queries.item(index, name, seen_by=seen_by)
    item = row.item
    if item.size > _MOST_BYTES:
        return None
    try:
        if item.media_type in LISTS:
            return _table(index, item, next(iter(row.names), ""))
        return _lines(index, item) if item.media_type.startswith("text/") else None
    except (TawthiqError, OSError):
        return None  # the reject in the record says why


def _table(index: Index, item: Item, name: str) -> Paper:
    salt = index.layout.salt
    document = Document(
        item=item.digest,
        path=ObjectStore(index.layout).locate(item),
        name=name.rpartition("/")[2],
        siblings={},
        identify=lambda statement: statement_id(salt, statement),
    )
    found = tuple(islice(open_table(document).rows, _MOST_ROWS + 1))
    rows = tuple(
        (r.number, tuple(words_of(cell) for cell in r.cells) if isinstance(r, Record) else (r.reason,))
        for r in found[:_MOST_ROWS]
    )
    return Paper(rows, len(found) > _MOST_ROWS, is_table=True)


def _lines(index: Index, item: Item) -> Paper:
    text, _ = decoded(ObjectStore(index.layout).locate(item).read_bytes(), item.digest)
    lines = text.splitlines()
    rows = tuple((n, (line,)) for n, line in enumerate(lines[:_MOST_ROWS], 1))
    return Paper(rows, len(lines) > _MOST_ROWS)
