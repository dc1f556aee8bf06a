"""The list of near-duplicates that Bayanat imports: `query_video, match_video, distance`.

Each row is somebody's finding about two videos, so it is a proposal, whoever found it: it says nothing of
seconds, and joins no family. Who made the list stands in a column `maker`, where there is one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from tawthiq.intake.reading import Aside, Document, Outcome, Pen, Reading, Told, gather, pen_of
from tawthiq.intake.table_line import headers_of
from tawthiq.intake.table_rows import BrokenRow, Record, open_table, words_of
from tawthiq.record.agent import UNKNOWN_VOICE, Agent, AgentKind
from tawthiq.record.bodies import Reject
from tawthiq.record.digest import Digest
from tawthiq.record.errors import SourceError
from tawthiq.record.selector import Row
from tawthiq.record.span import Span
from tawthiq.record.statement import Method
from tawthiq.record.value import Link

COLUMNS = ("query_video", "match_video", "distance")
MAKER = "maker"


@dataclass(frozen=True, slots=True)
class NearDuplicates:
    """Reader of the list. A video is named by its SHA-256 or by its file's name."""

    name: str = "near-duplicates"
    version: str = "1"

    def recognises(self, name: str, head: bytes) -> bool:
        """By its header."""
        first = head.removeprefix(b"\xef\xbb\xbf").split(b"\n")[0]
        columns = [column.strip().strip(b'"') for column in first.replace(b";", b",").split(b",")]
        return name.lower().endswith(".csv") and [c.encode() for c in COLUMNS] == columns[:3]

    def read(self, document: Document) -> Reading:
        """A proposal for every row whose videos are both held. Raises SourceError where it has no header."""
        table = open_table(document)
        pen = pen_of(self, document)
        rows = (row for row in table.rows if isinstance(row, BrokenRow) or not row.blank)
        header = next(rows, None)
        if not isinstance(header, Record):
            raise SourceError(f"{document.name} has no header that can be read")
        columns = headers_of(header)
        remarks = Aside(rejects=tuple(pen.reject("", remark) for remark in table.remarks))
        return gather((remarks, *_outcomes(rows, columns, pen)))


def _outcomes(rows: Iterator[Record | BrokenRow], columns: tuple[str, ...], pen: Pen) -> Iterator[Outcome]:
    for row in rows:
        where = f"row {row.number}"
        if isinstance(row, BrokenRow):
            yield pen.reject(where, row.reason)
        else:
            cells = dict(zip(columns, (words_of(cell).strip() for cell in row.cells), strict=False))
            yield _outcome(cells, Row(row.number), where, pen)


def _outcome(cells: Mapping[str, str], at: Row, where: str, pen: Pen) -> Told | Reject:
    named = {column: pen.document.held(cells.get(column, "")) for column in COLUMNS[:2]}
    missing = [f"{column} {cells.get(column, '')!r}" for column, item in named.items() if item is None]
    if missing:
        return pen.reject(where, f"{' and '.join(missing)}: not in this record, or several of that name")
    one, other = (Digest(str(item)) for item in named.values())
    distance = _distance(cells.get(COLUMNS[2], ""))
    if one == other or distance is None:
        return pen.reject(where, "one video with itself" if one == other else "distance is no number from 0")
    row = pen.span(at)
    said = pen.write("near-duplicate", Link(other, f"distance {distance}"), at, about=Span(one),
                     said_by=_maker(cells))  # fmt: skip
    return Told((replace(said, method=Method.INFERRED, cites=(row, Span(one), Span(other))),))


def _distance(words: str) -> Decimal | None:
    """The distance as written; None where it is no finite number from 0."""
    try:
        found = Decimal(words)
    except InvalidOperation:
        return None
    return found if found.is_finite() and found >= 0 else None


def _maker(cells: Mapping[str, str]) -> Agent:
    name = cells.get(MAKER, "")
    return Agent(AgentKind.GROUP, name) if name else UNKNOWN_VOICE
