"""Making working copies: what no browser plays is coded anew, in a locked child, once."""

from collections.abc import Iterable, Iterator

import av

from tawthiq.app.footage_clock import probe_of
from tawthiq.app.progress import Progress, Step
from tawthiq.app.watching import Footage, footage
from tawthiq.app.working_copies import STAGE, task_of
from tawthiq.engine.executor import Ending, Executor
from tawthiq.engine.executor import Task as Work
from tawthiq.engine.local import LocalExecutor
from tawthiq.media.playing import plays
from tawthiq.media.second import excerpt_task
from tawthiq.media.watching import Account, account_of, progress_of
from tawthiq.media.working_copy import LONG_SIDE, WorkingCopy
from tawthiq.record.agent import software
from tawthiq.record.bodies import Reject, Task, TaskDone
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.media_time import clock
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Link
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.writing import RecordWriter

MAKER = software(WorkingCopy.name, f"{WorkingCopy.version}+{av.ffmpeg_version_info}")

_MAKER = "tawthiq.media.working_copy:WorkingCopy"
_SECONDS = 6 * 3600.0
"""Of wall time for one copy: hours of footage at the speed of a small machine."""

HOW = (
    f"working copy to be played: VP9 of at most {LONG_SIDE} pixels, Opus of one channel, in MP4; every frame "
    "at its own second of media time, upright; not the evidence"
)
"""The role of a copy, as the statement about it says it."""


def make_copies(record: RecordWriter, executor: Executor, progress: Progress) -> None:
    """A working copy of all footage that browsers do not play and that has none yet."""
    done = queries.tasks_done(record.index, STAGE)
    waiting = [f for f in footage(record) if not done.get(_task(f).id) and _needs_one(record.index, f)]
    for number, film in enumerate(waiting):
        _make(record, executor, film, _telling(progress, number, len(waiting)))
    if waiting:
        progress(Step(STAGE, len(waiting), len(waiting)))


def make_copy(record: RecordWriter, executor: Executor, item: Digest, progress: Progress) -> None:
    """A working copy of one item, for a browser that does not play it; nothing where there is one."""
    done = queries.tasks_done(record.index, STAGE)
    for film in footage(record):
        if film.item.digest == item and not done.get(_task(film).id):
            _make(record, executor, film, _telling(progress, 0, 1))
            progress(Step(STAGE, 1, 1))


def copying_executor() -> LocalExecutor:
    """One locked child at a time: whoever watches meanwhile needs the other processors."""
    return LocalExecutor(1)


def _task(film: Footage) -> Task:
    return task_of(film.item.digest)


def _needs_one(index: Index, film: Footage) -> bool:
    probe = probe_of(index, film.item.digest, Access.RESTRICTED)
    return probe is not None and not plays(probe)


def _telling(progress: Progress, number: int, total: int) -> Progress:
    """Steps of one copy as steps of all."""
    return lambda step: progress(Step(STAGE, number, total, step.what))


def _make(record: RecordWriter, executor: Executor, film: Footage, progress: Progress) -> None:
    progress(Step(STAGE, 0, 1, film.name))

    def heard(_: Work, message: bytes) -> None:
        if reached := progress_of(message):
            progress(Step(STAGE, 0, 1, f"{film.name} {clock(reached.seconds)}"))

    work = excerpt_task(film.path, _MAKER, {}, key=film.item.digest, seconds=_SECONDS)
    outcome = next(iter(executor.run([work], on_message=heard)))
    _write(record, film, account_of(outcome), ended=outcome.ending is Ending.FINISHED)


def _write(record: RecordWriter, film: Footage, account: Account, *, ended: bool) -> None:
    """The copy, its statement, what went wrong; a death is no end, so that the next build tries again."""
    task = _task(film)
    items, statements = [], []
    if ended and account.pieces:
        made = record.objects.put_bytes(b"".join(piece.content for piece in account.pieces))
        kind = account.pieces[0].header.media_type
        items.append(Item(made.digest, made.size, kind, Role.WORKING_COPY, film.item.access))
        statements.append(_derived(film.item, made.digest, task))
    rejects = tuple(_rejects(film, account, made=bool(items)))
    ids = record.add(items, statements, rejects).ids
    outputs = tuple(item.digest for item in items)
    record.add(tasks=[TaskDone(task, outputs, tuple(ids), ended, "; ".join(r.reason for r in rejects))])


def _derived(original: Item, copy: Digest, task: Task) -> Statement:
    about = Span(copy)
    return Statement(
        about, "derived-from", Link(original.digest, HOW), MAKER, MAKER, Method.PARSED,
        (about, Span(original.digest)), task=task.id, access=original.access,
    )  # fmt: skip


def _rejects(film: Footage, account: Account, *, made: bool) -> Iterator[Reject]:
    """Why there is none, or what it lacks; with the second where that is known."""
    faults: Iterable[tuple[str, str]] = (
        ("" if fault.at is None else clock(fault.at, decimals=3), f"{fault.by.name}: {fault.what}")
        for fault in account.faults
    )
    found = tuple(faults) or (() if made else (("", "nothing could be decoded"),))
    for where, what in found:
        said = "the working copy lacks something" if made else "no working copy could be made to be played"
        yield Reject(film.name, where, f"{said}: {what}", STAGE, film.item.digest)
