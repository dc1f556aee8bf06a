"""Appending to this device's chain: bodies first, then log lines, one fsync of each a batch."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from filelock import FileLock, Timeout

from tawthiq.record.canonical import canonical
from tawthiq.record.codec import to_json
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.entry import SALT_BYTES, Entry, EntryKind, parse_entry
from tawthiq.record.errors import NotWhole, RecordBusy, RecordError
from tawthiq.store.chain import LOCK, START, Position, segment_name, segments
from tawthiq.store.device_key import DeviceKey
from tawthiq.store.durable import make_folder, sync_folder, write_all, writing_to
from tawthiq.store.layout import Layout
from tawthiq.store.lines import body_line, entry_line

SEGMENT_BYTES = 64 << 20
"""A segment that has reached this size gets no more lines."""

Self = TypeVar("Self", bound="ChainWriter")


@dataclass(frozen=True, slots=True)
class Content:
    """A body about to be committed to, as its canonical bytes."""

    kind: EntryKind
    body: bytes


def content(kind: EntryKind, value: object) -> Content:
    """A record dataclass as the content of an entry."""
    return Content(kind, canonical(to_json(value)))


@contextmanager
def chain_lock(layout: Layout, writer: str) -> Iterator[None]:
    """Holds the chain of `writer` for this process alone. Raises RecordBusy where another holds it."""
    folder = layout.log / writer
    with writing_to(folder):
        make_folder(folder)
    lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as cause:
        raise RecordBusy(f"another process is writing to {layout.root}") from cause
    try:
        yield
    finally:
        lock.release()


class ChainWriter:
    """The one writer of this device's chain. Use as a context manager; holds the chain's lock."""

    def __init__(
        self,
        layout: Layout,
        key: DeviceKey,
        *,
        segment_bytes: int = SEGMENT_BYTES,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Takes the lock and cuts off what was never acknowledged. Raises RecordBusy, NotWhole."""
        self.writer = key.writer
        self._key, self._layout, self._clock = key, layout, clock
        self._segment_bytes = segment_bytes
        self._failed = False
        self._held = ExitStack()
        self._held.enter_context(chain_lock(layout, self.writer))
        try:
            self._position, self._head = _ready(layout, self.writer)
        except BaseException:
            self._held.close()
            raise

    @property
    def position(self) -> Position:
        """How far the chain reaches."""
        return self._position

    @property
    def head(self) -> Entry | None:
        """The last entry; None in an empty chain."""
        return self._head

    def append(self, batch: Sequence[Content]) -> tuple[Entry, ...]:
        """Adds one entry for each content, durably, all stamped with the same time.

        Raises WriteFailed, after which nothing was acknowledged and this writer takes no more: what a
        failed fsync left in memory cannot be trusted, so the chain must be opened anew.
        """
        if self._failed:
            raise RecordError("an earlier write failed; open the record anew")
        segment = self._segment()
        entries, log, bodies, position = self._prepare(batch, segment)
        self._write(segment, b"".join(bodies), b"".join(log))
        if entries:
            self._position, self._head = position, entries[-1]
            self._key.remember(position.n, position.tail)
        return tuple(entries)

    def close(self) -> None:
        """Gives the chain back."""
        self._held.close()

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _segment(self) -> int:
        number = self._position.segment
        pair = self._paths(number)
        full = any(p.exists() and p.stat().st_size >= self._segment_bytes for p in pair)
        return number + 1 if full else number

    def _prepare(
        self, batch: Sequence[Content], segment: int
    ) -> tuple[list[Entry], list[bytes], list[bytes], Position]:
        now, position = self._clock(), self._position
        salts = os.urandom(SALT_BYTES * len(batch))
        entries, log, bodies = [], [], []
        for place, each in enumerate(batch):
            salt = salts[place * SALT_BYTES : (place + 1) * SALT_BYTES]
            commit = Digest(hashlib.sha256(salt + each.body).hexdigest())
            entry = Entry(position.n + 1, position.tail, now, each.kind, commit)
            line = entry_line(entry)
            position = position.after(segment, line)
            entries.append(entry)
            log.append(line + b"\n")
            bodies.append(body_line(each.body, salt.hex()) + b"\n")
        return entries, log, bodies, position

    def _write(self, segment: int, bodies: bytes, log: bytes) -> None:
        log_path, bodies_path = self._paths(segment)
        try:
            with writing_to(bodies_path), _appended(bodies_path, bodies), _appended(log_path, log):
                pass
        except BaseException:
            self._failed = True
            raise

    def _paths(self, segment: int) -> tuple[Path, Path]:
        name = segment_name(segment)
        return self._layout.log / self.writer / name, self._layout.bodies / self.writer / name


@contextmanager
def _appended(path: Path, lines: bytes) -> Iterator[None]:
    """Appends and fsyncs; where that or the block fails, the file is cut back to what it was."""
    created = not path.exists()
    make_folder(path.parent)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    before = os.fstat(descriptor).st_size
    try:
        write_all(descriptor, lines)
        os.fsync(descriptor)
        if created:
            sync_folder(path.parent)
        yield
    except BaseException:
        with suppress(OSError):  # the next open for writing cuts what this cannot
            os.ftruncate(descriptor, before)
        raise
    finally:
        os.close(descriptor)


def _ready(layout: Layout, writer: str) -> tuple[Position, Entry | None]:
    """Cuts the torn tail, makes what stands durable, and finds the end of the chain."""
    with writing_to(layout.log / writer):
        for number in segments(layout.log / writer)[-1:]:
            _mend(layout.log / writer / segment_name(number), layout.bodies / writer / segment_name(number))
        for number in segments(layout.bodies / writer):
            if number not in segments(layout.log / writer):
                (layout.bodies / writer / segment_name(number)).unlink()
    for number in reversed(segments(layout.log / writer)):
        lines = (layout.log / writer / segment_name(number)).read_bytes().split(b"\n")[:-1]
        if lines:
            return _end(number, lines)
    return START, None


def _end(segment: int, lines: list[bytes]) -> tuple[Position, Entry]:
    head = parse_entry(lines[-1])
    end = sum(map(len, lines)) + len(lines)
    start = end - len(lines[-1]) - 1
    return Position(segment, len(lines), start, end, head.n, digest_of(lines[-1])), head


def _mend(log: Path, bodies: Path) -> None:
    rows = _cut(log, None)
    if rows and (not bodies.exists() or _cut(bodies, rows) < rows):
        raise NotWhole(f"{bodies} has fewer lines than its log; nothing more is written to this chain")
    if not rows and bodies.exists():
        _cut(bodies, 0)


def _cut(path: Path, rows: int | None) -> int:
    """Cuts `path` after its last whole line, or after `rows` of them; how many lines are left."""
    with path.open("r+b", buffering=0) as file:
        content = file.read()
        lines = content.split(b"\n")[:-1][:rows]
        whole = sum(map(len, lines)) + len(lines)
        if whole != len(content):
            file.truncate(whole)
        os.fsync(file.fileno())
    return len(lines)
