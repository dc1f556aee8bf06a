"""Tables as rows: CSV in whatever encoding and delimiter, XLSX without running its formulas.

A row is a record of the file, counted from 1 with blank ones, so that the number is the one a person
sees in a spreadsheet; a record of a CSV may run over several lines.
"""

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeAlias
from xml.etree.ElementTree import ParseError

from tawthiq.intake.archive import ZIP_ERRORS, Caps, check_zip
from tawthiq.intake.reading import Document
from tawthiq.record.errors import SourceError

MOST_ROWS = 2_000_000
MOST_COLUMNS = 256
LARGEST_CELL = 2**20
"""Characters in one cell at most."""

XLSX_CAPS = Caps(members=10_000, total=2 * 2**30, ratio=500)

Cell: TypeAlias = str | datetime | time
"""Words as found; XLSX also keeps times as times."""

FORMULA = "holds a formula whose value is not stored in the file; formulas are not run"

XLSX_ERRORS = (*ZIP_ERRORS, OverflowError, KeyError, IndexError, TypeError, AttributeError, ParseError)


@dataclass(frozen=True, slots=True)
class Record:
    """Row `number` with its cells; `broken` names columns (from 0) that could not be read, and why."""

    number: int
    cells: tuple[Cell, ...]
    broken: tuple[tuple[int, str], ...] = ()

    @property
    def blank(self) -> bool:
        """Whether there is nothing on the row."""
        return not self.broken and not any(words_of(cell).strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """Row `number` could not be read at all."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet, read as they are asked for; `remarks` say what was guessed or left.

    `sheets`: the names of all sheets of a workbook.
    """

    sheet: str
    rows: Iterable[Record | BrokenRow]
    remarks: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()


def is_xlsx(name: str, head: bytes) -> bool:
    """Whether a file is a workbook."""
    return head.startswith(b"PK\x03\x04") and name.lower().endswith((".xlsx", ".xlsm"))


def open_table(document: Document, sheet: str = "") -> Table:
    """The table in `document`; of a workbook the sheet called so, or the first. Raises SourceError."""
    content = document.content()
    if content.startswith(b"PK\x03\x04"):
        return _workbook(content, document.name, sheet)
    text, remark = decoded(content, document.name)
    return Table("", csv_rows(text), (remark,) if remark else ())


def words_of(cell: Cell) -> str:
    """The cell as words."""
    return cell if isinstance(cell, str) else cell.isoformat()


def decoded(content: bytes, name: str) -> tuple[str, str]:
    """The text of a CSV, and a remark where its encoding was guessed.

    UTF-8 with a few bad bytes stays UTF-8, and the rows that hold them are refused: reading all of it
    as Windows-1256 would turn every other name into nonsense.
    """
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16"), ""
        text = content.decode("utf-8-sig", "surrogateescape")
    except UnicodeDecodeError as cause:
        raise SourceError(f"{name} begins as UTF-16 and is not: {cause.reason}") from cause
    bad = sum("\udc80" <= c <= "\udcff" for c in text) if not text.isascii() else 0
    if not bad:
        return text, ""
    letters = sum(c > "\x7f" for c in text) - bad
    if bad <= letters / 20:
        return text, f"damaged UTF-8: {bad} bytes belong to no letter"
    return content.decode("cp1256"), "not UTF-8: read as Windows-1256, the usual Arabic encoding before it"


def csv_rows(text: str) -> Iterator[Record | BrokenRow]:
    """The records of CSV text (RFC 4180; comma, semicolon or tab, whichever the first lines bear out)."""
    csv.field_size_limit(LARGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows)
            "".join(cells).encode("utf-8")
        except StopIteration:
            return
        except csv.Error as cause:
            yield BrokenRow(number, _broken(str(cause)))
        except UnicodeEncodeError:
            yield BrokenRow(number, "holds bytes that are not UTF-8")
        else:
            yield Record(number, tuple(cells))
        if number > MOST_ROWS:
            raise SourceError(f"more than {MOST_ROWS} rows")


def _broken(cause: str) -> str:
    if cause == "unexpected end of data":
        return "a quote opens here and never closes: nothing after it could be read"
    return f"not a row of CSV: {cause}"


def _delimiter(text: str) -> str:
    """The mark that parts one of the first lines most often, outside quotes."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[:65536].split("\n")[:20]]
    counts = {mark: max(line.count(mark) for line in lines) for mark in ",;\t"}
    return max(counts, key=counts.__getitem__)


def _workbook(content: bytes, name: str, sheet: str) -> Table:
    from openpyxl import load_workbook  # half a second, which a page without a workbook must not wait for

    try:
        check_zip(io.BytesIO(content), name, caps=XLSX_CAPS)
        # Twice: once for the values the file stores, once to see where a formula stands without one.
        with warnings.catch_warnings(action="ignore", category=UserWarning):  # styles we do not look at
            values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        called = sheet or values.sheetnames[0]
        if called not in values.sheetnames:
            raise SourceError(f"{name} has no sheet {called!r}; it has {', '.join(values.sheetnames)}")
        others = [other for other in values.sheetnames if other != called]
        remarks = (f"sheets not read: {', '.join(others)}",) if others else ()
        rows = _sheet_rows(values[called], formulas[called], name)
        return Table(called, rows, remarks, tuple(values.sheetnames))
    except XLSX_ERRORS as cause:
        raise SourceError(f"{name} is not a workbook that can be read: {cause}") from cause


def _sheet_rows(values: Any, formulas: Any, name: str) -> Iterator[Record]:
    rows = (sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True) for sheet in (values, formulas))
    try:
        for number, (held, written) in enumerate(zip(*rows, strict=True), 1):
            if number > MOST_ROWS:
                raise SourceError(f"{name}: more than {MOST_ROWS} rows")
            broken = [(n, FORMULA) for n, cell in enumerate(held) if cell is None and _is_formula(written[n])]
            yield Record(number, tuple(cell_of(cell) for cell in held), tuple(broken))
    except XLSX_ERRORS as cause:
        raise SourceError(f"{name} breaks off: {cause}") from cause


def _is_formula(cell: object) -> bool:
    return cell is not None and (not isinstance(cell, str) or cell.startswith("="))


def cell_of(cell: object) -> Cell:
    """A cell of a workbook as words or a time; empty where there is nothing in it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | time | str):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
