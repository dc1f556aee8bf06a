"""Verifying one chain, line by line: canonical, linked, committed, lawful."""

import hashlib
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from tawthiq.record.bodies import Checkpoint, Disposal, Reject, TaskDone, Writer
from tawthiq.record.codec import from_json
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.entry import GENESIS, Entry, EntryKind, parse_body, parse_entry
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Item
from tawthiq.record.statement import Statement
from tawthiq.store.chain import LOCK, Line, read_chain, segment_name, segments
from tawthiq.store.device_key import writer_id
from tawthiq.store.findings import Finding
from tawthiq.store.layout import Layout
from tawthiq.store.lines import committed, sealed_body
from tawthiq.store.merkle import GrowingTree
from tawthiq.store.targets import targets_of

_CLASSES: Mapping[EntryKind, type] = {
    EntryKind.WRITER: Writer,
    EntryKind.ITEM: Item,
    EntryKind.STATEMENT: Statement,
    EntryKind.TASK: TaskDone,
    EntryKind.REJECT: Reject,
    EntryKind.DISPOSAL: Disposal,
    EntryKind.CHECKPOINT: Checkpoint,
}


@dataclass(frozen=True, slots=True)
class Pending:
    """An entry points at `target`, which stood nowhere before it in its chain: is it in another?"""

    path: str
    line: int
    target: Digest


@dataclass(slots=True)
class ChainRead:
    """What a chain holds and what is wrong with it; `roots` at the sizes asked for."""

    writer: str
    count: int = 0
    findings: list[Finding] = field(default_factory=list)
    items: dict[Digest, list[Item]] = field(default_factory=dict)
    statements: set[bytes] = field(default_factory=set)
    pending: list[Pending] = field(default_factory=list)
    disposals: list[Disposal] = field(default_factory=list)
    disposed: dict[int, Pending] = field(default_factory=dict)
    checkpoints: list[Pending] = field(default_factory=list)
    tasks: int = 0
    rejects: int = 0
    roots: dict[int, Digest] = field(default_factory=dict)

    def holds(self, target: Digest) -> bool:
        """Whether the chain logged an item or statement of that name."""
        return target in self.items or bytes.fromhex(target) in self.statements


def verify_chain(layout: Layout, writer: str, sizes: AbstractSet[int]) -> Iterator[ChainRead]:
    """Reads the chain; yields the same growing result after each line, for progress, and at the end."""
    read, tree, before = ChainRead(writer), GrowingTree(), GENESIS
    read.findings += _foreign(layout, writer)
    for line in read_chain(layout, writer):
        where = _path("log", writer, line)
        try:
            entry = parse_entry(line.log)
            _check_link(entry, line, before)
        except LawBroken as broken:
            read.findings.append(Finding(where, line.position.row, broken.message))
        else:
            _check_body(read, layout.salt, entry, line)
        before = digest_of(line.log)
        tree.add(line.log)
        read.count = tree.size
        if tree.size in sizes:
            read.roots[tree.size] = tree.root
        yield read
    read.findings += _tails(layout, writer)
    yield read


def _path(part: str, writer: str, line: Line) -> str:
    return f"{part}/{writer}/{segment_name(line.position.segment)}"


def _check_link(entry: Entry, line: Line, before: Digest) -> None:
    if entry.n != line.position.n:
        raise LawBroken(f"entry {entry.n} stands where entry {line.position.n} should")
    if entry.prev != before:
        raise LawBroken("it does not follow the line before it")
    if (entry.kind is EntryKind.WRITER) != (entry.n == 1):
        raise LawBroken("a chain begins with its writer, and names it nowhere else")


def _check_body(read: ChainRead, salt: bytes, entry: Entry, line: Line) -> None:
    where, row = _path("bodies", read.writer, line), line.position.row
    try:
        if line.body is None:
            raise LawBroken("the body is missing")
        body = parse_body(line.body)
        if body is None:
            read.disposed[entry.n] = Pending(where, row, Digest(""))
            return
        committed(entry, line.body)  # the line was found canonical, so the body's bytes are a piece of it
        value: object = from_json(_CLASSES[entry.kind], body.body)
        _note(read, value, Pending(where, row, Digest("")), salt, line.body)
    except LawBroken as broken:
        read.findings.append(Finding(where, row, broken.message))


def _note(read: ChainRead, value: object, where: Pending, salt: bytes, line: bytes) -> None:
    match value:
        case Writer(key=key):
            if len(key) != 64 or writer_id(key) != read.writer:
                raise LawBroken("the key of the writer is not the one its folder is named for")
        case Item(digest=digest):
            read.items.setdefault(digest, []).append(value)
        case Statement():
            _expect(read, targets_of(value), where)
            read.statements.add(hashlib.sha256(salt + sealed_body(line)).digest())
        case TaskDone():
            _expect(read, {*value.outputs, *value.statements}, where)
            read.tasks += 1
        case Reject():
            read.rejects += 1
        case Disposal():
            read.disposals.append(value)
        case Checkpoint(head=head):
            read.checkpoints.append(Pending(where.path, where.line, head))


def _expect(read: ChainRead, targets: AbstractSet[Digest], where: Pending) -> None:
    for target in targets:
        if not read.holds(target):
            read.pending.append(Pending(where.path, where.line, target))


def _foreign(layout: Layout, writer: str) -> Iterator[Finding]:
    log, bodies = layout.log / writer, layout.bodies / writer
    numbers = segments(log)
    names = {segment_name(number) for number in numbers}
    if numbers != tuple(range(1, len(numbers) + 1)):
        yield Finding(f"log/{writer}", None, f"segments {numbers} are not numbered one by one")
    for folder, allowed in ((log, names | {LOCK}), (bodies, names)):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name not in allowed or path.is_symlink() or not path.is_file():
                yield Finding(path.relative_to(layout.root).as_posix(), None, "does not belong here")


def _tails(layout: Layout, writer: str) -> Iterator[Finding]:
    for number in segments(layout.log / writer):
        name = segment_name(number)
        log, bodies = layout.log / writer / name, layout.bodies / writer / name
        rows = [content.count(b"\n") for content in (log.read_bytes(), _bytes(bodies))]
        for path, content in ((log, log.read_bytes()), (bodies, _bytes(bodies))):
            if content and not content.endswith(b"\n"):
                what = "the last line is unfinished: an interrupted write, never acknowledged, or a cut"
                where = path.relative_to(layout.root).as_posix()
                yield Finding(where, content.count(b"\n") + 1, what)
        if rows[1] > rows[0]:
            where = bodies.relative_to(layout.root).as_posix()
            yield Finding(where, rows[0] + 1, "bodies go on where the log has ended")


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
