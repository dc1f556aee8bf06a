"""Verifying a whole record, trusting nothing in it.

The order: the title page, the heads, every chain with its bodies, what entries point at, every object,
and whatever lies where only the record should lie. All of it is read; nothing stops at a first finding.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tawthiq.record.digest import Digest
from tawthiq.record.errors import RecordError
from tawthiq.record.item import Item
from tawthiq.store.chain import writers
from tawthiq.store.findings import Checked, Finding, Progress, Verification
from tawthiq.store.hashing import Stored
from tawthiq.store.head import SignedHead
from tawthiq.store.layout import TITLE_PAGE, Layout, open_layout
from tawthiq.store.verify_chain import ChainRead, verify_chain
from tawthiq.store.verify_heads import OUTSIDE, check_head, read_outside, sizes_of, stored_heads
from tawthiq.store.verify_objects import unlogged, verify_items

_LINES_BETWEEN_REPORTS = 5000


def _silent(what: str, done: int, total: int) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class _Heads:
    stored: tuple[tuple[str, SignedHead], ...]
    outside: SignedHead | None
    findings: tuple[Finding, ...]


def verify(layout: Layout, head: str | None = None, progress: Progress = _silent) -> Verification:
    """Verifies the record in `layout.root`.

    `head` is what somebody outside kept of it: a signed note, or its digest in words, digits or
    hexadecimal. Raises NotWhole where that note itself is altered or badly signed, UsageError where it
    is no head at all; what is wrong with the record is in the findings.
    """
    heads = _heads(layout, head)
    chains = {read.writer: read for read in _chains(layout, heads, progress)}
    disposed = {d.item for read in chains.values() for d in read.disposals if d.item}
    items = {digest: logged for read in chains.values() for digest, logged in _items(chains, read)}
    checked = list(verify_items(layout, items, disposed, progress))
    others = list(unlogged(layout, items.keys(), disposed))
    outside = tuple(_outside_findings(layout, heads, chains))
    findings = (
        *_title_page(layout),
        *heads.findings,
        *_strangers(layout),
        *(finding for read in chains.values() for finding in read.findings),
        *_unresolved(chains),
        *_undisposed(chains),
        *_heads_findings(layout, heads, chains),
        *(each for each in checked if isinstance(each, Finding)),
        *(finding for wrong, finding in others if wrong),
        *outside,
    )
    notes = (
        *(finding for wrong, finding in others if not wrong),
        *_notes(layout, heads, chains),
    )
    held = heads.outside.head if heads.outside and not outside else None
    return Verification(
        layout.id,
        _checked(chains, items.keys() - disposed, checked, heads),
        findings,
        notes,
        held,
        sum(r.count for r in chains.values()) - sum(c.count for c in held.chains) if held else 0,
    )


def _heads(layout: Layout, text: str | None) -> _Heads:
    found = list(stored_heads(layout))
    stored = tuple((where, each) for where, each in found if isinstance(each, SignedHead))
    findings = tuple(each for _, each in found if isinstance(each, Finding))
    outside = None if text is None else read_outside(text)
    if outside is None or isinstance(outside, SignedHead):
        return _Heads(stored, outside, findings)
    known = next((signed for _, signed in stored if signed.head.digest == outside), None)
    if known is None:
        lost = Finding(OUTSIDE, None, f"no checkpoint of the record has the digest {outside}")
        findings = (*findings, lost)
    return _Heads(stored, known, findings)


def _chains(layout: Layout, heads: _Heads, progress: Progress) -> Iterator[ChainRead]:
    signed = [each for _, each in heads.stored] + ([heads.outside] if heads.outside else [])
    sizes = sizes_of(signed)
    for writer in writers(layout):
        read = ChainRead(writer)
        for read in verify_chain(layout, writer, sizes.get(writer, set())):
            if read.count % _LINES_BETWEEN_REPORTS == 0:
                progress("log", read.count, 0)
        if read.count or read.findings:
            yield read


def _items(chains: dict[str, ChainRead], read: ChainRead) -> Iterator[tuple[Digest, list[Item]]]:
    for digest in read.items:
        yield digest, [item for other in chains.values() for item in other.items.get(digest, ())]


def _title_page(layout: Layout) -> Iterator[Finding]:
    path = layout.root / TITLE_PAGE
    try:
        found = open_layout(layout.root)
    except RecordError as broken:
        yield Finding(TITLE_PAGE, None, broken.message)
        return
    if found.id != layout.id or path.read_bytes() != found.title_page:
        yield Finding(TITLE_PAGE, None, "is not in the form in which it was written: it was altered")


def _strangers(layout: Layout) -> Iterator[Finding]:
    known = set(writers(layout))
    for folder in (layout.log, layout.bodies):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name not in known or path.is_symlink():
                yield Finding(path.relative_to(layout.root).as_posix(), None, "does not belong here")


def _unresolved(chains: dict[str, ChainRead]) -> Iterator[Finding]:
    forgotten = any(read.disposed for read in chains.values())
    for read in chains.values():
        others = [other for other in chains.values() if other is not read]
        for pending in read.pending:
            if any(other.holds(pending.target) for other in others):
                continue
            if read.holds(pending.target):
                yield Finding(pending.path, pending.line, f"cites {pending.target}, which comes after it")
            elif not forgotten:
                yield Finding(pending.path, pending.line, f"cites {pending.target}, which is not here")


def _undisposed(chains: dict[str, ChainRead]) -> Iterator[Finding]:
    ordered = {(d.writer, d.n) for read in chains.values() for d in read.disposals}
    for read in chains.values():
        for n, where in read.disposed.items():
            if (read.writer, n) not in ordered:
                yield Finding(where.path, where.line, "the body is gone, and no disposal says why")
    for writer, n in sorted(ordered):
        if writer in chains and n not in chains[writer].disposed:
            yield Finding(f"bodies/{writer}", None, f"the body of entry {n} was disposed of but is here")


def _heads_findings(layout: Layout, heads: _Heads, chains: dict[str, ChainRead]) -> Iterator[Finding]:
    for where, signed in heads.stored:
        yield from check_head(where, signed, layout.id, chains)
    kept = {signed.head.digest for _, signed in heads.stored}
    for read in chains.values():
        for logged in read.checkpoints:
            if logged.target not in kept:
                what = f"the head {logged.target} it tells of is not in checkpoints/"
                yield Finding(logged.path, logged.line, what)


def _outside_findings(layout: Layout, heads: _Heads, chains: dict[str, ChainRead]) -> Iterator[Finding]:
    if heads.outside is not None:
        yield from check_head(OUTSIDE, heads.outside, layout.id, chains)


def _notes(layout: Layout, heads: _Heads, chains: dict[str, ChainRead]) -> Iterator[Finding]:
    logged = {each.target for read in chains.values() for each in read.checkpoints}
    for where, signed in heads.stored:
        if signed.head.digest not in logged:
            yield Finding(where, None, "no entry of the log tells of it")
    for folder in (layout.incoming, layout.quarantine):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if not path.is_dir():
                yield Finding(path.relative_to(layout.root).as_posix(), None, "not part of the record")


def _checked(
    chains: dict[str, ChainRead],
    items: set[Digest],
    checked: Sequence[Finding | Stored],
    heads: _Heads,
) -> Checked:
    reads = chains.values()
    return Checked(
        chains=len(chains),
        entries=sum(read.count for read in reads),
        disposed=sum(len(read.disposed) for read in reads),
        items=len(items),
        size=sum(each.size for each in checked if isinstance(each, Stored)),
        statements=sum(len(read.statements) for read in reads),
        tasks=sum(read.tasks for read in reads),
        rejects=sum(read.rejects for read in reads),
        heads=len(heads.stored),
    )
