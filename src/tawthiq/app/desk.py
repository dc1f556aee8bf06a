"""A record on somebody's desk: open for one program that reads it, adds to it, and may be building it."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tawthiq.app.background import Work
from tawthiq.app.founding import TAWTHIQ, check_sources, open_or_create
from tawthiq.app.progress import Progress
from tawthiq.record.digest import Digest
from tawthiq.store.index import Index
from tawthiq.store.layout import TITLE_PAGE, Layout
from tawthiq.store.writing import RecordWriter, open_for_writing

SUFFIX = ".record"


@dataclass(frozen=True, slots=True)
class Desk:
    """An open record and the work under way on it. Threads may share it.

    `may_load`: set when the work may load its stages, which takes the interpreter from everybody else.
    """

    record: RecordWriter
    work: Work
    may_load: threading.Event

    @property
    def index(self) -> Index:
        """The record's index, to ask questions of."""
        return self.record.index

    @property
    def layout(self) -> Layout:
        """Where the record lies, and its title page."""
        return self.record.layout

    def copy_to_play(self, item: Digest) -> None:
        """Has a working copy of `item` made in the background."""
        from tawthiq.app.copy_making import copying_executor, make_copy

        self.work.also(lambda progress: make_copy(self.record, copying_executor(), item, progress))


@contextmanager
def at_desk(
    folder: Path, sources: Sequence[Path] = (), *, workers: int = 2, page_first: bool = False
) -> Iterator[Desk]:
    """The record in `folder`, made where there is none; its work, once started, builds `sources` into it.

    Without sources what nobody could play yet is made playable. With `page_first` the work takes the files in
    and then waits until somebody sets `may_load`. Nobody is asked about the sources: what is
    not known stays unknown. Raises what `build` raises before it begins; what goes wrong later is told by
    the work's report.
    """
    check_sources(sources, folder)
    with open_for_writing(open_or_create(folder), TAWTHIQ) as record:
        may_load = threading.Event()
        if not page_first:
            may_load.set()
        work = Work(partial(_work, record, sources, workers, may_load))
        try:
            yield Desk(record, work, may_load)
        finally:
            may_load.set()
            work.stop()


def _work(
    record: RecordWriter,
    sources: Sequence[Path],
    workers: int,
    may_load: threading.Event,
    progress: Progress,
) -> None:
    """What goes on in the background; its stages are loaded here, when they may be."""
    if sources:
        from tawthiq.app.building import build_into

        build_into(record, sources, workers=workers, progress=progress, taken_in=may_load.wait)
    else:
        may_load.wait()
        from tawthiq.app.copy_making import copying_executor, make_copies

        make_copies(record, copying_executor(), progress)


def record_beside(folder: Path) -> Path:
    """Where the record of the folder or file `folder` lies by default: beside it."""
    whole = folder.resolve()
    return whole.with_name(whole.name + SUFFIX)


def is_record(folder: Path) -> bool:
    """Whether `folder` is a record and not material for one."""
    return (folder / TITLE_PAGE).is_file()
