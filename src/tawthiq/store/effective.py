"""Who may see what, in effect today: marks as logged, raised along citations, set by people.

What a person last said of a subject holds. Otherwise a subject is as strict as its own mark and all that
it rests on: a video restricted today takes with it every statement and picture made from it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table, bindparam, func, select, union_all, update

from tawthiq.store.tables import ITEMS, OVERRIDES, RESTS, STATEMENTS

_MANY = 500
"""Ids in one question to the database; SQLite takes 999 at the least."""

T = TypeVar("T")


def batches(things: Iterable[T], size: int = _MANY) -> Iterator[list[T]]:
    """`things` in lists of at most `size`."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def settle(connection: Connection, since: int, subjects: Iterable[str]) -> None:
    """Brings `access` up to date after statements beyond row `since`, and `subjects`, were added."""
    waiting = {*subjects, *_overridden(connection), *_too_open(connection, since)}
    while waiting:
        changed: list[str] = []
        for batch in batches(sorted(waiting)):
            changed += _mend(connection, batch)
        waiting = set(_resting_on(connection, changed))


def _mend(connection: Connection, subjects: Sequence[str]) -> list[str]:
    """Sets the access in effect of each of `subjects`; those for which it was another."""
    floors = _floors(connection, subjects)
    said: dict[str, int] = dict(
        connection.execute(
            select(OVERRIDES.c.subject, OVERRIDES.c.access).where(OVERRIDES.c.subject.in_(subjects))
        ).all()
    )
    changed: list[str] = []
    for table, key in ((ITEMS, ITEMS.c.digest), (STATEMENTS, STATEMENTS.c.id)):
        held = connection.execute(select(key, table.c.marked, table.c.access).where(key.in_(subjects)))
        new = {}
        for name, marked, access in held:
            effect = said.get(name, max(marked, floors.get(name, 0)))
            if effect != access:
                new[name] = effect
        _set(connection, table, key.name, new)
        changed += new
    return changed


def _set(connection: Connection, table: Table, key: str, new: dict[str, int]) -> None:
    if new:
        change = update(table).where(table.c[key] == bindparam("_name")).values(access=bindparam("_access"))
        connection.execute(change, [{"_name": name, "_access": access} for name, access in new.items()])


def _floors(connection: Connection, subjects: Sequence[str]) -> dict[str, int]:
    """The strictest access in effect of what each subject rests on."""
    targets = union_all(
        *(
            select(RESTS.c.subject, table.c.access)
            .join(table, key == RESTS.c.target)
            .where(RESTS.c.subject.in_(subjects))
            for table, key in ((ITEMS, ITEMS.c.digest), (STATEMENTS, STATEMENTS.c.id))
        )
    ).subquery()
    rows = connection.execute(
        select(targets.c.subject, func.max(targets.c.access)).group_by(targets.c.subject)
    )
    return dict(rows.all())


# Below, correlated subqueries and no joins: SQLite would begin a join at the smaller table, the items, and
# walk all statements of a video for each batch that is added.


def _overridden(connection: Connection) -> Iterator[str]:
    for table, key in ((ITEMS, ITEMS.c.digest), (STATEMENTS, STATEMENTS.c.id)):
        held = select(table.c.access).where(key == OVERRIDES.c.subject).scalar_subquery()
        yield from connection.scalars(select(OVERRIDES.c.subject).where(held != OVERRIDES.c.access))


def _too_open(connection: Connection, since: int) -> Iterator[str]:
    target = STATEMENTS.alias("target")
    for other, key in ((ITEMS, ITEMS.c.digest), (target, target.c.id)):
        access = select(other.c.access).where(key == RESTS.c.target).correlate(RESTS).scalar_subquery()
        floor = select(func.max(access)).where(RESTS.c.subject == STATEMENTS.c.id).scalar_subquery()
        yield from connection.scalars(
            select(STATEMENTS.c.id).where(STATEMENTS.c.seq > since, floor > STATEMENTS.c.access)
        )


def _resting_on(connection: Connection, targets: Iterable[str]) -> Iterator[str]:
    for batch in batches(targets):
        yield from connection.scalars(select(RESTS.c.subject).where(RESTS.c.target.in_(batch)))
