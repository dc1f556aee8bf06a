"""Taking files in: bytes preserved, arrival recorded, archives opened one level deep. Nothing is read yet."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from mimetypes import MimeTypes
from pathlib import Path

from tawthiq.app.our_sheets import access_to_keep, adds_nothing
from tawthiq.app.progress import Progress, Step
from tawthiq.app.sources import Source
from tawthiq.intake.archive import Member, members
from tawthiq.intake.documents import media_type
from tawthiq.intake.file_names import time_in_name
from tawthiq.intake.provenance import Answers, acquisition, to_note
from tawthiq.intake.registry import HEAD
from tawthiq.intake.source import STAGE, SourceFile, walk
from tawthiq.media import kinds
from tawthiq.record.agent import software
from tawthiq.record.bodies import Reject
from tawthiq.record.digest import Digest
from tawthiq.record.errors import SourceError
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.post import Acquisition
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Method, Statement, statement_id
from tawthiq.record.value import Link, Value
from tawthiq.store import queries
from tawthiq.store.hashing import Stored, hash_file
from tawthiq.store.objects import SourceChanged
from tawthiq.store.writing import RecordWriter

VERSION = "1"
INTAKE = software("tawthiq intake", VERSION)

_BATCH = 64
"""Files made durable in the log together; their bytes are durable one by one."""

_BATCH_SECONDS = 0.5
"""After so long what has come is logged, few as it is: somebody may be looking at the list of files."""

_SIDECARS = (".info.json", ".mapping.toml", ".description", ".live_chat.json")
_CLOSED = (".vcf",)
"""Contact cards: numbers of people who were not asked."""

_FOOTAGE = ("video/", "audio/", "image/")
_BY_NAME = MimeTypes()
"""Python's own table of file endings, whatever the machine has installed."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that is in the record now: its item, where its bytes lie, its name in the source, and which."""

    item: Item
    path: Path
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class _Taken:
    """One file's worth of entries, not yet in the log."""

    arrived: Arrived
    statements: tuple[Statement, ...]


def take_in(
    source: Source,
    record: RecordWriter,
    progress: Progress,
    *,
    external: bool = False,
) -> tuple[Arrived, ...]:
    """Preserves every file of `source`; what cannot be taken in is a reject in the record.

    With `external` the bytes stay where they lie, and the record keeps digest and path. A record that
    lies inside the source is not taken into itself. An export of this record in which nobody wrote
    anything is passed over: all that it holds is here.
    """
    found = tuple(entry for entry in walk(source.path) if not _is_of(record, entry))
    found = tuple(e for e in found if not (isinstance(e, SourceFile) and adds_nothing(e.path, record)))
    if not found:
        return ()
    note = _note(source.answers, record)
    put = hash_file if external else record.objects.put
    arrived: list[Arrived] = []
    waiting: list[_Taken | Reject] = []
    logged_at = time.monotonic()
    for number, entry in enumerate(found):
        what = entry.name if isinstance(entry, SourceFile) else entry.path
        progress(Step("preserving", number, len(found), what))
        for taken in _take(entry, source, note, record, put):
            waiting.append(taken)
            if len(waiting) >= _BATCH or time.monotonic() - logged_at >= _BATCH_SECONDS:
                arrived.extend(_log(waiting, record))
                waiting.clear()
                logged_at = time.monotonic()
    arrived.extend(_log(waiting, record))
    progress(Step("preserving", len(found), len(found)))
    return tuple(arrived)


def _log(waiting: Sequence[_Taken | Reject], record: RecordWriter) -> Iterator[Arrived]:
    taken = [t for t in waiting if isinstance(t, _Taken)]
    record.add(
        items=[t.arrived.item for t in taken],
        statements=[s for t in taken for s in t.statements],
        rejects=[r for r in waiting if isinstance(r, Reject)],
    )
    return (t.arrived for t in taken)


def _note(answers: Answers, record: RecordWriter) -> Digest | None:
    """The answers as an item of their own; None where nothing was answered."""
    if answers == Answers():
        return None
    stored = record.objects.put_bytes(to_note(answers))
    record.add(items=[Item(stored.digest, stored.size, "application/json", Role.NOTE)])
    return stored.digest


def _is_of(record: RecordWriter, entry: SourceFile | Reject) -> bool:
    return isinstance(entry, SourceFile) and entry.path.resolve().is_relative_to(record.layout.root)


