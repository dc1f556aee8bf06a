"""Watching: every footage item once, in locked children, several at a time, resumable at each file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path

from tawthiq.app.filming import Inferring, compared, filmed
from tawthiq.app.progress import Progress, Step
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
from tawthiq.record.bodies import Reject, Task, TaskDone, parameters_digest
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
from tawthiq.store.index import Index
from tawthiq.store.queries import ItemRow
from tawthiq.store.writing import RecordWriter

ANALYSERS = (
    "tawthiq.watch.shots:Shots",
    "tawthiq.watch.key_frames:KeyFrames",
    "tawthiq.watch.hashes:Hashes",
    "tawthiq.watch.local_features:LocalFeatures",
    "tawthiq.watch.thumbnails:Thumbnails",
    "tawthiq.watch.motion_curve:MotionCurve",
    "tawthiq.watch.loudness:Loudness",
    "tawthiq.watch.sound_track:SoundTrack",
)
"""What watches by default, each "module:Class"."""

STAGE = "watch"
_FOOTAGE = ("video/", "audio/", "image/")
PROBER = software("tawthiq probe", "2")


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


def analyser_versions(analysers: Sequence[str]) -> str:
    """The names and versions of `analysers`: the code version of watching."""
    classes = (getattr(import_module(m), c) for m, _, c in (a.partition(":") for a in analysers))
    return " ".join(f"{each.name}/{each.version}" for each in classes)


def local_executor(workers: int, analysers: Sequence[str] = ANALYSERS) -> LocalExecutor:
    """Locked children on this machine, with the analysers' modules already imported."""
    modules = tuple(dict.fromkeys(a.partition(":")[0] for a in analysers))
    return LocalExecutor(workers, preload=(*PRELOAD, *modules))


def watch_all(
    record: RecordWriter, executor: Executor, progress: Progress, analysers: Sequence[str] = ANALYSERS
) -> None:
    """Watches every footage item that was not watched whole by these analysers; one batch a file."""
    version = analyser_versions(analysers)
    done = queries.tasks_done(record.index, STAGE)
    waiting = {f: t for f in footage(record) if not done.get((t := _task(f.item, version, analysers)).id)}
    by_key = {t.id: (f, t) for f, t in waiting.items()}
    works = (watch_task(f.path, analysers, key=t.id) for f, t in waiting.items())
    for number, (work, account) in enumerate(_accounts(executor, works, len(by_key), progress), start=1):
        watched, task = by_key[Digest(work.key)]
        _write(watched, task, account, record)
        progress(Step("watching", number, len(by_key), watched.name))


def footage(record: RecordWriter) -> Iterator[Footage]:
    """The items whose first bytes are of a kind that can be seen or heard."""
    for row in queries.items(record.index, role=Role.EVIDENCE, seen_by=Access.RESTRICTED):
        path = record.objects.locate(row.item)
        if row.item.media_type.startswith(_FOOTAGE) and is_footage(path):
            yield Footage(row.item, path, next(iter(row.names), row.item.digest))


def watched_whole(index: Index, rows: Iterable[ItemRow]) -> Mapping[Digest, bool]:
    """Whether each item that is called footage was watched to its end by today's analysers."""
    version, done = analyser_versions(ANALYSERS), queries.tasks_done(index, STAGE)
    return {
        row.item.digest: done.get(_task(row.item, version, ANALYSERS).id, False)
        for row in rows
        if row.item.media_type.startswith(_FOOTAGE)
    }


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


def _task(item: Item, version: str, analysers: Sequence[str]) -> Task:
    return Task(STAGE, version, parameters_digest({"analysers": list(analysers)}), (item.digest,))


def _write(watched: Footage, task: Task, account: Account, record: RecordWriter) -> None:
    harvest = harvested(watched, account, task.id)
    harvest = _reckoned(harvest, watched, account, task, record)
    for _, content in harvest.items:
        record.objects.put_bytes(content)
    items = [item for item, _ in harvest.items]
    ids = record.add(items, harvest.statements, harvest.rejects).ids
    outputs = tuple(dict.fromkeys(item.digest for item in items))
    note = "; ".join(fault.what for fault in account.faults)
    done = TaskDone(task, outputs, tuple(dict.fromkeys(ids)), account.end is not None, note)
    record.add(tasks=[done])


