"""Recognising our own spreadsheets among what is given to us, and what of them this record does not hold."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from tawthiq.intake.exported import ReturnedRow, is_export, returned_rows
from tawthiq.record.canonical import canonical
from tawthiq.record.carried import Carried
from tawthiq.record.codec import from_json
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.errors import LawBroken, SourceError
from tawthiq.record.item import Access, Item, strictest
from tawthiq.record.statement import Statement
from tawthiq.store import queries
from tawthiq.store.writing import RecordWriter, statement_ids


def access_to_keep(path: Path) -> Access | None:
    """How closely a sheet of ours is to be kept: as what it carries; None for any other file."""
    if not is_export(path):
        return None
    try:
        rows = returned_rows(path)
    except SourceError:
        return Access.RESTRICTED
    marks = [row.carried.access for row in rows if isinstance(row, ReturnedRow) and row.carried]
    return strictest((Access.TEAM, *marks))


def adds_nothing(path: Path, record: RecordWriter) -> bool:
    """Whether a file is an export of this very record in which nobody wrote anything."""
    if not is_export(path):
        return False
    try:
        rows = returned_rows(path)
    except SourceError:
        return False
    whole = [r for r in rows if isinstance(r, ReturnedRow) and not r.edited and not wrote(r)]
    if len(whole) < len(rows):
        return False
    carried = [r.carried for r in whole if r.carried]
    return not list(strangers(carried, record))


def wrote(row: ReturnedRow) -> bool:
    """Whether a person wrote something beside the row."""
    return bool(row.added.tag or row.added.note)


def strangers(carried: Iterable[Carried], record: RecordWriter) -> Iterator[Carried]:
    """What is not in this record exactly so: from another record, or changed, or made up."""
    named = [(each, _name_of(each, record)) for each in carried]
    held = queries.held(record.index, [name for _, name in named if name])
    for each, name in named:
        if each.record != record.layout.id or name != each.id or name not in held:
            yield each


def _name_of(carried: Carried, record: RecordWriter) -> Digest | None:
    """The id that what a row carries has here, by its contents; None where it is nothing lawful."""
    try:
        if carried.kind == "statement":
            return statement_ids(record.layout, [from_json(Statement, carried.body)])[0]
        if carried.kind == "reject":
            return digest_of(canonical(carried.body))
        return from_json(Item, carried.body).digest if carried.kind == "item" else None
    except LawBroken:
        return None
