"""Watching: every footage item once, in locked children, several at a time, resumable at each file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from pathlib import Path

from tawthiq.app.analysers import ANALYSERS
from tawthiq.app.excluding import excluded
from tawthiq.app.filming import Inferring, compared, filmed
from tawthiq.app.progress import Progress, Step
from tawthiq.app.watch_tasks import FOOTAGE, PROBER, STAGE, Missing, Watchings
from tawthiq.engine.executor import Executor, Outcome
from tawthiq.engine.executor import Task as Work
from tawthiq.engine.local import LocalExecutor
from tawthiq.media import kinds
from tawthiq.media.exif import exif_facts
from tawthiq.media.facts import facts
from tawthiq.media.messages import Maker
from tawthiq.media.watching import (
    PRELOAD,
    Account,
    account_of,
    progress_of,
    rescue_task,
    watch_task,
)
from tawthiq.record.agent import Agent, software
from tawthiq.record.bodies import Reject, TaskDone
from tawthiq.record.canonical import canonical
from tawthiq.record.codec import to_json
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.draft import Draft, signed
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.measure import Track
from tawthiq.record.media_time import clock
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement, statement_id
from tawthiq.record.value import Link
from tawthiq.store import queries
from tawthiq.store.writing import RecordWriter

MODELS = ("tawthiq.watch.silero",)
"""Modules that load what analysers need in their children, and nobody else does."""

Tasks = Mapping[str, Digest]
"""The id of each maker's task, by the maker's name; what others say is not for this harvest."""


@dataclass(frozen=True, slots=True)
class Footage:
    """An item to be watched, where it lies, and a name to speak of it by."""

    item: Item
    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one watching adds to a record: new items with their bytes, statements, rejects."""

    items: tuple[tuple[Item, bytes], ...] = ()
    statements: tuple[Statement, ...] = ()
    rejects: tuple[Reject, ...] = ()


def local_executor(workers: int, analysers: Sequence[str] = ANALYSERS) -> LocalExecutor:
    """Locked children on this machine, with the analysers' modules already imported."""
    modules = tuple(dict.fromkeys(a.partition(":")[0] for a in analysers))
    return LocalExecutor(workers, preload=(*PRELOAD, *modules, *MODELS))


def watch_all(
    record: RecordWriter, executor: Executor, progress: Progress, analysers: Sequence[str] = ANALYSERS
) -> None:
    """One pass over every footage item that some of these analysers have not watched, for those alone."""
    watchings = Watchings(record.index, analysers)
    waiting = {f.item.digest: (f, m) for f in footage(record) if (m := watchings.missing(f.item.digest))}
    works = (watch_task(f.path, m.analysers, key=digest) for digest, (f, m) in waiting.items())
    for number, (work, account) in enumerate(_accounts(executor, works, len(waiting), progress), start=1):
        watched, missing = waiting[Digest(work.key)]
        _write(watched, missing, account, record)
        progress(Step("watching", number, len(waiting), watched.name))


def footage(record: RecordWriter) -> Iterator[Footage]:
    """The items whose first bytes can be seen or heard, but for those that a rule leaves out."""
    left_out = excluded(record.index, seen_by=Access.RESTRICTED)
    for row in queries.items(record.index, role=Role.EVIDENCE, seen_by=Access.RESTRICTED):
        path = record.objects.locate(row.item)
        if row.item.digest not in left_out and row.item.media_type.startswith(FOOTAGE) and is_footage(path):
            yield Footage(row.item, path, next(iter(row.names), row.item.digest))


def is_footage(path: Path) -> bool:
    """Whether the first bytes of `path` are of a kind on the allow-list of what is decoded."""
    with path.open("rb") as file:
        kind = kinds.sniff(file.read(kinds.HEAD_BYTES))
    return kind is not None and kind.role is not kinds.Role.DOCUMENT


