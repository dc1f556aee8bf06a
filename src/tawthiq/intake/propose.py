"""A first guess at what the columns of a list mean, and what would be said by it: for a person to judge."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from tawthiq.intake.cells import date_parts
from tawthiq.intake.column_names import ROLE_BY_HEADER, STATUS_BY_WORD, key_of
from tawthiq.intake.dates import Parts, possible_orders
from tawthiq.intake.mapping import ColumnMapping, TableKind
from tawthiq.intake.reading import Aside, Document, Reading, gather, pen_of
from tawthiq.intake.table_line import headers_of
from tawthiq.intake.table_rows import Record, open_table, words_of
from tawthiq.intake.tables import Tables, table_outcomes
from tawthiq.record.errors import SourceError

_LOOKED_AT = 2000
"""Rows from which statuses and the order of dates are guessed."""

_LIKE = {
    TableKind.PEOPLE: {
        "household",
        *(role for role in ROLE_BY_HEADER.values() if role.startswith("person.")),
    },
    TableKind.POSTS: {"text", "sent", "author", "number", "attachment"},
    TableKind.FOOTAGE: {"file", "digest", "start", "end", "observation"},
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What the first rows would say. `unexplained` columns are not read at all."""

    headers: tuple[str, ...]
    unexplained: tuple[str, ...]
    reading: Reading


def propose_mapping(document: Document, sheet: str = "", header_row: int = 0) -> ColumnMapping:
    """A mapping guessed from the headers of `document`; unconfirmed. Raises SourceError without a header.

    Of a workbook `sheet`, else the first; `header_row` is looked for where it is 0.
    """
    table = open_table(document, sheet)
    rows = [row for row in islice(table.rows, _LOOKED_AT) if isinstance(row, Record)]
    header = next((row for row in rows if row.number == header_row), None) or _header(rows)
    headers = headers_of(header)
    roles = _roles(headers)
    below = [row for row in rows if row.number > header.number]
    orders = possible_orders(_days(below), in_time_order=False)
    return ColumnMapping(
        kind=_kind(roles),
        columns=dict(zip(headers, roles, strict=True)),
        status=_statuses(below, roles),
        header=header.number,
        sheet=table.sheet,
        date_order=orders[0] if len(orders) == 1 else None,
    )


def dry_run(document: Document, mapping: ColumnMapping, *, rows: int = 10) -> Preview:
    """What the first `rows` rows of `document` would say by `mapping`; nothing is kept of it."""
    outcomes = table_outcomes(document, mapping, pen_of(Tables(), document))
    first = islice((o for o in outcomes if not isinstance(o, Aside)), rows)
    headers = next(
        headers_of(row)
        for row in open_table(document, mapping.sheet).rows
        if isinstance(row, Record) and row.number == mapping.header
    )
    unexplained = tuple(h for h in headers if mapping.columns.get(h, "ignore") == "ignore")
    return Preview(headers, unexplained, gather(first))


def _header(rows: Sequence[Record]) -> Record:
    """The first row of the top ten with most headers we know; titles and logos often stand above it."""
    if not (top := [row for row in rows[:10] if not row.blank]):
        raise SourceError("the list is empty: there is no row that names its columns")
    return max(top, key=lambda row: sum(key_of(words_of(cell)) in ROLE_BY_HEADER for cell in row.cells))


def _roles(headers: Sequence[str]) -> list[str]:
    roles: list[str] = []
    for header in headers:
        role = ROLE_BY_HEADER.get(key_of(header), "ignore")
        roles.append("ignore" if role in roles else role)
    return roles


def _kind(roles: Sequence[str]) -> TableKind:
    return max(TableKind, key=lambda kind: len(_LIKE[kind].intersection(roles)))


def _statuses(rows: Sequence[Record], roles: Sequence[str]) -> dict[str, str]:
    if "person.status" not in roles:
        return {}
    column = roles.index("person.status")
    found = {words_of(row.cells[column]).strip() for row in rows if column < len(row.cells)}
    return {word: STATUS_BY_WORD[key_of(word)] for word in sorted(found) if key_of(word) in STATUS_BY_WORD}


def _days(rows: Sequence[Record]) -> list[Parts]:
    return [parts for row in rows for cell in row.cells if (parts := date_parts(cell))]
