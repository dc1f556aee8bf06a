"""What is to be asked about and what was: one task a recording, and one more a chain after a merge."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tawthiq.match.loading import NEEDED, USEFUL
from tawthiq.match.proposing import VERSION
from tawthiq.record.bodies import Task, TaskDone, parameters_digest
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.measure import Track
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.index import Index

STAGE = "match"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item with the tracks it is matched by, by property, and the task that asks about it.

    `pictures`: rows of its tracks of points, one a second.
    """

    item: Digest
    tracks: Mapping[str, Digest]
    pictures: int
    task: Task


def waiting_for_match(index: Index) -> tuple[Waiting, ...]:
    """Every item that has all the tracks it takes, in the order of their digests."""
    rows = queries.statements(index, properties=(*NEEDED, *USEFUL), seen_by=Access.RESTRICTED)
    found: dict[Digest, dict[str, Track]] = defaultdict(dict)
    for said in (row.statement for row in rows):
        if isinstance(said.value, Track) and isinstance(said.about, Span) and said.value.rows:
            found[said.about.item][said.property] = said.value
    whole = {item: tracks for item, tracks in sorted(found.items()) if all(name in tracks for name in NEEDED)}
    return tuple(_waiting(item, tracks) for item, tracks in whole.items())


def _waiting(item: Digest, tracks: Mapping[str, Track]) -> Waiting:
    items = {name: track.item for name, track in tracks.items()}
    return Waiting(item, items, tracks[NEEDED[0]].rows, _task(item, items))


def _task(item: Digest, tracks: Mapping[str, Digest]) -> Task:
    inputs = tuple(dict.fromkeys((item, *(tracks[name] for name in sorted(tracks)))))
    return Task(STAGE, VERSION, parameters_digest({}), inputs)


def asked_already(index: Index, tasks: Mapping[Digest, Task]) -> Mapping[Digest, frozenset[str]]:
    """The chains in which each item was asked about, by item; `tasks` of one stage, by item."""
    stages = {stage for task in tasks.values() for stage in (task.stage, _again(task))}
    done = {id: who for stage in stages for id, who in queries.writers_done(index, stage).items()}
    writers = frozenset[str]().union(*done.values())
    return {
        item: done.get(task.id, frozenset())
        | {writer for writer in writers if after_merge(task, writer).id in done}
        for item, task in tasks.items()
    }


def to_ask(asked_by: Mapping[Digest, frozenset[str]], writer: str) -> frozenset[Digest]:
    """What `writer` has yet to ask about, of all items by the chains that asked about them.

    That is what nobody asked about; and after a merge each item with another that no chain asked about with
    it. A record that was only copied leaves nothing to ask.
    """
    chains = {by for by in asked_by.values() if by}
    apart = {by for by in chains if writer not in by and any(not by & other for other in chains)}
    return frozenset(item for item, by in asked_by.items() if not by or by in apart)


def answered(
    tasks: Mapping[Digest, Task], asked_by: Mapping[Digest, frozenset[str]], writer: str
) -> tuple[TaskDone, ...]:
    """What `writer` need not ask about, for other chains did, as done: so what comes new costs one query."""
    return tuple(
        TaskDone(after_merge(task, writer)) for item, task in tasks.items() if writer not in asked_by[item]
    )


def after_merge(task: Task, writer: str) -> Task:
    """The task of asking again about what another laptop asked about; one a chain, for each holds more."""
    return replace(task, stage=_again(task), parameters=parameters_digest({"writer": writer}))


def _again(task: Task) -> str:
    return f"{task.stage}.after-merge"
