"""Questions to the index: frozen rows out, filtered by who asks and as of any day.

`seen_by` hides what is stricter than the asker may see, today's marks applying to past days too: what
was restricted since stays hidden. `as_of` leaves out what was logged later.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    and_,
    func,
    select,
    true,
)

from tawthiq.record.bodies import Disposal, Reject
from tawthiq.record.codec import from_json
from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotFound
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.review import Standing, standing
from tawthiq.record.statement import Statement
from tawthiq.record.value import Acquisition
from tawthiq.store.current import is_current
from tawthiq.store.effective import batches
from tawthiq.store.index import Index
from tawthiq.store.marks import access_of, micros, moment, rank
from tawthiq.store.tables import (
    DAMAGE,
    DISPOSALS,
    ITEMS,
    LINES,
    REJECTS,
    RESTS,
    STATEMENTS,
    TASK_INPUTS,
    TASKS,
)
from tawthiq.store.withheld import masked, reject_shown, task_shown

T = TypeVar("T")

SHORTEST_PREFIX = 8
"""Hexadecimal digits that name an item or statement, where they are enough to tell it."""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as the record holds it: who may see it in effect, and how it stands."""

    id: Digest
    statement: Statement
    at: datetime
    writer: str
    n: int
    access: Access
    standing: Standing


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item, when it was first logged, who may see it in effect, and how it came to us."""

    item: Item
    at: datetime
    access: Access
    acquisitions: tuple[StatementRow, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names it came under, each once, earliest first."""
        values = (row.statement.value for row in self.acquisitions)
        named = (v.name or v.url for v in values if isinstance(v, Acquisition))
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a record holds, for one asker and day.

    `by_property` counts all statements, `current_by_property` those of the current view, in which what a
    later run said anew counts once.
    """

    items: int
    statements: int
    proposals: int
    reviews: int
    rejects: int
    tasks: int
    unfinished: int
    disposals: int
    by_property: Mapping[str, int]
    current_by_property: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Damage:
    """A line that is not lawful, and so in no view."""

    writer: str
    n: int
    what: str


def items(
    index: Index,
    *,
    role: Role | None = None,
    seen_by: Access = Access.TEAM,
    as_of: datetime | None = None,
) -> tuple[ItemRow, ...]:
    """All items, earliest logged first."""
    question = select(ITEMS).where(_shown(ITEMS, seen_by, as_of)).order_by(*_logged(ITEMS))
    if role is not None:
        question = question.where(ITEMS.c.role == role.value)
    with index.reading() as connection:
        return _item_rows(connection, question, seen_by, as_of)


def item(index: Index, name: str, *, seen_by: Access = Access.TEAM) -> ItemRow:
    """The item with that digest, or the one whose digest begins so. Raises NotFound."""
    question = select(ITEMS).where(_named(ITEMS.c.digest, name), _shown(ITEMS, seen_by, None)).limit(2)
    with index.reading() as connection:
        return _only(_item_rows(connection, question, seen_by, None), "item", name)


def statement(index: Index, name: str, *, seen_by: Access = Access.TEAM) -> StatementRow:
    """The statement with that id, or the one whose id begins so. Raises NotFound."""
    shown = _shown(STATEMENTS, seen_by, None)
    question = select(STATEMENTS).where(_named(STATEMENTS.c.id, name), shown).limit(2)
    with index.reading() as connection:
        return _only(_statement_rows(connection, question, seen_by, None), "statement", name)


def statements_by_id(
    index: Index, ids: Sequence[Digest], *, seen_by: Access = Access.TEAM
) -> tuple[StatementRow, ...]:
    """The statements of those ids that `seen_by` may see, in no order."""
    held, shown = STATEMENTS.c, _shown(STATEMENTS, seen_by, None)
    questions = (select(STATEMENTS).where(held.id.in_(some), shown) for some in batches(ids))
    with index.reading() as connection:
        return tuple(row for each in questions for row in _statement_rows(connection, each, seen_by, None))


def statements(
    index: Index,
    *,
    item: Digest | None = None,
    about: Digest | None = None,
    citing: Digest | None = None,
    properties: Sequence[str] = (),
    stage: str | None = None,
    current: bool = True,
    seen_by: Access = Access.TEAM,
    as_of: datetime | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> tuple[StatementRow, ...]:
    """Statements that fit all that is asked, by their second in the item, then earliest logged first.

    `item` and `about`: what they are about, an item or another statement; `citing`: what they cite or
    are about; `stage`: of the task that made them. `current` leaves out what an earlier run of a stage
    said and a later one on as much said anew, unless a person reviewed it.
    """
    held = STATEMENTS.c
    question = select(STATEMENTS).where(_shown(STATEMENTS, seen_by, as_of))
    if item is not None:
        question = question.where(held.about_item == item)
    if about is not None:
        question = question.where(held.about_statement == about)
    if citing is not None:
        rests = select(RESTS.c.subject).where(RESTS.c.target == citing)
        question = question.where(held.id.in_(rests))
    if properties:
        question = question.where(held.property.in_(properties))
    if stage is not None:
        question = question.where(held.task.in_(select(TASKS.c.id).where(TASKS.c.stage == stage)))
    if current:
        question = question.where(is_current(as_of))
    order = (held.start.is_(None), held.start, *_logged(STATEMENTS))
    with index.reading() as connection:
        question = question.order_by(*order).limit(limit).offset(offset)
        return _statement_rows(connection, question, seen_by, as_of)


def tasks_done(index: Index, stage: str | None = None) -> dict[Digest, bool]:
    """Tasks with an entry, and whether they are complete."""
    question = select(TASKS.c.id, func.max(TASKS.c.complete)).group_by(TASKS.c.id)
    if stage is not None:
        question = question.where(TASKS.c.stage == stage)
    with index.reading() as connection:
        return {Digest(task): bool(done) for task, done in connection.execute(question)}


def writers_done(index: Index, stage: str) -> dict[Digest, frozenset[str]]:
    """The chains in which each task of `stage` is complete: which of two laptops did it, before a merge."""
    found: dict[Digest, set[str]] = defaultdict(set)
    question = select(TASKS.c.id, TASKS.c.writer).where(TASKS.c.stage == stage, TASKS.c.complete == 1)
    with index.reading() as connection:
        for task, writer in connection.execute(question):
            found[Digest(task)].add(writer)
    return {task: frozenset(names) for task, names in found.items()}


def stages_run(index: Index) -> frozenset[str]:
    """The stages of which a task has an entry."""
    with index.reading() as connection:
        return frozenset(connection.scalars(select(TASKS.c.stage).distinct()))


def stages_done(index: Index, item: Digest) -> dict[str, bool]:
    """The stages that had `item` among their inputs, and whether a run of each is complete."""
    mine = select(TASK_INPUTS.c.task).where(TASK_INPUTS.c.item == item)
    question = select(TASKS.c.stage, func.max(TASKS.c.complete)).where(TASKS.c.id.in_(mine))
    with index.reading() as connection:
        rows = connection.execute(question.group_by(TASKS.c.stage))
        return {stage: bool(done) for stage, done in rows}


def code_versions(index: Index, stage: str) -> dict[Digest, str]:
    """For each item, the code version of the run of `stage` on it that no later run superseded."""
    question = (
        select(TASK_INPUTS.c.item, TASKS.c.code_version)
        .join(TASKS, TASKS.c.id == TASK_INPUTS.c.task)
        .where(TASKS.c.stage == stage, TASKS.c.complete == 1, TASKS.c.superseded_at.is_(None))
        .order_by(TASKS.c.at, TASKS.c.writer, TASKS.c.n)
    )
    with index.reading() as connection:
        return {Digest(item): version for item, version in connection.execute(question)}


def rejects(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[Reject, ...]:
    """What could not be read, by path."""
    held = REJECTS.c
    question = select(held.path, held.place, held.reason, held.stage, held.item).where(reject_shown(seen_by))
    with index.reading() as connection:
        rows = connection.execute(question.order_by(held.path, *_logged(REJECTS)))
        return tuple(Reject(*row) for row in rows)


def disposals(index: Index) -> tuple[Disposal, ...]:
    """What was disposed of, earliest first, whoever asks: names are gone, digests are not."""
    held = DISPOSALS.c
    question = select(held.of_writer, held.of_n, held.reason, held.ordered_by, held.item)
    with index.reading() as connection:
        rows = connection.execute(question.order_by(*_logged(DISPOSALS)))
        return tuple(Disposal(*row) for row in rows)


def held(index: Index, names: Iterable[Digest]) -> frozenset[Digest]:
    """Those of `names` (items, statement ids, digests of rejects) that the log holds, whoever asks."""
    found: set[Digest] = set()
    with index.reading() as connection:
        for some in batches(names):
            question = select(LINES.c.subject).where(LINES.c.subject.in_(some))
            found |= {Digest(subject) for subject in connection.scalars(question)}
    return frozenset(found)


def entries(index: Index) -> int:
    """Lines in all chains, whoever asks."""
    with index.reading() as connection:
        return _count(connection, LINES, true())


def damage(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[Damage, ...]:
    """Lines of the log that no view shows because they are not lawful; what is wrong may quote them.

    So nobody but who may see everything is told more than which line it is, and the public nothing.
    """
    if seen_by is Access.PUBLIC:
        return ()
    with index.reading() as connection:
        rows = connection.execute(select(DAMAGE).order_by(DAMAGE.c.writer, DAMAGE.c.n))
        found = tuple(Damage(*row) for row in rows)
    closed = seen_by is not Access.RESTRICTED
    return tuple(Damage(d.writer, d.n, "not lawful") if closed else d for d in found)


def counts(index: Index, *, seen_by: Access = Access.TEAM, as_of: datetime | None = None) -> Counts:
    """How much the record holds, for who asks: the hidden is not counted, nor disposals for the public."""
    held = STATEMENTS.c
    shown = _shown(STATEMENTS, seen_by, as_of)
    machine = and_(held.recorded_by_kind == "software", held.method.in_(("measured", "inferred")))
    with index.reading() as connection:
        properties = _by_property(connection, shown)
        tasks = _logged_by(TASKS, as_of) & task_shown(seen_by)
        done = _count(connection, TASKS, tasks & (TASKS.c.complete == 1))
        disposed = _count(connection, DISPOSALS, _logged_by(DISPOSALS, as_of))
        return Counts(
            items=_count(connection, ITEMS, _shown(ITEMS, seen_by, as_of)),
            statements=sum(properties.values()),
            proposals=_count(connection, STATEMENTS, shown & machine),
            reviews=properties.get("review", 0),
            rejects=_count(connection, REJECTS, _logged_by(REJECTS, as_of) & reject_shown(seen_by)),
            tasks=done,
            unfinished=_count(connection, TASKS, tasks) - done,
            disposals=0 if seen_by is Access.PUBLIC else disposed,
            by_property=properties,
            current_by_property=_by_property(connection, shown & is_current(as_of)),
        )


def _by_property(connection: Connection, where: ColumnElement[bool]) -> dict[str, int]:
    held = STATEMENTS.c
    question = select(held.property, func.count()).where(where).group_by(held.property)
    return dict(connection.execute(question.order_by(held.property)).all())


def _count(connection: Connection, table: Table, where: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(where)) or 0


def _logged(table: Table) -> tuple[ColumnElement[Any], ...]:
    return table.c.at, table.c.writer, table.c.n


def _logged_by(table: Table, as_of: datetime | None) -> ColumnElement[bool]:
    return true() if as_of is None else table.c.at <= micros(as_of)


def _shown(table: Table, seen_by: Access, as_of: datetime | None) -> ColumnElement[bool]:
    return and_(table.c.access <= rank(seen_by), _logged_by(table, as_of))


def _named(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    if len(name) < SHORTEST_PREFIX or not set(name) <= set("0123456789abcdef"):
        raise NotFound(f"{name!r} names nothing; give at least {SHORTEST_PREFIX} hexadecimal digits")
    return and_(column >= name, column < name + "g")


def _only(rows: Sequence[T], kind: str, name: str) -> T:
    if not rows:
        raise NotFound(f"no {kind} in the record is named {name}")
    if len(rows) > 1:
        raise NotFound(f"more than one {kind} begins with {name}", mend="Give more digits of its name.")
    return rows[0]


def _item_rows(
    connection: Connection, question: Select[Any], seen_by: Access, as_of: datetime | None
) -> tuple[ItemRow, ...]:
    held = connection.execute(question).mappings().all()
    acquired = _acquisitions(connection, [row["digest"] for row in held], seen_by, as_of)
    return tuple(
        ItemRow(
            Item(
                Digest(row["digest"]), row["size"], row["media_type"], Role(row["role"]),
                access_of(row["marked"]), row["external"],
            ),
            moment(row["at"]),
            access_of(row["access"]),
            tuple(acquired[row["digest"]]),
        )
        for row in held
    )  # fmt: skip


def _acquisitions(
    connection: Connection, digests: Iterable[str], seen_by: Access, as_of: datetime | None
) -> Mapping[str, list[StatementRow]]:
    found: dict[str, list[StatementRow]] = defaultdict(list)
    held = STATEMENTS.c
    for some in batches(digests):
        question = (
            select(STATEMENTS)
            .where(held.about_item.in_(some), held.property == "acquisition")
            .where(_shown(STATEMENTS, seen_by, as_of))
            .order_by(*_logged(STATEMENTS))
        )
        for digest, row in zip(
            connection.scalars(question.with_only_columns(held.about_item)),
            _statement_rows(connection, question, seen_by, as_of),
            strict=True,
        ):
            found[digest].append(row)
    return found


def _statement_rows(
    connection: Connection, question: Select[Any], seen_by: Access, as_of: datetime | None
) -> tuple[StatementRow, ...]:
    held = connection.execute(question).mappings().all()
    bodies = {row["id"]: row["body"] for row in held}
    reviews = _reviews(connection, bodies, as_of)
    shown = masked(connection, bodies, seen_by)
    return tuple(_statement_row(row, shown[row["id"]], reviews[row["id"]]) for row in held)


def _statement_row(row: RowMapping, shown: str, reviews: Sequence[Statement]) -> StatementRow:
    said = _decoded(shown)  # who is withheld is nothing that a standing depends on
    return StatementRow(
        Digest(row["id"]),
        said,
        moment(row["at"]),
        row["writer"],
        row["n"],
        access_of(row["access"]),
        standing(said, reviews),
    )


def _reviews(
    connection: Connection, ids: Iterable[str], as_of: datetime | None
) -> Mapping[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    held = STATEMENTS.c
    for some in batches(ids):
        question = (
            select(held.about_statement, held.body)
            .where(held.about_statement.in_(some), held.property == "review")
            .where(_logged_by(STATEMENTS, as_of))
            .order_by(*_logged(STATEMENTS))
        )
        for about, body in connection.execute(question):
            found[about].append(_decoded(body))
    return found


def _decoded(body: str) -> Statement:
    return from_json(Statement, json.loads(body))
