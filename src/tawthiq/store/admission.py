"""The law at the door: what may be added to a record, and with what access.

What a statement cites or is about is in the record already or stands earlier in the same batch. It is
seen by no more people than that: its access is raised to the strictest among them, and so its id is the
id of the raised statement. Ids of the batch by which later statements and tasks of the batch call it
are raised with it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import Connection, select

from tawthiq.record.agent import AgentKind
from tawthiq.record.bodies import Reject, TaskDone
from tawthiq.record.canonical import canonical, parse_object
from tawthiq.record.codec import from_json, to_json
from tawthiq.record.digest import Digest
from tawthiq.record.entry import EntryKind
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access, Item, strictest
from tawthiq.record.statement import Statement, statement_id
from tawthiq.store.chain_writer import Content
from tawthiq.store.effective import batches
from tawthiq.store.lawful import subject_of
from tawthiq.store.marks import access_of, rank
from tawthiq.store.tables import DISPOSALS, ITEMS, LINES, STATEMENTS, TASKS
from tawthiq.store.targets import access_set, target_of, targets_of

T = TypeVar("T", Statement, TaskDone)

Value = Item | Statement | TaskDone | Reject


@dataclass(frozen=True, slots=True)
class Admitted:
    """Something the law lets in: its name, value and canonical bytes."""

    kind: EntryKind
    subject: Digest
    value: Value
    body: bytes

    @property
    def content(self) -> Content:
        """What the chain's entry commits to."""
        return Content(self.kind, self.body)


@dataclass(frozen=True, slots=True)
class Batch:
    """What is asked to be added, in the order in which it is."""

    items: Sequence[Item] = ()
    statements: Sequence[Statement] = ()
    rejects: Sequence[Reject] = ()
    tasks: Sequence[TaskDone] = ()


def admit(
    connection: Connection, salt: bytes, batch: Batch
) -> tuple[tuple[Admitted, ...], tuple[Digest, ...]]:
    """All of `batch` as the law lets it in, known or not, and the ids of its statements in their order.

    Raises LawBroken for the first of it that the law refuses.
    """
    marks = _marks(connection, batch)
    for item in batch.items:
        marks[item.digest] = strictest((item.access, marks.get(item.digest, item.access)))
    aliases: dict[Digest, Digest] = {}
    statements: list[Admitted] = []
    for asked in batch.statements:
        statement = _inherited(_renamed(asked, aliases), marks)
        admitted = _admitted(EntryKind.STATEMENT, statement, salt)
        if statement is not asked:
            aliases[statement_id(salt, asked)] = admitted.subject
        marks[admitted.subject] = statement.access
        statements.append(admitted)
    tasks = [_renamed(task, aliases) for task in batch.tasks]
    for statement in batch.statements:
        _check_access(statement)
    _check_tasks(tasks, marks)
    everything = (
        *(_admitted(EntryKind.ITEM, item, salt) for item in batch.items),
        *statements,
        *(_admitted(EntryKind.REJECT, reject, salt) for reject in batch.rejects),
        *(_admitted(EntryKind.TASK, task, salt) for task in tasks),
    )
    return everything, tuple(each.subject for each in statements)


def unknown(connection: Connection, admitted: Iterable[Admitted]) -> tuple[Admitted, ...]:
    """Those of `admitted` that the record does not hold yet, each once.

    An item is logged again where its mark is stricter than any before, and nothing of a task that is
    complete already.
    """
    once = {(each.kind, each.subject, each.body): each for each in admitted}
    named = {each.subject: each for each in once.values() if each.kind is not EntryKind.ITEM}
    held = set(_held(connection, named))
    items = {each.subject: each for each in once.values() if isinstance(each.value, Item)}
    marks = dict(_item_marks(connection, items))
    done = set(_completed(connection, once.values()))
    return tuple(each for each in once.values() if not _is_known(each, held, marks, done))


