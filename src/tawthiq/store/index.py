"""The index: a database of views over the chains, thrown away and rebuilt at will.

SQLite, WAL, synchronous NORMAL: a loss of power may cost its last commits, which are read from the
chains again. A server by URL comes behind the same class later.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import W_OK, access
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.exc import DatabaseError, OperationalError

from tawthiq.record.errors import RecordError
from tawthiq.store import tables
from tawthiq.store.layout import Layout


class IndexRefused(RecordError):
    """The index could not be read or written just now: locked, or no space left."""

    mend: ClassVar[str] = "The record is untouched. Free some space, wait for other commands, and run again."


class IndexDamaged(RecordError):
    """The index is not a sound database any more."""

    mend: ClassVar[str] = "Delete index.sqlite: it is rebuilt from the log, and nothing is lost."


@dataclass(frozen=True, slots=True)
class Index:
    """An open index of one record. Close it, or use it as a context manager."""

    layout: Layout
    engine: Engine
    _folder: "tempfile.TemporaryDirectory[str] | None" = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the index. Raises IndexRefused, IndexDamaged."""
        with _translated(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that alone may write, all or nothing. Raises IndexRefused, IndexDamaged."""
        with _translated(), self.engine.execution_options(writing=True).begin() as connection:
            yield connection

    def close(self) -> None:
        """Closes all connections; an index in a temporary folder goes with them."""
        self.engine.dispose()
        if self._folder is not None:
            self._folder.cleanup()

    def __enter__(self) -> "Index":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def connect(layout: Layout) -> Index:
    """The index of the record, not yet caught up; in a temporary folder where media are read-only."""
    if _writable(layout):
        return Index(layout, _engine(layout.index))
    folder = tempfile.TemporaryDirectory(prefix="tawthiq-index-")
    return Index(layout, _engine(Path(folder.name) / layout.index.name), folder)


def delete(layout: Layout) -> None:
    """Removes the index's files."""
    for suffix in ("", "-wal", "-shm"):
        layout.index.with_name(layout.index.name + suffix).unlink(missing_ok=True)


def is_current(connection: Connection, layout: Layout) -> bool:
    """Whether the index has today's schema and is of this record."""
    if not inspect(connection).has_table(tables.META.name):
        return False
    held = dict(connection.execute(select(tables.META.c.name, tables.META.c.value)).all())
    return held == _identity(layout)


def create_afresh(connection: Connection, layout: Layout) -> None:
    """Drops whatever tables there are and makes empty ones, in the same transaction."""
    for name in ("pieces", "words"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    tables.METADATA.drop_all(connection)
    tables.METADATA.create_all(connection)
    for statement in tables.SEARCH:
        connection.exec_driver_sql(statement)
    rows = [{"name": name, "value": value} for name, value in _identity(layout).items()]
    connection.execute(tables.META.insert(), rows)


@contextmanager
def unindexed(connection: Connection) -> Iterator[None]:
    """Fills tables without their secondary indexes, which are made afterwards in one go: a third faster."""
    indexes = [index for table in tables.METADATA.sorted_tables for index in table.indexes]
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def _identity(layout: Layout) -> dict[str, str]:
    return {"version": str(tables.VERSION), "record": layout.id}


def _writable(layout: Layout) -> bool:
    return access(layout.root, W_OK) and (not layout.index.exists() or access(layout.index, W_OK))


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _prepare(raw: Any, _: object) -> None:
        raw.isolation_level = None  # the driver must not open transactions of its own
        for pragma in (
            "busy_timeout=30000",
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "cache_size=-65536",
            "wal_autocheckpoint=8000",
        ):
            raw.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OperationalError as cause:
        raise IndexRefused(f"the index: {cause.orig}") from cause
    except DatabaseError as cause:
        raise IndexDamaged(f"the index: {cause.orig}") from cause
