"""The second pass: words spoken and words on screen, asked for by name, on what the first pass chose.

A stage of its own. Each span is a task, and so is each item when its spans are done: stopped, it goes on
where it was. One locked child cuts excerpts out, a second one reads them (see media/second.py).
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tawthiq.app.progress import Progress, Step
from tawthiq.app.watching import Footage, footage
from tawthiq.engine.executor import Ending, Executor, Outcome
from tawthiq.engine.executor import Task as Work
from tawthiq.engine.local import LocalExecutor
from tawthiq.media.excerpts import RATE
from tawthiq.media.messages import Found
from tawthiq.media.second import PRELOAD, excerpt_task, reading_task, write_excerpts
from tawthiq.media.watching import Account, account_of
from tawthiq.record.agent import software
from tawthiq.record.bodies import Reject, Task, TaskDone, parameters_digest
from tawthiq.record.canonical import JsonObject
from tawthiq.record.digest import Digest
from tawthiq.record.draft import signed
from tawthiq.record.item import Access
from tawthiq.record.media_time import MediaTime, rational
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.queries import StatementRow
from tawthiq.store.writing import RecordWriter

_JOINED = 2
"""Seconds of silence over which speech is read on as one span."""

_LONGEST = 28
"""Seconds of a span, unless one person speaks on: a speech model hears thirty at once."""

_BATCH = 300
"""Seconds of spans between two writings: what is lost at most when somebody stops it."""

_CUTTING_SECONDS = 4 * 3600.0


@dataclass(frozen=True, slots=True)
class SecondPass:
    """One kind of second look: its stage, who cuts and who reads (each "module:Class"), on which spans.

    `chosen_by`: the properties whose spans are looked at, with `margin` seconds on either side; empty for all
    of the item. `settings` are those of the reader; `version` and `parameters` name it in tasks.
    """

    stage: str
    excerpter: str
    reader: str
    version: str
    settings: JsonObject
    parameters: JsonObject
    streams: tuple[str, ...]
    chosen_by: tuple[str, ...] = ()
    margin: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A span to look at, and the statements that chose it; without seconds, the whole item."""

    task: Task
    seconds: Seconds | None = None


def look_again(
    record: RecordWriter, passes: Sequence[SecondPass], progress: Progress, executor: Executor | None = None
) -> None:
    """Every second pass over every item that has not had it; faults are rejects, the rest goes on."""
    runner = executor or LocalExecutor(1, preload=PRELOAD)
    for each in passes:
        done = queries.tasks_done(record.index)
        waiting = [
            f
            for f in footage(record)
            if f.item.media_type.startswith(each.streams) and not done.get(_whole(each, f).id)
        ]
        for number, film in enumerate(waiting):
            progress(Step(each.stage, number, len(waiting), film.name))
            _look(record, each, film, runner)
        progress(Step(each.stage, len(waiting), len(waiting)))


def _look(record: RecordWriter, this: SecondPass, film: Footage, executor: Executor) -> None:
    whole = _whole(this, film)
    done = queries.tasks_done(record.index)
    chosen = list(_chosen(record, this, film)) if this.chosen_by else [_Chosen(whole)]
    waiting = [each for each in chosen if not done.get(each.task.id)]
    ended = [_read(record, this, film, batch, executor) for batch in _batches(waiting)]
    if this.chosen_by:
        record.add(tasks=[TaskDone(whole, complete=all(ended))])


def _whole(this: SecondPass, film: Footage) -> Task:
    return Task(this.stage, this.version, parameters_digest(this.parameters), (film.item.digest,))


def _chosen(record: RecordWriter, this: SecondPass, film: Footage) -> Iterator[_Chosen]:
    """The spans that the first pass chose, those close together as one."""
    rows = queries.statements(
        record.index, item=film.item.digest, properties=this.chosen_by, seen_by=Access.RESTRICTED
    )
    for group in joined([(r, s) for r in rows if (s := _seconds(r)) and s.end is not None]):
        start, end = group[0][1].start, max(s.end for _, s in group if s.end is not None)
        inputs = (film.item.digest, *(row.id for row, _ in group))
        task = Task(f"{this.stage}-span", this.version, parameters_digest(this.parameters), inputs)
        yield _Chosen(task, Seconds(max(MediaTime(0), start - this.margin), end + this.margin))


