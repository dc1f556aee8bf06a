"""Sealing, verifying, merging and reindexing: what keeps a record honest and whole."""

from dataclasses import dataclass
from pathlib import Path

from tawthiq.app.founding import TAWTHIQ
from tawthiq.app.progress import Progress, Step, silent
from tawthiq.publish.pages import seal_html
from tawthiq.publish.seal import SealSheet
from tawthiq.record.errors import NotFound
from tawthiq.store.checkpoint import make_checkpoint
from tawthiq.store.durable import place
from tawthiq.store.findings import Verification
from tawthiq.store.head import Head, SignedHead
from tawthiq.store.indexing import open_index
from tawthiq.store.indexing import reindex as rebuild
from tawthiq.store.layout import Layout, open_layout
from tawthiq.store.merge import Merged
from tawthiq.store.merge import merge as merge_layouts
from tawthiq.store.verify import verify as verify_layout
from tawthiq.store.words import to_words
from tawthiq.store.writing import open_for_writing

PAGE = "SEAL.html"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A head that was made: its file, its digest in words, and the printable page where one was asked for."""

    head: SignedHead
    file: Path
    words: tuple[str, ...]
    page: Path | None = None


def seal(folder: Path, *, printed: bool = False) -> Sealed:
    """Signs all chains as they are now; with `printed` also writes one page to be left with somebody."""
    layout = open_layout(folder)
    with open_for_writing(layout, TAWTHIQ) as record:
        signed = make_checkpoint(record)
    page = layout.root / PAGE
    if printed:
        place(page, seal_page(layout, signed).encode(), layout.incoming)
    head = signed.head
    return Sealed(signed, layout.checkpoints / head.file_name, _words(head), page if printed else None)


def seal_page(layout: Layout, signed: SignedHead) -> str:
    """The page of one head to be printed and left with somebody."""
    head = signed.head
    chains = tuple((chain.writer, chain.count) for chain in head.chains)
    return seal_html(SealSheet(layout.title, layout.id, head.at, head.digest, _words(head), chains))


def _words(head: Head) -> tuple[str, ...]:
    return tuple(to_words(head.digest).split("-"))


def verify(folder: Path, head: Path | None = None, progress: Progress = silent) -> Verification:
    """Checks the whole record, against a head held elsewhere where one is given. See store.verify."""
    if head is not None and not head.is_file():
        raise NotFound(f"{head} is not there", mend="Name the file that holds the head, its digits or words.")
    text = head.read_text("utf-8-sig") if head else None

    def told(what: str, done: int, total: int) -> None:
        progress(Step(what, done, total))

    return verify_layout(open_layout(folder), text, told)


def merge(folder: Path, other: Path) -> Merged:
    """Brings into the record in `folder` what a copy of it in `other` has beyond it."""
    return merge_layouts(open_layout(folder), open_layout(other))


def reindex(folder: Path) -> int:
    """Throws the index away and builds it from the log; how many lines were read."""
    with open_index(open_layout(folder)) as index:
        return rebuild(index)
