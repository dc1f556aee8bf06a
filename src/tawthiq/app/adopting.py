"""Taking over what a sheet of another record carries, where a person vouches for it.

The salt of a record is secret, so ids are others here: whatever a statement cites by id is renamed to what
it is called here. What rests on something that is not here is a reject, not a guess.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tawthiq.app.arriving import INTAKE, Arrived
from tawthiq.intake.exported import BadRow, ReturnedRow
from tawthiq.record.agent import person
from tawthiq.record.bodies import Reject, Task, TaskDone, parameters_digest
from tawthiq.record.canonical import canonical, parse_object
from tawthiq.record.carried import Carried
from tawthiq.record.codec import from_json
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access, Item
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Text
from tawthiq.store import queries
from tawthiq.store.targets import targets_of
from tawthiq.store.writing import RecordWriter, statement_ids

STAGE = "intake.export"
VERSION = "1"

_DIGEST = re.compile(rb"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """A preserved sheet of ours and its rows."""

    arrived: Arrived
    rows: tuple[ReturnedRow | BadRow, ...]

    def reject(self, row: ReturnedRow | BadRow | None, reason: str) -> Reject:
        """A reject at a row, or of the whole."""
        where = " ".join(filter(None, (row.sheet, f"row {row.number}"))) if row else ""
        return Reject(self.arrived.name, where, reason, STAGE, self.arrived.item.digest)

    @property
    def bad(self) -> tuple[Reject, ...]:
        """Rows that cannot be read back."""
        return tuple(self.reject(row, row.reason) for row in self.rows if isinstance(row, BadRow))

    @property
    def carrying(self) -> tuple[tuple[ReturnedRow, Carried], ...]:
        """Rows that carry something, and what."""
        return tuple((r, r.carried) for r in self.rows if isinstance(r, ReturnedRow) and r.carried)


@dataclass(frozen=True, slots=True)
class _Foreign:
    """What a row of another record's sheet carries, and where it stands."""

    sheet: ReturnedSheet
    row: ReturnedRow
    carried: Carried


def adopt(sheets: Sequence[ReturnedSheet], record: RecordWriter, vouched_by: str) -> Mapping[Digest, Digest]:
    """Takes over what the sheets of other records carry; what each thing there is called here.

    That a person vouches is itself said, citing each sheet. Run again it adds nothing.
    """
    foreign = [
        _Foreign(sheet, row, carried)
        for sheet in sheets
        for row, carried in sheet.carrying
        if carried.record != record.layout.id
    ]
    rejects = list(_items(foreign, record))
    ids, statements, late = _statements(foreign, record)
    rejects += [f.sheet.reject(f.row, "rests on what is not in this record; not taken") for f in late]
    rejects += [from_json(Reject, f.carried.body) for f in foreign if f.carried.kind == "reject"]
    vouching = [_vouching(item, vouched_by) for item in {f.sheet.arrived.item: None for f in foreign}]
    added = record.add(statements=[*vouching, *statements], rejects=rejects)
    here = added.ids[len(vouching) :]
    if here:
        inputs = tuple(dict.fromkeys(f.sheet.arrived.item.digest for f in foreign))
        parameters = parameters_digest({"vouched_by": vouched_by})
        task = Task(STAGE, VERSION, parameters, inputs)
        record.add(tasks=[TaskDone(task, statements=tuple(dict.fromkeys(added.ids)))])
    called = dict(zip(ids, here, strict=True))
    return called | {f.carried.id: f.carried.id for f in foreign if f.carried.kind == "item"}


def _items(foreign: Sequence[_Foreign], record: RecordWriter) -> Iterator[Reject]:
    """Adds the items whose bytes are here; the others are rejects."""
    found = [(f, from_json(Item, f.carried.body)) for f in foreign if f.carried.kind == "item"]
    held = queries.held(record.index, [item.digest for _, item in found])
    for each, item in found:
        if item.digest in held:
            continue
        if item.digest in record.objects and record.objects.size(item.digest) == item.size:
            record.add(items=[item])
        else:
            yield each.sheet.reject(each.row, "its bytes are not in this record; give them too")


def _statements(
    foreign: Sequence[_Foreign], record: RecordWriter
) -> tuple[list[Digest], list[Statement], list[_Foreign]]:
    """Ids there, the statements as they are called here, and what rests on something that is not here."""
    waiting = [f for f in foreign if f.carried.kind == "statement"]
    known = {row.item.digest for row in queries.items(record.index, seen_by=Access.RESTRICTED)}
    called: dict[bytes, bytes] = {}
    ids, taken = [], []
    while waiting:
        rest: list[_Foreign] = []
        for each in waiting:
            statement = _renamed(each.carried, called)
            if statement is None or not targets_of(statement) <= known:
                rest.append(each)
                continue
            (name,) = statement_ids(record.layout, [statement])
            called[each.carried.id.encode()] = name.encode()
            known.add(name)
            ids.append(each.carried.id)
            taken.append(statement)
        if len(rest) == len(waiting):
            break
        waiting = rest
    return ids, taken, waiting


def _renamed(carried: Carried, called: Mapping[bytes, bytes]) -> Statement | None:
    """The statement with every id as it is here; None where it is not lawful."""
    try:
        body = _DIGEST.sub(lambda found: called.get(found[0], found[0]), canonical(carried.body))
        return from_json(Statement, parse_object(body))
    except LawBroken:
        return None


def _vouching(sheet: Item, by: str) -> Statement:
    cited = Span(sheet.digest)
    words = Text("vouches for what this sheet of another record carries")
    by_whom = person(by)
    return Statement(cited, "note", words, by_whom, INTAKE, Method.PARSED, (cited,), access=sheet.access)