def _seconds(row: StatementRow) -> Seconds | None:
    about = row.statement.about
    return about.seconds if isinstance(about, Span) else None


def joined(
    rows: Sequence[tuple[StatementRow, Seconds]],
) -> Iterator[list[tuple[StatementRow, Seconds]]]:
    """Spans in order of time, in groups without long silence and no longer than a model hears at once."""
    group: list[tuple[StatementRow, Seconds]] = []
    for row, seconds in sorted(rows, key=lambda each: each[1].start):
        end = max((s.end for _, s in group if s.end is not None), default=seconds.start)
        overlaps = seconds.start < end
        fits = bool(group) and (seconds.end or seconds.start) - group[0][1].start <= _LONGEST
        if group and not overlaps and (seconds.start - end > _JOINED or not fits):
            yield group
            group = []
        group.append((row, seconds))
    if group:
        yield group


def _batches(chosen: Sequence[_Chosen]) -> Iterator[list[_Chosen]]:
    batch: list[_Chosen] = []
    length = MediaTime(0)
    for each in chosen:
        batch.append(each)
        if each.seconds and each.seconds.end is not None:
            length += each.seconds.end - each.seconds.start
        if length >= _BATCH:
            yield batch
            batch, length = [], MediaTime(0)
    if batch:
        yield batch


def _read(
    record: RecordWriter, this: SecondPass, film: Footage, batch: Sequence[_Chosen], executor: Executor
) -> bool:
    """One batch: cut, read, written. Whether both children came to their end."""
    outcomes = [next(executor.run([_cutting(this, film, batch)]))]
    cut = account_of(outcomes[0])
    faults = cut.faults
    found: tuple[Found, ...] = ()
    if cut.tracks:
        outcomes.append(_reading(record, this, film, cut, executor))
        read = account_of(outcomes[1])
        faults, found = (*faults, *read.faults), read.found
    whole = all(outcome.ending is Ending.FINISHED for outcome in outcomes)
    rejects = [Reject(film.name, "", f"{f.by.name}: {f.what}", this.stage, film.item.digest) for f in faults]
    _write(record, film, batch, found, rejects, whole=whole)
    return whole


def _cutting(this: SecondPass, film: Footage, batch: Sequence[_Chosen]) -> Work:
    spans = [[rational(s.start), rational(s.end)] for c in batch if (s := c.seconds) and s.end is not None]
    settings: JsonObject = {"spans": spans, "rate": RATE} if this.chosen_by else {}
    return excerpt_task(film.path, this.excerpter, settings, key=film.item.digest, seconds=_CUTTING_SECONDS)


def _reading(
    record: RecordWriter, this: SecondPass, film: Footage, cut: Account, executor: Executor
) -> Outcome:
    with tempfile.TemporaryDirectory(dir=record.layout.cache) as folder:
        path = Path(folder) / "excerpts"
        with path.open("wb") as file:
            write_excerpts(file, cut.tracks)
        return next(executor.run([reading_task(path, this.reader, this.settings, key=film.item.digest)]))


def _write(
    record: RecordWriter,
    film: Footage,
    batch: Sequence[_Chosen],
    found: Sequence[Found],
    rejects: Sequence[Reject],
    *,
    whole: bool,
) -> None:
    """Statements by the span they lie in, and the tasks of spans that are done."""
    item = film.item
    statements = [
        signed(
            each.draft,
            item.digest,
            software(each.by.name, each.by.version),
            task=_home(batch, each).id,
            access=item.access,
        )
        for each in found
    ]
    ids = record.add(statements=statements, rejects=rejects).ids
    said: dict[Digest | None, list[Digest]] = defaultdict(list)
    for statement, id in zip(statements, ids, strict=True):
        said[statement.task].append(id)
    tasks = [
        TaskDone(c.task, statements=tuple(dict.fromkeys(said[c.task.id])), complete=whole) for c in batch
    ]
    record.add(tasks=tasks)


def _home(batch: Sequence[_Chosen], found: Found) -> Task:
    """The task of the span in which a finding begins."""
    start = next((s.start for s in found.draft.selectors if isinstance(s, Seconds)), MediaTime(0))
    homes = (c.task for c in reversed(batch) if c.seconds is None or c.seconds.start <= start)
    return next(homes, batch[0].task)
