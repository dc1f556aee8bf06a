"""Matching: each new recording asks the shelf of those held, once; copies proposed, families shown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tawthiq.app.families import standing_copies
from tawthiq.app.progress import Progress, Step
from tawthiq.match.asking import Found, ask, new_pictures
from tawthiq.match.deriving import derived_from
from tawthiq.match.evidence import has_evidence
from tawthiq.match.loading import NEEDED, USEFUL, recording_of
from tawthiq.match.marks import Register
from tawthiq.match.proposing import VERSION, propose, propose_derived, propose_no_evidence
from tawthiq.match.recording import Bytes, Recording
from tawthiq.match.shelf import Shelf
from tawthiq.record.bodies import Task, TaskDone, parameters_digest
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.measure import Track
from tawthiq.record.span import Span
from tawthiq.record.statement import Statement
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.listings import lengths
from tawthiq.store.tracks import read_track
from tawthiq.store.writing import RecordWriter

_STAGE = "match"
_PARAMETERS = parameters_digest({})
_SAMPLE = 400_000
"""Descriptors that train the index, at most."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An item with the tracks it is matched by, by property, and the task that asks about it."""

    item: Digest
    tracks: Mapping[str, Digest]
    task: Task


def match_all(record: RecordWriter, progress: Progress) -> None:
    """Proposes every copy between recordings not asked about before and all others. One task a recording.

    What another laptop asked about before a merge is asked again of what it did not hold.
    """
    held = tuple(_held(record.index))
    done = queries.writers_done(record.index, _STAGE)
    asked_by = {each.item: done.get(each.task.id, frozenset()) for each in held}
    new = [each for each in held if record.writer not in asked_by[each.item]]
    if not new:
        return
    known = [each for each in held if record.writer in asked_by[each.item]]
    progress(Step("matching", 0, len(new), f"{len(held)} recordings and pictures"))
    register = Register()
    recordings = _loaded(record, held, register)
    shelf = Shelf(_sample(list(recordings.values())))
    covered = _covered(record.index)
    for each in known:
        recording = recordings[each.item]
        rows = np.flatnonzero([not _within(t, covered[each.item]) for t in recording.seconds])
        shelf.add(recording, rows.tolist())
    for number, each in enumerate(new, start=1):
        recording = recordings[each.item]
        found = ask(shelf, recording)
        shelf.add(recording, new_pictures(recording, found))
        met = asked_by[each.item]
        untold = [pair for pair in found if not met & asked_by[_other(pair, each.item)]]
        added = record.add(statements=list(_said(recording, untold, each.task.id)))
        note = f"asked again by {record.writer[:8]}, after a merge" if met else ""
        record.add(tasks=[TaskDone(each.task, statements=added.ids, note=note)])
        progress(Step("matching", number, len(new)))


def _said(recording: Recording, found: Sequence[Found], task: Digest) -> Iterator[Statement]:
    if not has_evidence(recording):
        yield propose_no_evidence(recording, task)
    for each in found:
        for segment in each.segments:
            yield propose(each.one, each.other, segment, task)
        if reasons := derived_from(each.one, each.other, each.segments):
            yield propose_derived(each.one, each.other, reasons, task)


def _other(found: Found, item: Digest) -> Digest:
    return found.other.item if found.one.item == item else found.one.item


def _held(index: Index) -> Iterator[_Waiting]:
    """Every item that has all the tracks it takes, in the order of their digests."""
    rows = queries.statements(index, properties=(*NEEDED, *USEFUL), seen_by=Access.RESTRICTED)
    tracks: dict[Digest, dict[str, Digest]] = defaultdict(dict)
    for said in (row.statement for row in rows):
        if isinstance(said.value, Track) and isinstance(said.about, Span) and said.value.rows:
            tracks[said.about.item][said.property] = said.value.item
    for item, by_property in sorted(tracks.items()):
        if all(name in by_property for name in NEEDED):
            inputs = tuple(dict.fromkeys((item, *(by_property[name] for name in sorted(by_property)))))
            yield _Waiting(item, by_property, Task(_STAGE, VERSION, _PARAMETERS, inputs))


def _loaded(record: RecordWriter, held: Sequence[_Waiting], register: Register) -> Mapping[Digest, Recording]:
    lasting = lengths(record.index, seen_by=Access.RESTRICTED)
    plain = {each.item: _recording(record, each, lasting.get(each.item)) for each in held}
    for recording in plain.values():
        register.learn(recording)
    return {item: register.strip(recording) for item, recording in plain.items()}


def _recording(record: RecordWriter, held: _Waiting, duration: Fraction | None) -> Recording:
    tracks = {}
    for name, digest in held.tracks.items():
        with record.objects.open(digest) as file:
            tracks[name] = read_track(file.read())
    return recording_of(held.item, tracks, None if duration is None else float(duration))


def _sample(recordings: Sequence[Recording]) -> Bytes:
    """Descriptors of every picture, thinned out evenly to at most _SAMPLE."""
    parts = [points.descriptors for recording in recordings for points in recording.points]
    every = max(1, sum(map(len, parts)) // _SAMPLE)
    return np.concatenate([part[::every] for part in parts]) if parts else np.empty((0, 32), np.uint8)


def _covered(index: Index) -> Mapping[Digest, list[tuple[float, float]]]:
    """Seconds of each item that a standing copy says lie in another, by the item the copy is about."""
    covered: dict[Digest, list[tuple[float, float]]] = defaultdict(list)
    for row in standing_copies(index, seen_by=Access.RESTRICTED):
        about = row.statement.about
        if isinstance(about, Span) and about.seconds and about.seconds.end is not None:
            covered[about.item].append((float(about.seconds.start), float(about.seconds.end)))
    return covered


def _within(second: float, covered: Sequence[tuple[float, float]]) -> bool:
    return any(start <= second <= end for start, end in covered)
