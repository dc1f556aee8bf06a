"""Bringing the index up to date with the chains: only new lines are read.

Every function of a line is a function of that line alone and rows from several chains meet in an order
of their own (earliest logged first), so the index does not depend on which chain was read first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import cache
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Connection, Table, and_, case, exists, func, select, tuple_
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import Insert, insert

from tawthiq.record.errors import LawBroken
from tawthiq.store import index as database
from tawthiq.store import tables
from tawthiq.store.chain import START, Line, Position, extends, read_chain, writers
from tawthiq.store.effective import batches, settle
from tawthiq.store.index import Index, IndexDamaged
from tawthiq.store.lawful import lawful
from tawthiq.store.layout import Layout
from tawthiq.store.rows import Logged, Row, rows_of
from tawthiq.store.superseding import mark_superseded

_LINES_AT_ONCE = 1000

Hidden: TypeAlias = frozenset[tuple[str, int]]
"""Writers and line numbers of bodies that were disposed of but are still on disk."""

Touched: TypeAlias = tuple[set[str], set[str]]
"""Items whose access may have changed, and tasks that were completed."""


def open_index(layout: Layout) -> Index:
    """The index of the record, caught up; rebuilt where it was deleted, damaged or of another version."""
    index = database.connect(layout)
    try:
        catch_up(index)
    except IndexDamaged:
        index.close()
        database.delete(layout)
        index = database.connect(layout)
        catch_up(index)
    return index


def catch_up(index: Index) -> int:
    """Reads what the chains have beyond the index; how many lines. Rebuilds where they no longer agree."""
    with index.writing() as connection:
        if not database.is_current(connection, index.layout) or not _agrees(connection, index.layout):
            return _rebuild(connection, index.layout)
        count = _read(connection, index.layout)
        return _rebuild(connection, index.layout) if _shows_disposed(connection) else count


def reindex(index: Index) -> int:
    """Throws all rows away and reads every chain again; how many lines."""
    with index.writing() as connection:
        return _rebuild(connection, index.layout)


def index_logged(index: Index, before: Position, after: Position, logged: Sequence[Logged]) -> None:
    """Adds what was just appended to a chain from memory; reads it instead if others got in between."""
    with index.writing() as connection:
        if _position(connection, logged[0].writer) == before:
            since = _last(connection)
            _settle(connection, since, _insert(connection, logged))
            _move(connection, logged[0].writer, after)
            return
    catch_up(index)


def _rebuild(connection: Connection, layout: Layout) -> int:
    count = _fill(connection, layout)
    if _shows_disposed(connection):  # disposed of, but the body is not yet removed
        rows = connection.execute(select(tables.DISPOSALS.c.of_writer, tables.DISPOSALS.c.of_n))
        count = _fill(connection, layout, frozenset((writer, n) for writer, n in rows))
    return count


def _fill(connection: Connection, layout: Layout, hidden: Hidden = frozenset()) -> int:
    database.create_afresh(connection, layout)
    with database.unindexed(connection):
        count, touched = _read_lines(connection, layout, hidden)
    _settle(connection, 0, touched)
    return count


def _read(connection: Connection, layout: Layout) -> int:
    since = _last(connection)
    count, touched = _read_lines(connection, layout)
    _settle(connection, since, touched)
    return count


def _read_lines(connection: Connection, layout: Layout, hidden: Hidden = frozenset()) -> tuple[int, Touched]:
    count, items, tasks = 0, set[str](), set[str]()
    for writer in writers(layout):
        start = _position(connection, writer)
        for lines in batches(read_chain(layout, writer, start), _LINES_AT_ONCE):
            logged = tuple(_lawful_ones(connection, layout.salt, writer, lines, hidden))
            more_items, more_tasks = _insert(connection, logged)
            items |= more_items
            tasks |= more_tasks
            _move(connection, writer, lines[-1].position)
            count += len(lines)
    return count, (items, tasks)


def _lawful_ones(
    connection: Connection,
    salt: bytes,
    writer: str,
    lines: Iterable[Line],
    hidden: Hidden,
) -> Iterator[Logged]:
    for line in lines:
        n = line.position.n
        try:
            yield lawful(salt, writer, line, disposed=(writer, n) in hidden)
        except LawBroken as broken:
            row = {"writer": writer, "n": n, "what": broken.message}
            connection.execute(insert(tables.DAMAGE).on_conflict_do_nothing(), row)


def _insert(connection: Connection, logged: Iterable[Logged]) -> Touched:
    """Inserts all rows; the items whose access may have changed, and the tasks that were completed."""
    rows: dict[Table, list[Row]] = defaultdict(list)
    for each in logged:
        for table, row in rows_of(each):
            rows[table].append(row)
    for table, some in rows.items():
        text, values = _compiled(table)
        connection.exec_driver_sql(text, [values(row) for row in some])
    statements = {row["id"] for row in rows[tables.STATEMENTS]}
    derived = {row["subject"] for row in rows[tables.RESTS]} - statements
    items = {row["digest"] for row in rows[tables.ITEMS]}
    return derived | items, {row["id"] for row in rows[tables.TASKS] if row["complete"]}


@cache
def _compiled(table: Table) -> tuple[str, Callable[[Row], tuple[Any, ...]]]:
    """The insert into `table` as text, and what takes its values out of a row: SQLAlchemy's own way
    costs as much for each row as the database does."""
    names = [column.name for column in table.c if column.name != "seq"]
    compiled = _INSERTS[table].compile(dialect=sqlite.dialect(), column_keys=names)
    return str(compiled), itemgetter(*(compiled.positiontup or ()))


def _settle(connection: Connection, since: int, touched: Touched) -> None:
    subjects, tasks = touched
    settle(connection, since, subjects)
    mark_superseded(connection, tasks)


def _last(connection: Connection) -> int:
    return connection.scalar(select(func.max(tables.STATEMENTS.c.seq))) or 0


def _agrees(connection: Connection, layout: Layout) -> bool:
    held = connection.execute(select(tables.POSITIONS)).mappings()
    return all(extends(layout, row["writer"], _as_position(row)) for row in held)


def _shows_disposed(connection: Connection) -> bool:
    line, gone = tables.LINES.c, tables.DISPOSALS.c
    both = and_(line.writer == gone.of_writer, line.n == gone.of_n, line.subject != "")
    return bool(connection.scalar(select(exists().where(both))))


def _position(connection: Connection, writer: str) -> Position:
    held = connection.execute(select(tables.POSITIONS).where(tables.POSITIONS.c.writer == writer))
    row = held.mappings().one_or_none()
    return _as_position(row) if row else START


def _as_position(row: Any) -> Position:
    return Position(row["segment"], row["row"], row["start"], row["end"], row["n"], row["tail"])


def _move(connection: Connection, writer: str, position: Position) -> None:
    change = insert(tables.POSITIONS)
    change = change.on_conflict_do_update(
        ["writer"], set_={name: change.excluded[name] for name in asdict(position)}
    )
    connection.execute(change, {"writer": writer, **asdict(position)})


def _keep_one(table: Table, *, last: bool = False) -> Insert:
    """An insert after which, of rows with one key, the first logged stands (or the last)."""
    change = insert(table)
    new = tuple_(change.excluded.at, change.excluded.writer, change.excluded.n)
    old = tuple_(table.c.at, table.c.writer, table.c.n)
    kept = {"id", "access", "superseded_at"} if table is not tables.OVERRIDES else set[str]()
    columns = {c.name: change.excluded[c.name] for c in table.c if not c.primary_key and c.name not in kept}
    key = [table.c.id] if table is tables.STATEMENTS else list(table.primary_key)
    return change.on_conflict_do_update(key, set_=columns, where=new > old if last else new < old)


def _keep_item() -> Insert:
    """As `_keep_one`, but the strictest mark that any of the rows has stands."""
    change, items = insert(tables.ITEMS), tables.ITEMS.c
    earlier = tuple_(change.excluded.at, change.excluded.writer, change.excluded.n) < tuple_(
        items.at, items.writer, items.n
    )
    first = ("at", "writer", "n", "size", "media_type", "role", "external")
    columns = {name: case((earlier, change.excluded[name]), else_=items[name]) for name in first}
    strictest = {name: func.max(items[name], change.excluded[name]) for name in ("marked", "access")}
    return change.on_conflict_do_update([items.digest], set_=columns | strictest)


_INSERTS: dict[Table, Insert] = {
    tables.STATEMENTS: _keep_one(tables.STATEMENTS),
    tables.ITEMS: _keep_item(),
    tables.OVERRIDES: _keep_one(tables.OVERRIDES, last=True),
    tables.TASKS: _keep_one(tables.TASKS),
    tables.REJECTS: _keep_one(tables.REJECTS),
    tables.DISPOSALS: _keep_one(tables.DISPOSALS),
    **{
        table: insert(table).on_conflict_do_nothing()
        for table in (tables.LINES, tables.RESTS, tables.TEXTS, tables.TASK_INPUTS, tables.TASK_OUTPUTS)
    },
}
