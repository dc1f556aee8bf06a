"""Explaining the columns of a list that the record holds: what they seem to mean, what its rows would say.

What a person confirms is kept as the mapping file it would be beside the list, an item of its own that came
from that person, and the list is read by it at once. Her own files are not touched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from tawthiq.app.editing import Hand, state
from tawthiq.app.reading import came_with, document_of, mappings_held, read_again
from tawthiq.intake.documents import media_type
from tawthiq.intake.mapping import SUFFIX, ColumnMapping, confirmed, mapping_beside, write_mapping
from tawthiq.intake.propose import Preview, dry_run, propose_mapping
from tawthiq.intake.reading import Document, Reading
from tawthiq.intake.table_line import headers_of
from tawthiq.intake.table_rows import Record, open_table, words_of
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.post import Acquisition
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement
from tawthiq.store import queries
from tawthiq.store.writing import RecordWriter

_SHOWN = 6
"""Rows of a list that are shown as they are, and tried."""

HOW = "explained in the browser"


@dataclass(frozen=True, slots=True)
class ListShown:
    """A list as it lies there: its sheets, its headers, and its first rows under them, cells as words."""

    name: str
    sheets: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def list_held(record: RecordWriter, item: Digest, *, seen_by: Access = Access.RESTRICTED) -> Document:
    """The list `item` with the mapping that came last, and the files of its source that are shown.

    To who tries a mapping a hidden file is one that was not given. Raises NotFound.
    """
    arrived = came_with(record, item, seen_by=seen_by)
    here = next(each for each in arrived if each.item.digest == item)
    shelf = {each.name: each for each in arrived}
    shelf |= {name: each for (source, name), each in mappings_held(record).items() if source == here.source}
    return document_of(here, shelf, record, seen_by=seen_by)


def mapping_of(document: Document) -> ColumnMapping:
    """The mapping that the list is read by, else one guessed from its headers. Raises SourceError."""
    beside = mapping_beside(document)
    return beside[1] if beside else propose_mapping(document)


def list_shown(document: Document, mapping: ColumnMapping) -> ListShown:
    """The list under the header that `mapping` names. Raises SourceError where there is none."""
    headers, rows = _under(document, mapping)
    sheets = open_table(document, mapping.sheet).sheets
    return ListShown(document.name, sheets, headers, tuple(islice(rows, _SHOWN)))


def status_words(document: Document, mapping: ColumnMapping) -> tuple[str, ...]:
    """The different words in the column of statuses, as found; empty where there is no such column."""
    headers, rows = _under(document, mapping)
    column = next((at for at, h in enumerate(headers) if mapping.columns.get(h) == "person.status"), None)
    if column is None:
        return ()
    found = (cells[column].strip() for _, cells in rows if column < len(cells))
    return tuple(sorted({words for words in found if words}))


def tried(document: Document, mapping: ColumnMapping) -> Preview:
    """What the first rows would say by `mapping`; nothing is kept. Raises SourceError."""
    return dry_run(document, mapping, rows=_SHOWN)


def explain_held(hand: Hand, item: Digest, mapping: ColumnMapping) -> Reading:
    """Keeps `mapping` as confirmed by the person at work today, and reads the list by it.

    Raises NotFound, LawBroken, and SourceError where the list cannot be read by it, before anything is kept;
    what a row does not tell is a reject in what is returned.
    """
    record = hand.record
    tried(list_held(record, item), mapping)
    here = next(each for each in came_with(record, item) if each.item.digest == item)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    content = write_mapping(confirmed(mapping, by=hand.by.name, on=today)).encode()
    name = here.name + SUFFIX
    stored = record.objects.put_bytes(content)
    access = queries.item(record.index, item, seen_by=Access.RESTRICTED).access
    record.add(items=[Item(stored.digest, stored.size, media_type(name, content), Role.SIDECAR, access)])
    arrival = Acquisition(name, here.source, given_by=hand.by.name, how=HOW)
    about = Span(stored.digest)
    came = Statement(
        about, "acquisition", arrival, hand.by, hand.by, Method.OBSERVED, (about, Span(item)), access=access
    )
    state(hand, [came])
    return read_again(record, item)


def _under(
    document: Document, mapping: ColumnMapping
) -> tuple[tuple[str, ...], Iterator[tuple[int, tuple[str, ...]]]]:
    """The headers, and the filled rows under them as number and words."""
    rows = (row for row in open_table(document, mapping.sheet).rows if isinstance(row, Record))
    headers = next((headers_of(row) for row in rows if row.number == mapping.header), ())
    return headers, ((row.number, tuple(map(words_of, row.cells))) for row in rows if not row.blank)
