"""The invented case, records built from it, and what a record holds in forms that can be compared."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tawthiq.app.building import Built, build
from tawthiq.record.bodies import Reject
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout
from tawthiq.store.queries import ItemRow, StatementRow
from tests.case.making import make_demo
from tests.case.truth import DemoTruth

TINY = 8
"""Seconds of the case's long film."""


@dataclass(frozen=True)
class Case:
    """The folder of the invented case, its truth, and the record that was built from it once."""

    folder: Path
    truth: DemoTruth
    built: Built
    before: dict[str, tuple[str, int]]

    @property
    def record(self) -> Path:
        return self.built.record

    def digest(self, path: str) -> Digest:
        return Digest(self.before[path][0])


@dataclass(frozen=True)
class Held:
    """All that a record holds, but for when and by whom it was logged."""

    items: frozenset[tuple[str, str, str, str]]
    statements: frozenset[str]
    current: frozenset[str]
    rejects: frozenset[Reject]
    tasks: frozenset[tuple[str, bool]]


def make_case(folder: Path) -> Case:
    """The case in `folder`/case and a record of it, made with a home of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", os.fspath(folder / "home"))
        material = folder / "case"
        truth = make_demo(material, seconds=TINY)
        before = snapshot(material)
        return Case(material, truth, build([material], folder / "case.record"), before)


def snapshot(folder: Path) -> dict[str, tuple[str, int]]:
    """Digest and time of change of every file below `folder`."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def copied(record: Path, to: Path) -> Path:
    """A copy of a record as somebody would make one."""
    shutil.copytree(record, to)
    return to


@contextmanager
def reading(record: Path) -> Iterator[Index]:
    with open_index(open_layout(record)) as index:
        yield index


def items(record: Path) -> dict[Digest, ItemRow]:
    with reading(record) as index:
        return {row.item.digest: row for row in queries.items(index, seen_by=Access.RESTRICTED)}


def stated(record: Path, *properties: str, current: bool = True) -> tuple[StatementRow, ...]:
    with reading(record) as index:
        return queries.statements(index, properties=properties, current=current, seen_by=Access.RESTRICTED)


def about(row: StatementRow) -> Digest:
    """The item a statement is about."""
    assert isinstance(row.statement.about, Span)
    return row.statement.about.item


def rejects(record: Path) -> tuple[Reject, ...]:
    with reading(record) as index:
        return queries.rejects(index)


def held(record: Path) -> Held:
    with reading(record) as index:
        rows = [row.item for row in queries.items(index, seen_by=Access.RESTRICTED)]
        every = queries.statements(index, current=False, seen_by=Access.RESTRICTED)
        current = queries.statements(index, seen_by=Access.RESTRICTED)
        return Held(
            frozenset((i.digest, i.media_type, str(i.role), str(i.access)) for i in rows),
            frozenset(row.id for row in every),
            frozenset(row.id for row in current),
            frozenset(queries.rejects(index)),
            frozenset((str(task), done) for task, done in queries.tasks_done(index).items()),
        )


def entries(record: Path) -> int:
    """Lines in the log: all that was ever added."""
    return sum(path.read_bytes().count(b"\n") for path in (record / "log").rglob("*.jsonl"))
