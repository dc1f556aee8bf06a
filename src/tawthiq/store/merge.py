"""Merging two copies of one record that were worked on apart: the union of their chains.

Nothing is rewritten, so the order of merges does not matter and a merge done twice does nothing. The
other copy is verified first, and where a chain forks nothing at all is changed. Objects are copied
first, then bodies, then log lines, then heads: a merge cut short loses nothing and is simply run again;
until then verification names what is lacking. What either copy has disposed of is gone in the merged one.
"""

from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from tawthiq.record.bodies import Disposal
from tawthiq.record.digest import Digest
from tawthiq.record.entry import DISPOSED
from tawthiq.record.errors import NotWhole, UsageError
from tawthiq.store.chain import segment_name, segments, writers
from tawthiq.store.chain_writer import chain_lock
from tawthiq.store.disposal import carry_out
from tawthiq.store.durable import place
from tawthiq.store.findings import Finding
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import Layout
from tawthiq.store.objects import ObjectStore
from tawthiq.store.queries import disposals
from tawthiq.store.verify import verify


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought over: chains made or made longer, entries, objects, heads."""

    chains: tuple[str, ...] = ()
    entries: int = 0
    objects: int = 0
    heads: int = 0


@dataclass(frozen=True, slots=True)
class _Segment:
    """A segment to be written: whole new contents of its two files."""

    writer: str
    number: int
    log: bytes
    bodies: bytes
    added: int


def merge(ours: Layout, other: Layout) -> Merged:
    """Brings into `ours` all that `other`, a copy of the same record, has beyond it.

    Raises UsageError for another record, NotWhole where the other is not whole or a chain forks (naming
    writer and line), RecordBusy where one of the chains to be made longer is being written.
    """
    if (ours.id, ours.salt) != (other.id, other.salt):
        raise UsageError(f"{other.root} is not a copy of {ours.root}: their record ids differ")
    _check_other(other)
    longer = {segment.writer for segment in _plan(ours, other)}  # a fork is refused before any lock is made
    with ExitStack() as locks:
        for writer in sorted(longer):
            locks.enter_context(chain_lock(ours, writer))
        plan = _plan(ours, other)
        objects = _copy_objects(ours, other, {gone.item for gone in _disposals(ours) if gone.item})
        for segment in plan:
            _write(ours, segment)
        heads = _copy_heads(ours, other)
        carry_out(ours, _disposals(ours))
    chains = tuple(sorted({segment.writer for segment in plan if segment.added}))
    return Merged(chains, sum(segment.added for segment in plan), objects, heads)


def _check_other(other: Layout) -> None:
    findings: tuple[Finding, ...] = verify(other).findings
    if findings:
        raise NotWhole(f"{other.root} is not whole, so nothing was merged: {findings[0]}")


def _plan(ours: Layout, other: Layout) -> list[_Segment]:
    """The segments of the other's chains that change ours. Raises NotWhole at a fork."""
    return [segment for writer in writers(other) for segment in _plan_chain(ours, other, writer)]


def _plan_chain(ours: Layout, other: Layout, writer: str) -> list[_Segment]:
    mine, theirs = segments(ours.log / writer), segments(other.log / writer)
    plan, first = [], 1
    for number in theirs:
        name = segment_name(number)
        held = _lines(ours.log / writer / name)
        given = _lines(other.log / writer / name)
        for row, (a, b) in enumerate(zip(held, given, strict=False)):
            if a != b:
                raise NotWhole(f"chain {writer} forks at entry {first + row}: nothing was merged")
        closed_here, closed_there = number < max(mine, default=0), number < theirs[-1]
        if (closed_here and len(given) > len(held)) or (closed_there and len(held) > len(given)):
            raise NotWhole(f"chain {writer} forks after segment {number}: nothing was merged")
        plan += _grown(ours, other, writer, number, held, given)
        first += max(len(held), len(given))
    return plan


def _grown(
    ours: Layout, other: Layout, writer: str, number: int, held: list[bytes], given: list[bytes]
) -> list[_Segment]:
    name = segment_name(number)
    mine = _lines(ours.bodies / writer / name)[: len(held)]
    theirs = _lines(other.bodies / writer / name)[: len(given)]
    # The log lines are the same and theirs were verified: where bodies differ, ours were damaged.
    bodies = [
        DISPOSED if DISPOSED in (a, b) else (b or a) for a, b in zip_longest(mine, theirs, fillvalue=b"")
    ]
    if len(given) <= len(held) and bodies == mine:
        return []
    log = given if len(given) > len(held) else held
    added = max(0, len(given) - len(held))
    return [_Segment(writer, number, _text(log), _text(bodies), added)]


def _write(ours: Layout, segment: _Segment) -> None:
    name, incoming = segment_name(segment.number), ours.incoming / segment.writer
    place(ours.bodies / segment.writer / name, segment.bodies, incoming)
    if segment.added:
        place(ours.log / segment.writer / name, segment.log, incoming)


def _disposals(layout: Layout) -> tuple[Disposal, ...]:
    with open_index(layout) as index:
        return disposals(index)


def _copy_objects(ours: Layout, other: Layout, gone: AbstractSet[str]) -> int:
    store, count = ObjectStore(ours, "merge"), 0
    for path in sorted(other.objects.glob("??/*")):
        if Digest(path.name) not in store and path.name not in gone:
            if store.put(path).digest != path.name:
                raise NotWhole(f"{path} is not what its name says")
            count += 1
    return count


def _copy_heads(ours: Layout, other: Layout) -> int:
    count = 0
    for path in sorted(other.checkpoints.glob("*.head")):
        if not (ours.checkpoints / path.name).exists():
            place(ours.checkpoints / path.name, path.read_bytes(), ours.incoming / "merge", mode=0o444)
            count += 1
    return count


def _lines(path: Path) -> list[bytes]:
    """The whole lines of a segment; none where there is no such file."""
    return path.read_bytes().split(b"\n")[:-1] if path.is_file() else []


def _text(lines: list[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)
