"""A spreadsheet of several sheets: one XLSX file, or a folder with one CSV a sheet."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tawthiq.publish.export_rows import ADDED, ExportRow
from tawthiq.record.carried import MARK, SIGN
from tawthiq.record.errors import UsageError

MOST_ROWS = 1_048_575
"""Rows of an XLSX sheet below its header."""

_WIDTHS = {"value": 60, "names": 48, "about": 30, "cites": 30, "reason": 60, "add_note": 40}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table. `editable` ones have columns in which a person may add a tag and a note.

    One that `carries` what it shows can be read back, even where it has no row.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[ExportRow, ...]
    carries: bool
    editable: bool = True

    def header(self) -> tuple[str, ...]:
        """The names of all columns, those that carry last."""
        widest = max((len(row.carried) for row in self.rows), default=1) if self.carries else 0
        marks = (f"{MARK}{n}" for n in range(1, widest + 1))
        return (*self.columns, *(ADDED if self.editable and self.carries else ()), *marks)

    def lines(self) -> Iterator[tuple[str, ...]]:
        """The header, then every row."""
        header = self.header()
        yield header
        gap = ("",) * (len(ADDED) if ADDED[0] in header else 0)
        for row in self.rows:
            yield (*row.cells, *gap, *row.carried)


def to_xlsx(sheets: Sequence[Sheet], about: Sequence[str]) -> bytes:
    """The workbook; its last sheet says what it is. Raises UsageError where a sheet has too many rows."""
    from openpyxl import Workbook  # here, since every page that offers a workbook would wait for it

    book = Workbook(write_only=True)
    for sheet in sheets:
        if len(sheet.rows) > MOST_ROWS:
            raise UsageError(
                f"{len(sheet.rows)} {sheet.name}: more than an XLSX holds; export to a folder of CSV"
            )
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "B2"
        for number, column in enumerate(sheet.header(), start=1):
            page.column_dimensions[_letters(number)].width = _WIDTHS.get(column, 16)
            page.column_dimensions[_letters(number)].hidden = column.startswith(MARK)
        for line in sheet.lines():
            page.append(line)
    page = book.create_sheet(SIGN)
    for words in about:
        page.append((words,))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def to_csv(sheet: Sheet) -> bytes:
    """One sheet; UTF-8 with BOM so that Excel reads Arabic."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(sheet.lines())
    return ("\ufeff" + out.getvalue()).encode()


def _letters(number: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
