"""Matching: all hash tracks of the record against one another, copies proposed, families shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tawthiq.app.progress import Progress, Step
from tawthiq.match.copies import find_copies
from tawthiq.match.families import Family, families
from tawthiq.match.hashes import HashTrack
from tawthiq.match.proposing import VERSION, propose
from tawthiq.match.stretch import Copy
from tawthiq.record.bodies import Task, TaskDone, parameters_digest
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.measure import Exact, Overlap, Track
from tawthiq.record.review import Standing
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.queries import StatementRow
from tawthiq.store.tracks import read_track
from tawthiq.store.writing import RecordWriter

_RUN, _PAIR = "match.run", "match"
"""A run over all tracks, which is done once; and a pair of them, whose finding keeps its id in later runs."""

_PARAMETERS = parameters_digest({})

_OVERRULED = {Standing.REJECTED, Standing.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class _Held:
    """A hash track and the item it lies in."""

    track: HashTrack
    kept_in: Digest


def match_all(record: RecordWriter, progress: Progress) -> None:
    """Proposes every copy that the hash tracks in the record show. Nothing where no track is new."""
    held = tuple(_held(record))
    inputs = tuple(sorted({each.kept_in for each in held}))
    run = Task(_RUN, VERSION, _PARAMETERS, inputs)
    if len(held) < 2 or queries.tasks_done(record.index, _RUN).get(run.id):
        return
    progress(Step("matching", 0, 1, f"{len(held)} recordings and pictures"))
    tracks = tuple(each.track for each in held)
    found = find_copies(tracks)
    done = [_pair_done(held, tracks, pair, record) for pair in _by_pair(found)]
    record.add(tasks=[*done, TaskDone(run)])
    progress(Step("matching", 1, 1))


def _by_pair(found: Sequence[Copy]) -> Iterator[tuple[Copy, ...]]:
    for pair in dict.fromkeys((c.short, c.long) for c in found):
        yield tuple(c for c in found if (c.short, c.long) == pair)


def _pair_done(
    held: Sequence[_Held], tracks: tuple[HashTrack, ...], pair: tuple[Copy, ...], record: RecordWriter
) -> TaskDone:
    inputs = (held[pair[0].short].kept_in, held[pair[0].long].kept_in)
    task = Task(_PAIR, VERSION, _PARAMETERS, inputs)
    added = record.add(statements=[propose(copy, tracks, task.id) for copy in pair])
    return TaskDone(task, statements=added.ids)


def _held(record: RecordWriter) -> Iterator[_Held]:
    lengths = durations(record.index)
    for row in queries.statements(record.index, properties=("track.hash",), seen_by=Access.RESTRICTED):
        said = row.statement
        if isinstance(said.value, Track) and isinstance(said.about, Span) and said.value.rows:
            with record.objects.open(said.value.item) as file:
                columns = read_track(file.read())
            item = said.about.item
            last = float(columns["seconds"][-1])
            track = HashTrack(
                item,
                columns["seconds"],
                columns["hash"],
                columns["quality"],
                float(lengths.get(item, 0)) or last + 1,
                still=item not in lengths,
            )
            yield _Held(track, said.value.item)


def durations(index: Index) -> dict[Digest, Fraction]:
    """The presented length of each item that has one, in seconds."""
    rows = queries.statements(index, properties=("media.duration",), seen_by=Access.RESTRICTED)
    said = (row.statement for row in rows)
    return {
        s.about.item: s.value.amount for s in said if isinstance(s.value, Exact) and isinstance(s.about, Span)
    }


def standing_copies(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[StatementRow, ...]:
    """The statements of same footage that nobody has rejected or withdrawn."""
    rows = queries.statements(index, properties=("same-footage",), seen_by=seen_by)
    return tuple(row for row in rows if row.standing not in _OVERRULED)


def families_of(copies: Sequence[StatementRow]) -> tuple[Family, ...]:
    """The families that `copies` join."""
    return families(
        (row.statement.about.item, row.statement.value.other)
        for row in copies
        if isinstance(row.statement.about, Span) and isinstance(row.statement.value, Overlap)
    )