def _take(
    entry: SourceFile | Reject,
    source: Source,
    note: Digest | None,
    record: RecordWriter,
    put: Callable[[Path], Stored],
) -> Iterator[_Taken | Reject]:
    if isinstance(entry, Reject):
        yield entry
        return
    try:
        modified = datetime.fromtimestamp(int(entry.path.stat().st_mtime), UTC)
        stored = put(entry.path)
    except OSError as cause:
        yield Reject(entry.name, "", f"could not be read: {cause.strerror}", STAGE)
        return
    except SourceChanged as cause:
        yield Reject(entry.name, "", f"{cause.message}: build again when it is complete", STAGE)
        return
    if gone := _disposed(stored, entry.name, record):
        yield gone
        return
    arrival = acquisition(entry.name, source.name, source.answers, modified)
    path = entry.path.resolve() if put is hash_file else record.objects.path(stored.digest)
    taken = _taken(stored, path, arrival, note, record)
    yield taken
    yield from _misnamed(taken.arrived)
    if taken.arrived.item.media_type == "application/zip":
        yield from _unpacked(taken.arrived, source, note, record)


def _disposed(stored: Stored, name: str, record: RecordWriter) -> Reject | None:
    """What was removed by order is not taken in again, whoever brings it; its bytes do not stay."""
    order = next((d for d in queries.disposals(record.index) if d.item == stored.digest), None)
    if order is None:
        return None
    record.objects.discard(stored.digest)
    return Reject(name, "", f"disposed of by order of {order.ordered_by}, not taken in again", STAGE)


def _misnamed(arrived: Arrived) -> Iterator[Reject]:
    """A file that is called footage and is none: kept as it is, and said."""
    called, _ = _BY_NAME.guess_type(arrived.name)
    item = arrived.item
    if (called or "").startswith(_FOOTAGE) and not item.media_type.startswith(_FOOTAGE):
        reason = (
            f"named like {called}, but its first bytes are of no kind of footage we decode; kept as it is"
        )
        yield Reject(arrived.name, "", reason, STAGE, item.digest)


def _unpacked(
    archive: Arrived, source: Source, note: Digest | None, record: RecordWriter
) -> Iterator[_Taken | Reject]:
    """The members of a zip as items of their own, each derived from it."""
    try:
        for member in members(archive.path):
            if isinstance(member, Reject):
                yield Reject(archive.name, member.path, member.reason, STAGE, archive.item.digest)
            else:
                yield _member(member, archive, source, note, record)
    except SourceError as cause:
        yield Reject(archive.name, "", cause.message, STAGE, archive.item.digest)


def _member(
    member: Member, archive: Arrived, source: Source, note: Digest | None, record: RecordWriter
) -> _Taken | Reject:
    try:
        with member.open() as stream:
            stored = record.objects.put(stream)
    except SourceError as cause:
        return Reject(archive.name, member.name, cause.message, STAGE, archive.item.digest)
    if gone := _disposed(stored, f"{archive.name}/{member.name}", record):
        return gone
    arrival = acquisition(f"{archive.name}/{member.name}", source.name, source.answers)
    taken = _taken(stored, record.objects.path(stored.digest), arrival, note, record)
    origin = Link(archive.item.digest, "member of the archive")
    about = Span(stored.digest)
    derived = _stated(about, "derived-from", origin, (about, Span(archive.item.digest)), taken.arrived.item)
    return _Taken(taken.arrived, (*taken.statements, derived))


def _taken(
    stored: Stored, path: Path, arrival: Acquisition, note: Digest | None, record: RecordWriter
) -> _Taken:
    with path.open("rb") as file:
        external = "" if path == record.objects.path(stored.digest) else str(path)
        item = _item(stored, arrival.name, file.read(HEAD), external)
    if (kept := access_to_keep(path)) is not None:
        item = replace(item, access=kept)
    about = Span(stored.digest)
    cites = (about, *((Span(note),) if note else ()))
    arriving = _stated(about, "acquisition", arrival, cites, item)
    statements = [arriving]
    if named := time_in_name(arrival.name):
        said = Mention(statement_id(record.layout.salt, arriving))
        statements.append(_stated(about, "file.time", named, (said,), item))
    return _Taken(Arrived(item, path, arrival.name, arrival.source), tuple(statements))


def _item(stored: Stored, name: str, head: bytes, external: str) -> Item:
    kind = kinds.sniff(head)
    footage = kind is not None and kind.role is not kinds.Role.DOCUMENT
    lower = name.lower()
    return Item(
        stored.digest,
        stored.size,
        kind.media_type if kind and footage else media_type(name, head),
        Role.SIDECAR if lower.endswith(_SIDECARS) else Role.EVIDENCE,
        Access.RESTRICTED if lower.endswith(_CLOSED) else Access.TEAM,
        external,
    )


def _stated(about: Span, term: str, value: Value, cites: tuple[Citation, ...], item: Item) -> Statement:
    return Statement(about, term, value, INTAKE, INTAKE, Method.PARSED, cites, access=item.access)
