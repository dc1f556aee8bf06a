"""Making checkpoints: all chains known now, signed by this device, kept in `checkpoints/` and logged."""

from datetime import UTC, datetime

from tawthiq.record.bodies import Checkpoint
from tawthiq.record.entry import EntryKind
from tawthiq.store.chain import read_chain, writers
from tawthiq.store.chain_writer import content
from tawthiq.store.durable import place
from tawthiq.store.head import ChainHead, Head, SignedHead, signed_by
from tawthiq.store.layout import Layout
from tawthiq.store.merkle import GrowingTree
from tawthiq.store.writing import RecordWriter


def make_checkpoint(record: RecordWriter, at: datetime | None = None) -> SignedHead:
    """Signs a head over all chains, keeps it, then logs that it was made. Raises WriteFailed.

    Give `text` of the result, or its digest in words, to somebody outside: only a head held elsewhere
    can show that a record was not written anew. `at` is now, to the second, unless given.
    """
    moment = (at or datetime.now(UTC)).replace(microsecond=0)
    signed = signed_by(head_of(record.layout, moment), record.key)
    path = record.layout.checkpoints / signed.head.file_name
    place(path, signed.text.encode(), record.layout.incoming / record.writer, mode=0o444)
    record.append([content(EntryKind.CHECKPOINT, Checkpoint(signed.head.digest))])
    return signed


def head_of(layout: Layout, at: datetime) -> Head:
    """What all chains on disk are now, stamped `at`; reads every line."""
    chains = tuple(_chain_head(layout, writer) for writer in writers(layout))
    return Head(layout.id, at, tuple(chain for chain in chains if chain.count))


def _chain_head(layout: Layout, writer: str) -> ChainHead:
    tree = GrowingTree()
    for line in read_chain(layout, writer):
        tree.add(line.log)
    return ChainHead(writer, tree.size, tree.root)