def _accounts(
    executor: Executor, works: Iterator[Work], total: int, progress: Progress
) -> Iterator[tuple[Work, Account]]:
    """What each child told; one that died gets a second, shorter run for what it could reach."""
    finished = 0

    def heard(work: Work, message: bytes) -> None:
        if reached := progress_of(message):
            progress(Step(STAGE + "ing", finished, total, f"{clock(reached.seconds)}"))

    for outcome in executor.run(works, on_message=heard):
        yield outcome.task, _rescued(executor, outcome)
        finished += 1


def _rescued(executor: Executor, outcome: Outcome) -> Account:
    account = account_of(outcome)
    again = rescue_task(outcome.task, account)
    if again is None:
        return account
    saved = account_of(next(executor.run([again])))
    return replace(saved, faults=(*account.faults, *saved.faults))


def _write(watched: Footage, missing: Missing, account: Account, record: RecordWriter) -> None:
    """One batch of findings, then one of tasks: what is without its task is found again, the same."""
    tasks = {name: task.id for name, task in missing.tasks.items()}
    harvest = _reckoned(harvested(watched, account, tasks), watched, account, tasks, record)
    for _, content in harvest.items:
        record.objects.put_bytes(content)
    items = [item for item, _ in harvest.items]
    ids = record.add(items, harvest.statements, harvest.rejects).ids
    made = list(zip(harvest.statements, ids, strict=True))
    note = "; ".join(fault.what for fault in account.faults)
    record.add(
        tasks=[
            TaskDone(
                task,
                _outputs(harvest, task.id),
                tuple(dict.fromkeys(each for statement, each in made if statement.task == task.id)),
                account.end is not None,
                note,
            )
            for task in missing.all_tasks
        ]
    )


def _reckoned(
    harvest: Harvest, watched: Footage, account: Account, tasks: Tasks, record: RecordWriter
) -> Harvest:
    """`harvest` with what its clocks say together, and with the clocks in the names it came under."""
    if account.probe is None or PROBER.name not in tasks:
        return harvest
    about = Inferring(watched.item, partial(statement_id, record.layout.salt), tasks[PROBER.name])
    named = queries.statements(
        record.index, item=watched.item.digest, properties=("file.time",), seen_by=Access.RESTRICTED
    )
    said = harvest.statements
    made = (*filmed(about, account.probe, said), *compared(about, account.probe, said, named))
    return replace(harvest, statements=(*said, *made))


def _outputs(harvest: Harvest, task: Digest) -> tuple[Digest, ...]:
    """The items of which the task's statements speak for the first time."""
    new = {item.digest for item, _ in harvest.items}
    said = (s for s in harvest.statements if s.task == task)
    named = (d for s in said for d in _named(s))
    return tuple(dict.fromkeys(digest for digest in named if digest in new))


def _named(statement: Statement) -> Iterator[Digest]:
    if isinstance(statement.about, Span):
        yield statement.about.item
    if isinstance(statement.value, Track):
        yield statement.value.item
    if isinstance(statement.value, Link):
        yield statement.value.target


def harvested(watched: Footage, account: Account, tasks: Tasks | None = None) -> Harvest:
    """What `account` says of a footage item, as entries for a record. A pure function.

    With `tasks`, only what the makers they name say; without, all.
    """
    makers = _Makers(tasks)
    made = [
        *_metadata(watched, account, makers),
        *_measured(watched, account, makers),
        *_shown(watched, account, makers),
    ]
    found = [_signed(watched, f.draft, f.by, makers) for f in account.found if makers.are(f.by)]
    return Harvest(
        tuple((item, content) for item, content, _ in made),
        (*(statement for _, _, statement in made), *_facts(watched, account, makers), *found),
        tuple(_rejects(watched, account)),
    )


@dataclass(frozen=True, slots=True)
class _Makers:
    """Whose findings are wanted, and under which task; everybody's where there are no tasks."""

    tasks: Tasks | None

    def are(self, maker: Maker) -> bool:
        return self.tasks is None or maker.name in self.tasks

    def task(self, maker: Maker) -> Digest | None:
        return None if self.tasks is None else self.tasks[maker.name]


