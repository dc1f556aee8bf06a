"""Questions for items and statements: frozen rows out, filtered by who asks and as of any day."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, select

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
from tawthiq.store.marks import access_of, moment
from tawthiq.store.queries.reviews import Reviewed, reviews_of
from tawthiq.store.queries.shown import logged, shown
from tawthiq.store.tables import ITEMS, RESTS, STATEMENTS, TASKS
from tawthiq.store.withheld import masked

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


def items(
    index: Index,
    *,
    role: Role | None = None,
    seen_by: Access = Access.TEAM,
    as_of: datetime | None = None,
) -> tuple[ItemRow, ...]:
    """All items, earliest logged first."""
    question = select(ITEMS).where(shown(ITEMS, seen_by, as_of)).order_by(*logged(ITEMS))
    if role is not None:
        question = question.where(ITEMS.c.role == role.value)
    with index.reading() as connection:
        return _item_rows(connection, question, seen_by, as_of)


def item(index: Index, name: str, *, seen_by: Access = Access.TEAM) -> ItemRow:
    """The item with that digest, or the one whose digest begins so. Raises NotFound."""
    question = select(ITEMS).where(_named(ITEMS.c.digest, name), shown(ITEMS, seen_by)).limit(2)
    with index.reading() as connection:
        return _only(_item_rows(connection, question, seen_by, None), "item", name)


def statement(index: Index, name: str, *, seen_by: Access = Access.TEAM) -> StatementRow:
    """The statement with that id, or the one whose id begins so. Raises NotFound."""
    named = _named(STATEMENTS.c.id, name)
    question = select(STATEMENTS).where(named, shown(STATEMENTS, seen_by)).limit(2)
    with index.reading() as connection:
        return _only(_statement_rows(connection, question, seen_by, None), "statement", name)


def statements_by_id(
    index: Index, ids: Sequence[Digest], *, seen_by: Access = Access.TEAM
) -> tuple[StatementRow, ...]:
    """The statements of those ids that `seen_by` may see, in no order."""
    visible = select(STATEMENTS).where(shown(STATEMENTS, seen_by))
    questions = (visible.where(STATEMENTS.c.id.in_(some)) for some in batches(ids))
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
    question = select(STATEMENTS).where(shown(STATEMENTS, seen_by, as_of))
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
    order = (held.start.is_(None), held.start, *logged(STATEMENTS))
    with index.reading() as connection:
        question = question.order_by(*order).limit(limit).offset(offset)
        return _statement_rows(connection, question, seen_by, as_of)


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
            .where(shown(STATEMENTS, seen_by, as_of))
            .order_by(*logged(STATEMENTS))
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
    reviews = reviews_of(connection, bodies, as_of=as_of)
    bare = masked(connection, bodies, seen_by)
    return tuple(_statement_row(row, bare[row["id"]], reviews.get(row["id"], ())) for row in held)


def _statement_row(row: RowMapping, body: str, reviews: Sequence[Reviewed]) -> StatementRow:
    said = from_json(Statement, json.loads(body))  # who is withheld is nothing that a standing depends on
    return StatementRow(
        Digest(row["id"]),
        said,
        moment(row["at"]),
        row["writer"],
        row["n"],
        access_of(row["access"]),
        standing(said, [each.statement for each in reviews]),
    )