def _reckoned(
    harvest: Harvest, watched: Footage, account: Account, task: Task, record: RecordWriter
) -> Harvest:
    """`harvest` with what its clocks say together, and with the clocks in the names it came under."""
    if account.probe is None:
        return harvest
    about = Inferring(watched.item, partial(statement_id, record.layout.salt), task.id)
    named = queries.statements(
        record.index, item=watched.item.digest, properties=("file.time",), seen_by=Access.RESTRICTED
    )
    said = harvest.statements
    made = (*filmed(about, account.probe, said), *compared(about, account.probe, said, named))
    return replace(harvest, statements=(*said, *made))


def harvested(watched: Footage, account: Account, task: Digest | None = None) -> Harvest:
    """What `account` says of a footage item, as entries for a record. A pure function."""
    made = [
        *_metadata(watched, account, task),
        *_measured(watched, account, task),
        *_shown(watched, account, task),
    ]
    found = [_signed(watched, f.draft, _agent(f.by), task) for f in account.found]
    return Harvest(
        tuple((item, content) for item, content, _ in made),
        (*(statement for _, _, statement in made), *_facts(watched, account, task), *found),
        tuple(_rejects(watched, account)),
    )


_Made = Iterator[tuple[Item, bytes, Statement]]


def _metadata(watched: Footage, account: Account, task: Digest | None) -> _Made:
    """What the container or picture says of itself, kept whole as an item of its own."""
    if account.probe is None:
        return
    content = canonical(to_json(account.probe))
    item = _derived(watched, content, "application/json", Role.SIDECAR)
    about = Span(item.digest)
    origin = Link(watched.item.digest, "the file's own metadata, as found")
    cites = (about, Span(watched.item.digest))
    yield item, content, Statement(
        about, "derived-from", origin, PROBER, PROBER, Method.PARSED, cites, task=task, access=item.access
    )  # fmt: skip


def _facts(watched: Footage, account: Account, task: Digest | None) -> Iterator[Statement]:
    """Facts of the container; each cites the file and its metadata kept whole."""
    if account.probe is None:
        return
    raw = Span(digest_of(canonical(to_json(account.probe))))
    for draft in (*facts(account.probe, account.end), *exif_facts(account.probe)):
        statement = _signed(watched, draft, PROBER, task)
        yield replace(statement, cites=(*statement.cites, raw))


def _measured(watched: Footage, account: Account, task: Digest | None) -> _Made:
    for track in account.tracks:
        header = track.header
        item = _derived(watched, track.npz, "application/x-npz", Role.TRACK)
        value = Track(item.digest, header.columns, header.rows)
        draft = Draft(header.property, value, header.selectors)
        yield item, track.npz, _signed(watched, draft, _agent(header.by), task)


def _shown(watched: Footage, account: Account, task: Digest | None) -> _Made:
    for picture in account.pictures:
        header = picture.header
        item = _derived(watched, picture.jpeg, "image/jpeg", Role.PICTURE)
        draft = Draft(header.property, Link(item.digest, "picture"), header.selectors)
        yield item, picture.jpeg, _signed(watched, draft, _agent(header.by), task)


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
    for fault in faults:
        where = "" if fault.at is None else clock(fault.at, decimals=3)
        yield _reject(watched, where, f"{fault.by.name}: {fault.what}")


def _reject(watched: Footage, where: str, reason: str) -> Reject:
    return Reject(watched.name, where, reason, STAGE, watched.item.digest)


def _derived(watched: Footage, content: bytes, media_type: str, role: Role) -> Item:
    return Item(digest_of(content), len(content), media_type, role, watched.item.access)


def _signed(watched: Footage, draft: Draft, by: Agent, task: Digest | None) -> Statement:
    return signed(draft, watched.item.digest, by, task=task, access=watched.item.access)


def _agent(maker: Maker) -> Agent:
    return software(maker.name, maker.version)