_Made = Iterator[tuple[Item, bytes, Statement]]


def _metadata(watched: Footage, account: Account, makers: _Makers) -> _Made:
    """What the container or picture says of itself, kept whole as an item of its own."""
    if account.probe is None or not makers.are(PROBER):
        return
    content = canonical(to_json(account.probe))
    item = _derived(watched, content, "application/json", Role.SIDECAR)
    about = Span(item.digest)
    origin = Link(watched.item.digest, "the file's own metadata, as found")
    cites = (about, Span(watched.item.digest))
    by, task = _agent(PROBER), makers.task(PROBER)
    yield item, content, Statement(
        about, "derived-from", origin, by, by, Method.PARSED, cites, task=task, access=item.access
    )  # fmt: skip


def _facts(watched: Footage, account: Account, makers: _Makers) -> Iterator[Statement]:
    """Facts of the container; each cites the file and its metadata kept whole."""
    if account.probe is None or not makers.are(PROBER):
        return
    raw = Span(digest_of(canonical(to_json(account.probe))))
    for draft in (*facts(account.probe, account.end), *exif_facts(account.probe)):
        statement = _signed(watched, draft, PROBER, makers)
        yield replace(statement, cites=(*statement.cites, raw))


def _measured(watched: Footage, account: Account, makers: _Makers) -> _Made:
    for track in account.tracks:
        header = track.header
        if not makers.are(header.by):
            continue
        item = _derived(watched, track.npz, "application/x-npz", Role.TRACK)
        value = Track(item.digest, header.columns, header.rows)
        draft = Draft(header.property, value, header.selectors)
        yield item, track.npz, _signed(watched, draft, header.by, makers)


def _shown(watched: Footage, account: Account, makers: _Makers) -> _Made:
    for picture in account.pictures:
        header = picture.header
        if not makers.are(header.by):
            continue
        item = _derived(watched, picture.jpeg, "image/jpeg", Role.PICTURE)
        draft = Draft(header.property, Link(item.digest, "picture"), header.selectors)
        yield item, picture.jpeg, _signed(watched, draft, header.by, makers)


def _rejects(watched: Footage, account: Account) -> Iterator[Reject]:
    """Each fault; and where footage breaks off, one reject that says until when it could be read."""
    end = account.end
    faults = list(account.faults)
    if end is not None and not end.complete:
        causes = "".join(f" ({fault.what})" for fault in faults if fault.at is not None)
        readable = clock(end.seconds, decimals=3)
        reason = f"damaged: readable until {readable}, which is kept and was watched{causes}"
        yield _reject(watched, readable, reason)
        faults = [fault for fault in faults if fault.at is None]
    if end is not None and end.backward_at is not None:
        reason = (
            f"{end.backward} frames are not after the one before by their own times, and were not watched"
        )
        yield _reject(watched, clock(end.backward_at, decimals=3), reason)
    for stream in account.probe.undecodable if account.probe else ():
        reason = f"stream {stream.index} ({stream.role}, {stream.codec}): none of its first samples decodes"
        yield _reject(watched, clock(Fraction(0), decimals=3), f"{reason}; it was not watched")
    for fault in faults:
        where = "" if fault.at is None else clock(fault.at, decimals=3)
        yield _reject(watched, where, f"{fault.by.name}: {fault.what}")


def _reject(watched: Footage, where: str, reason: str) -> Reject:
    return Reject(watched.name, where, reason, STAGE, watched.item.digest)


def _derived(watched: Footage, content: bytes, media_type: str, role: Role) -> Item:
    return Item(digest_of(content), len(content), media_type, role, watched.item.access)


def _signed(watched: Footage, draft: Draft, by: Maker, makers: _Makers) -> Statement:
    item = watched.item
    return signed(draft, item.digest, _agent(by), task=makers.task(by), access=item.access)


def _agent(maker: Maker) -> Agent:
    return software(maker.name, maker.version)