def _is_known(each: Admitted, held: set[str], marks: Mapping[str, Access], done: set[str]) -> bool:
    if isinstance(each.value, Item):
        before = marks.get(each.subject)
        return before is not None and rank(before) >= rank(each.value.access)
    if isinstance(each.value, TaskDone) and each.value.task.id in done:
        return True
    return each.subject in held


def _admitted(kind: EntryKind, value: Value, salt: bytes) -> Admitted:
    body = canonical(to_json(value))
    return Admitted(kind, subject_of(salt, value, body), value, body)


def _inherited(statement: Statement, marks: Mapping[Digest, Access]) -> Statement:
    targets = targets_of(statement)
    for target in targets:
        if target not in marks:
            raise LawBroken(f"{statement.property} cites {target}, which is not in the record yet")
    if access_set(statement) is not None:
        return statement
    needed = strictest((statement.access, *(marks[target] for target in targets)))
    return statement if needed is statement.access else replace(statement, access=needed)


def _renamed(value: T, aliases: Mapping[Digest, Digest]) -> T:
    """`value` with ids of the batch as they became; ids are salted, so nothing else can look like one."""
    if not aliases:
        return value
    body = before = canonical(to_json(value))
    for asked, became in aliases.items():
        body = body.replace(asked.encode(), became.encode())
    return value if body == before else from_json(type(value), parse_object(body))


def _check_access(statement: Statement) -> None:
    if statement.property != "access":
        return
    access = access_set(statement)
    if access is None or statement.recorded_by.kind is AgentKind.SOFTWARE:
        raise LawBroken("access is set by a person, to public, team or restricted")
    subject = target_of(statement.about)
    reasons = {target_of(cited) for cited in statement.cites} - {subject}
    if access is not Access.RESTRICTED and not reasons:
        raise LawBroken("who opens access gives a reason: cite a note, or what it rests on")


def _check_tasks(tasks: Iterable[TaskDone], marks: Mapping[Digest, Access]) -> None:
    for done in tasks:
        for output in (*done.outputs, *done.statements):
            if output not in marks:
                raise LawBroken(f"{done.task.stage} names {output}, which is not in the record yet")


def _marks(connection: Connection, batch: Batch) -> dict[Digest, Access]:
    """Access, as logged, of all that the batch points at and the record holds."""
    targets = {target for statement in batch.statements for target in targets_of(statement)}
    targets |= {output for done in batch.tasks for output in (*done.outputs, *done.statements)}
    marks: dict[Digest, Access] = {}
    for some in batches(sorted(targets)):
        for table, key in ((ITEMS, ITEMS.c.digest), (STATEMENTS, STATEMENTS.c.id)):
            rows = connection.execute(select(key, table.c.marked).where(key.in_(some)))
            marks |= {Digest(name): access_of(mark) for name, mark in rows}
    return marks


def _held(connection: Connection, names: Iterable[str]) -> Iterator[str]:
    for some in batches(names):
        yield from connection.scalars(select(LINES.c.subject).where(LINES.c.subject.in_(some)))


def _item_marks(connection: Connection, digests: Iterable[str]) -> Iterator[tuple[str, Access]]:
    for some in batches(digests):
        rows = connection.execute(select(ITEMS.c.digest, ITEMS.c.marked).where(ITEMS.c.digest.in_(some)))
        yield from ((digest, access_of(mark)) for digest, mark in rows)


def _completed(connection: Connection, admitted: Iterable[Admitted]) -> Iterator[str]:
    ids = [each.value.task.id for each in admitted if isinstance(each.value, TaskDone)]
    for some in batches(ids):
        yield from connection.scalars(select(TASKS.c.id).where(TASKS.c.id.in_(some), TASKS.c.complete == 1))


def disposed_among(connection: Connection, items: Iterable[Item]) -> dict[Digest, str]:
    """Those of `items` that were disposed of, and by whose order."""
    gone: dict[Digest, str] = {}
    for some in batches(item.digest for item in items):
        question = select(DISPOSALS.c.item, DISPOSALS.c.ordered_by).where(DISPOSALS.c.item.in_(some))
        gone |= {Digest(digest): by for digest, by in connection.execute(question)}
    return gone
