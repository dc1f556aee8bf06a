"""Proposing events from the moments that recordings share."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from tawthiq.app.events import belongings, ends, line_of
from tawthiq.match.event_clock import Clock, clocks, connected
from tawthiq.match.moments import VERSION, propose_event, propose_parts
from tawthiq.record.bodies import Task, TaskDone, parameters_digest
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.review import OVERRULED, Standing
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.queries import StatementRow
from tawthiq.store.writing import RecordWriter

_STAGE = "events"
_PARAMETERS = parameters_digest({})


def propose_events(
    record: RecordWriter, seconds: Mapping[Digest, float], folded: Mapping[Digest, Digest]
) -> None:
    """Proposes an event for each set of recordings that share moments, or adds to one a person holds.

    `seconds`: how long each distinct recording is; `folded`: by copy, the one that stands for it. Nothing is
    proposed anew that a person refused. Copies with their pairs, refused pairs, pairs that a later comparison
    says nothing of, and verdicts are inputs too: so that an event takes the place of one that was made
    before them.
    """
    said = partial(queries.statements, record.index, properties=("same-moment",), seen_by=Access.RESTRICTED)
    every, current = said(current=False), {row.id for row in said()}
    distinct = [row for row in every if seconds.keys() >= set(ends(row))]
    done = queries.tasks_done(record.index, _STAGE)
    names = {row.item.digest: next(iter(row.names), row.item.digest[:12]) for row in _items(record)}
    for part in connected([line_of(row) for row in distinct]):
        members = {item for line in part for item in (line.one, line.other)}
        met = members | {copy for copy, kept in folded.items() if kept in members}
        looked_at = [row for row in every if met.issuperset(ends(row))]
        task = Task(_STAGE, VERSION, _PARAMETERS, _inputs(record.index, met, looked_at))
        standing = [
            row
            for row in distinct
            if row.id in current and row.standing not in OVERRULED and members.issuperset(ends(row))
        ]
        if not done.get(task.id):
            solved = clocks([line_of(row) for row in standing])
            ids = [id for clock in solved for id in _written(record, task, clock, seconds, standing, names)]
            record.add(tasks=[TaskDone(task, statements=tuple(dict.fromkeys(ids)))])


def _inputs(index: Index, items: Iterable[Digest], pairs: Sequence[StatementRow]) -> tuple[Digest, ...]:
    """All that a run looks at, in one order: the verdicts on pairs as well, for they change what is made."""
    given = queries.verdicts(index, [row.id for row in pairs]).values()
    verdicts = (verdict.id for each in given for verdict in each)
    return tuple(sorted({*items, *(row.id for row in pairs), *verdicts}))


def _written(
    record: RecordWriter,
    task: Task,
    clock: Clock[Digest],
    seconds: Mapping[Digest, float],
    moments: Sequence[StatementRow],
    names: Mapping[Digest, str],
) -> tuple[Digest, ...]:
    """The ids of what is said of one clock: the event, unless a person holds one, and its recordings."""
    members = [placed.item for placed in clock.placed]
    moments = [row for row in moments if set(ends(row)) <= set(members)]
    lines = {item: [row.id for row in moments if item in ends(row)] for item in members}
    held = _held_event(record, members)
    added: tuple[Digest, ...] = ()
    event = held
    if event is None:
        said = propose_event(members, names[members[0]], [row.id for row in moments], task.id)
        added = record.add(statements=[said]).ids
        event = added[0]
    return (*added, *record.add(statements=propose_parts(event, clock, seconds, lines, task.id)).ids)


def _held_event(record: RecordWriter, members: Sequence[Digest]) -> Digest | None:
    """The event with most of `members` that a person holds, by accepting or stating that they belong."""
    rows = queries.statements(record.index, properties=("part-of",), seen_by=Access.RESTRICTED)
    theirs = [
        each.event for each in belongings(rows, OVERRULED | {Standing.PROPOSED}) if each.item in members
    ]
    return max(sorted(set(theirs)), key=theirs.count, default=None)


def _items(record: RecordWriter) -> tuple[queries.ItemRow, ...]:
    return queries.items(record.index, seen_by=Access.RESTRICTED)
