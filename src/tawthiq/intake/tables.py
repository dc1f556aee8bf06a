"""Lists as CSV or XLSX, read by a column mapping that a person confirmed, and by nothing else.

A list without one is kept as an item and reported: guessing that a column holds the dead is not ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tawthiq.intake.mapping import ColumnMapping, TableKind, mapping_beside
from tawthiq.intake.reading import Aside, Document, Outcome, Pen, Reading, Told, gather, pen_of
from tawthiq.intake.shelf import shelf_of
from tawthiq.intake.table_line import Desk, headers_of, line_of
from tawthiq.intake.table_rows import BrokenRow, Record, Table, is_xlsx, open_table, words_of
from tawthiq.intake.tellers import Footage, People, Posts, Teller
from tawthiq.record.agent import person
from tawthiq.record.bodies import Reject
from tawthiq.record.errors import LawBroken, MappingNeeded
from tawthiq.record.span import Span
from tawthiq.record.statement import Statement
from tawthiq.record.value import Text

_TELLERS = {TableKind.PEOPLE: People, TableKind.POSTS: Posts, TableKind.FOOTAGE: Footage}


@dataclass(frozen=True, slots=True)
class Tables:
    """Reader of lists. Statements cite the row, or the cell, that says it."""

    name: str = "table"
    version: str = "1"

    def recognises(self, name: str, head: bytes) -> bool:
        """By the ending: any text may be CSV."""
        return name.lower().endswith((".csv", ".tsv")) or is_xlsx(name, head)

    def read(self, document: Document) -> Reading:
        """The rows by the mapping beside the list; without a confirmed one, a reject that says the mend."""
        pen, beside = pen_of(self, document), mapping_beside(document)
        if beside is None:
            return gather([Aside(rejects=(pen.reject("", f"columns not explained. {MappingNeeded.mend}"),))])
        name, mapping = beside
        if not mapping.is_confirmed:
            reason = (
                f"columns explained in {name}, which nobody confirmed: fill in confirmed_by and confirmed_on"
            )
            return gather([Aside(rejects=(pen.reject("", reason),))])
        return gather((_confirmation(name, mapping, pen), *table_outcomes(document, mapping, pen)))


def read_by(document: Document, mapping: ColumnMapping) -> Reading:
    """As `Tables.read`, by a mapping that lies elsewhere. Raises MappingNeeded unless it is confirmed."""
    if not mapping.is_confirmed:
        raise MappingNeeded(f"nobody has confirmed what the columns of {document.name} mean")
    return gather(table_outcomes(document, mapping, pen_of(Tables(), document)))


def table_outcomes(document: Document, mapping: ColumnMapping, pen: Pen) -> Iterator[Outcome]:
    """What every row of `document` says by `mapping`. Raises MappingNeeded where it is for other columns."""
    table = open_table(document, mapping.sheet)
    rows = iter(table.rows)
    headers, above = _header(rows, mapping, pen)
    yield Aside(rejects=(*_remarks(table, headers, mapping, pen), *above))
    teller: Teller = _TELLERS[mapping.kind](Desk(pen, mapping, shelf_of(document)))
    for row in rows:
        if isinstance(row, BrokenRow):
            yield pen.reject(f"row {row.number}", row.reason)
        elif not row.blank:
            yield _outcome(row, table.sheet, headers, mapping, teller, pen)


def _outcome(
    row: Record, sheet: str, headers: tuple[str, ...], mapping: ColumnMapping, teller: Teller, pen: Pen
) -> Told | Reject:
    line = line_of(row, sheet, headers, mapping.columns)
    if any(words_of(cell).strip() for cell in row.cells[len(headers) :]):
        return pen.reject(line.where(), f"has {len(row.cells)} cells under {len(headers)} columns")
    broken = tuple(
        pen.reject(line.where(headers[at]), reason) for at, reason in row.broken if at < len(headers)
    )
    if not line.filled:
        reasons = "; ".join(reject.reason for reject in broken)
        return pen.reject(line.where(), reasons or "nothing in the columns that are explained")
    try:
        told = teller.tell(line)
    except LawBroken as cause:
        return pen.reject(line.where(), cause.message)
    return Told(told.statements, (*broken, *told.rejects))


def _header(
    rows: Iterator[Record | BrokenRow], mapping: ColumnMapping, pen: Pen
) -> tuple[tuple[str, ...], tuple[Reject, ...]]:
    above: list[Reject] = []
    for row in rows:
        if row.number < mapping.header and not (isinstance(row, Record) and row.blank):
            above.append(pen.reject(f"row {row.number}", "above the header, not read"))
        if row.number == mapping.header and isinstance(row, Record):
            return headers_of(row), tuple(above)
    raise MappingNeeded(f"{pen.document.name} has no header that can be read on row {mapping.header}")


def _remarks(table: Table, headers: tuple[str, ...], mapping: ColumnMapping, pen: Pen) -> Iterator[Reject]:
    name = pen.document.name
    if missing := [column for column in mapping.columns if column not in headers]:
        raise MappingNeeded(f"the mapping of {name} explains columns it does not have: {', '.join(missing)}")
    for remark in table.remarks:
        yield pen.reject("", remark)
    for column in headers:
        if column not in mapping.columns:
            yield pen.reject(f"column {column!r}", "not explained by the mapping, not read")


def _confirmation(name: str, mapping: ColumnMapping, pen: Pen) -> Aside:
    """That a person explained the columns is itself said, and cites the mapping file."""
    cited = Span(pen.document.siblings[name])
    words = (
        f"columns read as explained in {name}, confirmed by {mapping.confirmed_by} on {mapping.confirmed_on}"
    )
    note = pen.write("note", Text(words), said_by=person(mapping.confirmed_by))
    return Aside((_citing(note, cited),))


def _citing(statement: Statement, cited: Span) -> Statement:
    return replace(statement, cites=(cited,))
