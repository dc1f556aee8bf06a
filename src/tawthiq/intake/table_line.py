"""A row of a list with its cells under the roles that the mapping gives their columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from tawthiq.intake.cells import circle_in, value_of
from tawthiq.intake.mapping import ROLES, ColumnMapping
from tawthiq.intake.reading import Pen
from tawthiq.intake.shelf import Shelf
from tawthiq.intake.table_rows import Cell, Record, words_of
from tawthiq.record.agent import UNKNOWN_VOICE, Agent, AgentKind
from tawthiq.record.bodies import Reject
from tawthiq.record.errors import LawBroken
from tawthiq.record.selector import Row
from tawthiq.record.span import Citation
from tawthiq.record.statement import Modality, Statement
from tawthiq.record.value import Text


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell that holds something, under its column's name and role."""

    column: str
    role: str
    cell: Cell

    @property
    def words(self) -> str:
        """The cell as words."""
        return words_of(self.cell)


@dataclass(frozen=True, slots=True)
class Line:
    """The filled, explained cells of row `number`."""

    number: int
    sheet: str
    filled: tuple[Filled, ...]

    def at(self, column: str = "") -> Row:
        """Where the row is, or one cell of it."""
        return Row(self.number, self.sheet, column)

    def where(self, column: str = "") -> str:
        """The same in words, for rejects."""
        return f"row {self.number}, column {column!r}" if column else f"row {self.number}"

    def held(self, role: str) -> Filled | None:
        """The first cell under `role`."""
        return next((each for each in self.filled if each.role == role), None)

    def words(self, role: str) -> str:
        """The words under `role`, else ""."""
        found = self.held(role)
        return found.words if found else ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a teller of rows works with."""

    pen: Pen
    mapping: ColumnMapping
    shelf: Shelf

    @property
    def publisher(self) -> Agent:
        """Who says what the list says."""
        name = self.mapping.publisher
        return Agent(AgentKind.GROUP, name) if name else UNKNOWN_VOICE

    def modality(self, line: Line) -> Modality:
        """A row that names its own source is handed on, whatever the list does as a whole."""
        return Modality.REPORTS if line.held("source") else self.mapping.modality

    def facts(
        self, line: Line, about: Citation, said_by: Agent
    ) -> tuple[tuple[Statement, ...], tuple[Reject, ...]]:
        """Every cell that holds a property, about `about`. A cell that cannot be read becomes a reject,
        and its words a note, so that they can be found."""
        said: list[Statement] = []
        rejects: list[Reject] = []
        for each in line.filled:
            term = "x.source" if each.role == "source" else each.role
            if term in ROLES:
                continue
            try:
                value = value_of(term, each.cell, self.mapping)
            except LawBroken as cause:
                rejects.append(self.pen.reject(line.where(each.column), cause.message))
                term, value = "note", Text(f"{each.column}: {each.words}")
            said.append(
                self.pen.write(
                    term,
                    value,
                    line.at(each.column),
                    about=about,
                    said_by=said_by,
                    modality=self.modality(line),
                )
            )
        return tuple(said), tuple(rejects)

    def place(
        self, line: Line, term: str, about: Citation, said_by: Agent
    ) -> tuple[tuple[Statement, ...], tuple[Reject, ...]]:
        """The place given by the row's latitude and longitude, if it has them."""
        latitude, longitude = line.held("latitude"), line.held("longitude")
        if latitude is None and longitude is None:
            return (), ()
        try:
            circle = circle_in(line.words("latitude"), line.words("longitude"), self.mapping.radius)
        except LawBroken as cause:
            return (), (self.pen.reject(line.where(), cause.message),)
        modality = self.modality(line)
        return (self.pen.write(term, circle, line.at(), about=about, said_by=said_by, modality=modality),), ()


def headers_of(record: Record) -> tuple[str, ...]:
    """The names of the columns: as headed, "column 3" where empty, "Name (2)" where met again."""
    heads = [words_of(cell).strip() for cell in record.cells]
    while heads and not heads[-1]:
        heads.pop()
    names: list[str] = []
    for position, head in enumerate(heads, 1):
        name = head or f"column {position}"
        again = (f"{name} ({n})" for n in count(2))
        names.append(next(n for n in again if n not in names) if name in names else name)
    return tuple(names)


def line_of(record: Record, sheet: str, headers: Sequence[str], roles: Mapping[str, str]) -> Line:
    """The explained cells of `record`."""
    return Line(record.number, sheet, tuple(_filled(record, headers, roles)))


def _filled(record: Record, headers: Sequence[str], roles: Mapping[str, str]) -> Iterator[Filled]:
    for column, cell in zip(headers, record.cells, strict=False):
        role = roles.get(column, "ignore")
        if role != "ignore" and words_of(cell).strip():
            yield Filled(column, role, cell)
