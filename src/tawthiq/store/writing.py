"""The one way into a record: what is added passes the law, is made durable, and only then is known."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import RLock

from sqlalchemy import select

from tawthiq.record.agent import Agent
from tawthiq.record.bodies import Disposal, Reject, TaskDone, Writer
from tawthiq.record.digest import Digest
from tawthiq.record.entry import Entry, EntryKind
from tawthiq.record.errors import LawBroken, NotFound
from tawthiq.record.item import Item
from tawthiq.record.statement import Statement, statement_id
from tawthiq.store.admission import Admitted, Batch, admit, disposed_among, unknown
from tawthiq.store.chain import extends_memory
from tawthiq.store.chain_writer import ChainWriter, Content, chain_lock, content
from tawthiq.store.device_key import DeviceKey, device_key, retire
from tawthiq.store.disposal import carry_out
from tawthiq.store.index import Index
from tawthiq.store.indexing import catch_up, index_logged, open_index
from tawthiq.store.layout import Layout, open_layout
from tawthiq.store.marks import micros
from tawthiq.store.migrations import migrate
from tawthiq.store.objects import ObjectStore, Orphans
from tawthiq.store.rows import Logged
from tawthiq.store.tables import DISPOSALS, ITEMS, LINES


@dataclass(frozen=True, slots=True)
class Added:
    """What an `add` did: the ids of its statements in their order, and what was new to the record.

    An id may differ from the one the caller computed, where the statement inherited stricter access.
    """

    ids: tuple[Digest, ...] = ()
    items: tuple[Digest, ...] = ()
    statements: tuple[Digest, ...] = ()
    rejects: int = 0
    tasks: tuple[Digest, ...] = ()


class RecordWriter:
    """A record open for writing; made by `open_for_writing`. Threads that share one take turns."""

    def __init__(
        self, layout: Layout, key: DeviceKey, chain: ChainWriter, index: Index, objects: ObjectStore
    ) -> None:
        self.layout, self.index, self.objects = layout, index, objects
        self.key = key
        self._chain = chain
        self._turn = RLock()
        self.orphans = Orphans()

    @property
    def writer(self) -> str:
        """The id of the chain that is written."""
        return self._chain.writer

    def add(
        self,
        items: Sequence[Item] = (),
        statements: Sequence[Statement] = (),
        rejects: Sequence[Reject] = (),
        tasks: Sequence[TaskDone] = (),
    ) -> Added:
        """Adds what the record does not hold yet, in this order, durably, as one batch.

        Raises LawBroken where the law refuses any of it, and WriteFailed where the disk does; nothing
        of the batch was acknowledged then.
        """
        batch = Batch(items, statements, rejects, tasks)
        with self._turn:
            self._check_items(items)
            with self.index.reading() as connection:
                admitted, ids = admit(connection, self.layout.salt, batch)
                new = unknown(connection, admitted)
            self._append(new)
        return Added(
            ids,
            tuple(each.subject for each in new if each.kind is EntryKind.ITEM),
            tuple(each.subject for each in new if each.kind is EntryKind.STATEMENT),
            sum(each.kind is EntryKind.REJECT for each in new),
            tuple(each.value.task.id for each in new if isinstance(each.value, TaskDone)),
        )

    def append(self, contents: Sequence[Content]) -> tuple[Entry, ...]:
        """Appends entries of kinds that `add` does not know, such as checkpoints."""
        with self._turn:
            entries = self._chain.append(contents)
            catch_up(self.index)
        return entries

    def dispose(self, subjects: Iterable[Digest], *, reason: str, ordered_by: str) -> tuple[Disposal, ...]:
        """Disposes of items and statements in every chain that holds them; see `disposal`.

        Raises NotFound where one is not in the record, RecordBusy where its chain is being written.
        """
        if not (reason and ordered_by):
            raise LawBroken("a disposal says who ordered it and why")
        disposals = tuple(
            disposal for subject in subjects for disposal in self._disposals(subject, reason, ordered_by)
        )
        with self._turn, ExitStack() as locks:
            for other in {d.writer for d in disposals} - {self.writer}:
                locks.enter_context(chain_lock(self.layout, other))
            self._chain.append([content(EntryKind.DISPOSAL, each) for each in disposals])
            carry_out(self.layout, disposals)
        catch_up(self.index)
        return disposals

    def _check_items(self, items: Sequence[Item]) -> None:
        with self.index.reading() as connection:
            gone = disposed_among(connection, items)
        for digest in gone:
            self.objects.discard(digest)  # the bytes came again; they must not stay
        for digest, by in gone.items():
            raise LawBroken(f"item {digest} was disposed of by order of {by}, and is not taken again")
        for item in items:
            path = self.objects.locate(item)
            if not path.is_file() or path.stat().st_size != item.size:
                raise LawBroken(f"item {item.digest}: {path} is missing or not {item.size} bytes")

    def _append(self, new: Sequence[Admitted]) -> None:
        if not new:
            return
        before = self._chain.position
        entries = self._chain.append([each.content for each in new])
        logged = [
            Logged(
                self.writer,
                entry.n,
                micros(entry.at),
                each.kind,
                each.subject,
                each.value,
                each.body.decode(),
            )
            for entry, each in zip(entries, new, strict=True)
        ]
        index_logged(self.index, before, self._chain.position, logged)

    def _disposals(self, subject: Digest, reason: str, ordered_by: str) -> Iterator[Disposal]:
        with self.index.reading() as connection:
            lines = connection.execute(
                select(LINES.c.writer, LINES.c.n, LINES.c.kind).where(LINES.c.subject == subject)
            )
            found = tuple(lines)
        if not found:
            raise NotFound(f"nothing in the record is named {subject}")
        for writer, n, kind in found:
            item = subject if kind == EntryKind.ITEM else None
            yield Disposal(writer, n, reason, ordered_by, item)


def statement_ids(layout: Layout, statements: Iterable[Statement]) -> tuple[Digest, ...]:
    """The ids the statements have as they stand; `Added.ids` are the ones they got."""
    return tuple(statement_id(layout.salt, statement) for statement in statements)


@contextmanager
def open_for_writing(layout: Layout, software: Agent) -> Iterator[RecordWriter]:
    """Opens the record for writing with this device's key; `software` is named in a new chain.

    Brings an older format forward, cuts what was never acknowledged, finishes disposals, clears up
    unfinished files. Raises RecordBusy where another process holds the chain.
    """
    migrate(layout.root, layout.format)
    layout = open_layout(layout.root)
    with ExitStack() as stack:
        key, chain = _open_chain(layout, stack)
        if chain.head is None:
            chain.append([content(EntryKind.WRITER, Writer(key.public, software))])
        index = stack.enter_context(open_index(layout))
        record = RecordWriter(layout, key, chain, index, ObjectStore(layout, key.writer))
        record.orphans = _clear_up(record)
        yield record


def _open_chain(layout: Layout, stack: ExitStack) -> tuple[DeviceKey, ChainWriter]:
    key = device_key(layout)
    chain = stack.enter_context(ChainWriter(layout, key))
    if not extends_memory(layout, key.writer, key.remembered):
        key = retire(key)
        chain = stack.enter_context(ChainWriter(layout, key))
    return key, chain


def _clear_up(record: RecordWriter) -> Orphans:
    with record.index.reading() as connection:
        known = set(connection.scalars(select(ITEMS.c.digest)))
        rows = connection.execute(
            select(
                DISPOSALS.c.of_writer,
                DISPOSALS.c.of_n,
                DISPOSALS.c.reason,
                DISPOSALS.c.ordered_by,
                DISPOSALS.c.item,
            )
        )
        disposals = [Disposal(*row) for row in rows]
    with ExitStack() as locks:
        for other in {d.writer for d in disposals} - {record.writer}:
            locks.enter_context(chain_lock(record.layout, other))
        carry_out(record.layout, disposals)
    return record.objects.recover(known)
