"""Our own spreadsheet, come back: what each row carries, and what a person wrote beside it.

Nothing is decided here. Columns are found by their names, so that she may sort, hide and move them.
"""

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tawthiq.intake.archive import ZIP_ERRORS, check_zip
from tawthiq.intake.reading import LARGEST_TEXT
from tawthiq.intake.table_rows import (
    XLSX_CAPS,
    XLSX_ERRORS,
    BrokenRow,
    Record,
    cell_of,
    csv_rows,
    decoded,
    words_of,
)  # fmt: skip
from tawthiq.record.carried import ADD_BY, ADD_NOTE, ADD_TAG, MARK, SIGN, Carried, checksum, from_cells
from tawthiq.record.errors import LawBroken, SourceError

_ADDED = (ADD_TAG, ADD_NOTE, ADD_BY)
_HEAD = 4096
_SIGN = f'name="{SIGN}"'.encode()


@dataclass(frozen=True, slots=True)
class Added:
    """What a person wrote beside a row, in whose name; the words as found."""

    tag: str
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """Row `number` (header 1) of `sheet`, "" for CSV: what it carries (None where it is only shown).

    `edited`: whether cells differ from what was exported, other than in the columns to write in.
    """

    sheet: str
    number: int
    carried: Carried | None
    added: Added
    edited: bool


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read back, and why."""

    sheet: str
    number: int
    reason: str


def is_export(path: Path) -> bool:
    """Whether a file is a spreadsheet of ours that can be read back, whatever its name says."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if head.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(path) as held, held.open("xl/workbook.xml") as book:
                return _SIGN in book.read(2**20)
        first = head.split(b"\n")[0]
        return f"{MARK}1".encode() in first or f"{MARK}1".encode("utf-16-le") in first
    except (*ZIP_ERRORS, KeyError):
        return False


def returned_rows(path: Path) -> tuple[ReturnedRow | BadRow, ...]:
    """Every row that is not blank, of all sheets. Raises SourceError where none can be read."""
    if path.stat().st_size > LARGEST_TEXT:
        raise SourceError(f"{path.name} is larger than the {LARGEST_TEXT} bytes that are read")
    content = path.read_bytes()
    if content.startswith(b"PK\x03\x04"):
        return tuple(_workbook(content, path.name))
    text, _ = decoded(content, path.name)
    return tuple(_sheet("", csv_rows(text)))


def _workbook(content: bytes, name: str) -> Iterator[ReturnedRow | BadRow]:
    from openpyxl import load_workbook  # slow to load, and most that arrives is no workbook

    try:
        check_zip(io.BytesIO(content), name, caps=XLSX_CAPS)
        with warnings.catch_warnings(action="ignore", category=UserWarning):  # styles we do not look at
            # Not the values: a note that begins with "=" is her words, and nothing is ever evaluated.
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        for sheet in book.sheetnames:
            if sheet != SIGN:
                yield from _sheet(sheet, _records(book[sheet]))
    except XLSX_ERRORS as cause:
        raise SourceError(f"{name} is not a workbook that can be read: {cause}") from cause


def _records(sheet: Any) -> Iterator[Record]:
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield Record(number, tuple(cell_of(cell) for cell in cells))


def _sheet(sheet: str, rows: Iterable[Record | BrokenRow]) -> Iterator[ReturnedRow | BadRow]:
    columns: tuple[str, ...] = ()
    for row in rows:
        if isinstance(row, BrokenRow):
            yield BadRow(sheet, row.number, row.reason)
        elif row.blank:
            continue
        elif not columns:
            columns = tuple(words_of(cell).strip() for cell in row.cells)
            if f"{MARK}1" not in columns:
                return  # a sheet that she added, or one without a row
        else:
            yield _row(sheet, row, columns)


def _row(sheet: str, row: Record, columns: Sequence[str]) -> ReturnedRow | BadRow:
    cells = [words_of(cell) for cell in row.cells[: len(columns)]]
    cells += [""] * (len(columns) - len(cells))
    added, carrying, shown = {}, [], []
    for column, cell in zip(columns, cells, strict=True):
        if column in _ADDED:
            added[column] = cell.strip()
        elif column.startswith(MARK):
            carrying.append((column, cell))
        elif column:
            shown.append(cell)
    try:
        parts = sorted(((_place(column), cell) for column, cell in carrying if cell), key=lambda p: p[0])
        carried = from_cells([cell for _, cell in parts])
    except LawBroken as cause:
        return BadRow(sheet, row.number, cause.message)
    beside = Added(*(added.get(column, "") for column in _ADDED))
    edited = carried is not None and checksum(shown) != carried.cells
    return ReturnedRow(sheet, row.number, carried, beside, edited)


def _place(column: str) -> int:
    number = column.removeprefix(MARK)
    if not (number.isascii() and number.isdigit()):
        raise LawBroken(f"{column!r} is no column of ours")
    return int(number)
