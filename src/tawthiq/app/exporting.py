"""The record as a spreadsheet of everything, that `build` reads back; for the public, as a list to read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tawthiq.publish.export_rows import (
    ITEM_COLUMNS,
    REJECT_COLUMNS,
    STATEMENT_COLUMNS,
    Edition,
    ExportRow,
)  # fmt: skip
from tawthiq.publish.spreadsheet import Sheet, to_csv, to_xlsx
from tawthiq.record.digest import Digest
from tawthiq.record.errors import UsageError
from tawthiq.record.item import Access
from tawthiq.store import queries
from tawthiq.store.durable import place
from tawthiq.store.index import Index
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout
from tawthiq.store.queries import StatementRow
from tawthiq.store.withheld import WITHHELD

_SHEETS = {"acquisition": "acquisitions", "entity": "entities", "review": "reviews"}
"""Statements of these properties have a sheet of their own; all others stand in `statements`."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The files that were written, and how many rows each sheet has."""

    files: tuple[Path, ...]
    rows: dict[str, int]


def export(folder: Path, out: Path, seen_by: Access = Access.TEAM) -> Exported:
    """Writes everything `seen_by` may see to `out`: a workbook where it ends in .xlsx, else a folder of CSV.

    Raises UsageError where `out` lies inside the record, or is a folder that holds other files.
    """
    layout = open_layout(folder)
    if out.resolve().is_relative_to(layout.root):
        raise UsageError(f"{out} lies inside the record; an export goes elsewhere")
    with open_index(layout) as index:
        sheets = tuple(sheets_of(index, seen_by))
        files = _written(index, sheets, out, seen_by)
    return Exported(files, {sheet.name: len(sheet.rows) for sheet in sheets})


def workbook(index: Index, seen_by: Access) -> bytes:
    """The same as one workbook, of a record that is open."""
    return to_xlsx(tuple(sheets_of(index, seen_by)), tuple(_about(index, seen_by)))


def _written(index: Index, sheets: tuple[Sheet, ...], out: Path, seen_by: Access) -> tuple[Path, ...]:
    if out.suffix.lower() == ".xlsx":
        place(out, to_xlsx(sheets, tuple(_about(index, seen_by))), out.parent)
        return (out,)
    names = {f"{sheet.name}.csv" for sheet in sheets}
    if out.is_dir() and {path.name for path in out.iterdir()} - names:
        raise UsageError(f"{out} holds other files; an export of CSV needs a folder of its own")
    for sheet in sheets:
        place(out / f"{sheet.name}.csv", to_csv(sheet), out)
    return tuple(out / name for name in sorted(names))


def sheets_of(index: Index, seen_by: Access) -> Iterator[Sheet]:
    """Items, acquisitions, entities, statements, reviews, rejects, each in the order of the log."""
    items = queries.items(index, seen_by=seen_by)
    said = queries.statements(index, current=False, seen_by=seen_by)
    said = tuple(sorted(said, key=lambda row: (row.at, row.writer, row.n)))
    rejects = queries.rejects(index, seen_by=seen_by)
    edition = _edition(index, (*(r.item.digest for r in items), *(r.id for r in said)), seen_by)
    carries = seen_by is not Access.PUBLIC
    rows = tuple(edition.item(r.item, r.names, r.access, r.at) for r in items)
    yield Sheet("items", ITEM_COLUMNS, rows, carries)
    for name in ("acquisitions", "entities", "statements", "reviews"):
        group = (row for row in said if _SHEETS.get(row.statement.property, "statements") == name)
        rows = tuple(_statement_row(edition, row) for row in group)
        yield Sheet(name, STATEMENT_COLUMNS, rows, carries)
    marks = {r.item.digest: r.access for r in items}
    rows = tuple(edition.reject(r, marks.get(r.item or WITHHELD, Access.TEAM)) for r in rejects)
    yield Sheet("rejects", REJECT_COLUMNS, rows, carries, editable=False)


def _statement_row(edition: Edition, row: StatementRow) -> ExportRow:
    return edition.statement(row.id, row.statement, row.standing, row.access, row.at, WITHHELD)


def _edition(index: Index, names: Iterable[Digest], seen_by: Access) -> Edition:
    if seen_by is not Access.PUBLIC:
        return Edition(index.layout.id, str, public=False)
    numbers = {name: str(number) for number, name in enumerate(names, start=1)}
    return Edition(index.layout.id, lambda name: numbers.get(name, "withheld"), public=True)


def _about(index: Index, seen_by: Access) -> Iterator[str]:
    """What the sheet is, in both languages, for whoever opens it."""
    yield f"{index.layout.title} · {index.layout.id} · {seen_by}"
    if seen_by is Access.PUBLIC:
        yield "What was opened to the public. Numbers stand for items and statements. Cannot be read back."
        yield "ما أُتيح للعموم. تقوم الأرقام مقام المواد والأقوال، ولا يُقرأ هذا الملف رجوعًا إلى السجل."
        return
    yield "Write only in the columns add_tag, add_note and add_by (your name). Then:"
    yield "اكتب في الأعمدة add_tag و add_note و add_by (اسمك) فقط. ثم:"
    yield "tawthiq build THIS-FILE --record DIR"
    yield "Other cells are a view: what is changed in them changes nothing in the record, and is told of."
    yield "سائر الخلايا عرضٌ لا غير: تغييرها لا يغيّر شيئًا في السجل ويُبلَّغ عنه."
