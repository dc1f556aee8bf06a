"""Synchronising: the sound of distinct recordings against one another, a new one against all before it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tawthiq.app.event_proposing import propose_events
from tawthiq.app.families import (
    covered_by_others,
    standing_copies,
    standing_families,
    standing_sounds,
)
from tawthiq.app.match_tasks import after_merge, answered, asked_already, to_ask
from tawthiq.app.progress import Progress, Step
from tawthiq.app.sound_matching import Pair, pairs_of
from tawthiq.match.families import compilations
from tawthiq.match.moments import VERSION, propose_sync
from tawthiq.match.sounding import Sounding, sounding
from tawthiq.match.sync import SCENE_SECONDS, Heard, Sync, synchronise
from tawthiq.match.unique import unique_stretches
from tawthiq.record.bodies import Task, TaskDone, parameters_digest
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.measure import Track
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.listings import lengths
from tawthiq.store.objects import ObjectStore
from tawthiq.store.tracks import Columns, read_track
from tawthiq.store.writing import RecordWriter

_ITEM, _PAIR = "sync.item", "sync"
"""A recording compared with all before it, once; and a pair, whose finding keeps its id in later runs."""

_PARAMETERS = parameters_digest({})

NOBODY = Digest("0" * 64)
"""Stands for the item of a sound that is compared without a record."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where the sound track of an item lies, and how many rows of half a second it has."""

    item: Digest
    track: Digest
    rows: int


@dataclass(frozen=True, slots=True)
class SyncForm:
    """`compare`'s word on two recordings: `offset_s` = time in A − time in B of the same instant.

    That is true at second `at_s` of B, in the middle of what they share; away from it `drift_ppm` counts.
    `uncertainty_s`: 95 %, for the scene, from which sound takes its time; `arrival_s`: for the microphones.
    `heard`: "same-moment", or "same-sound", which may have been played again; `placed`: sure enough to be
    proposed without a person.
    """

    probability: float
    offset_s: float
    at_s: float
    drift_ppm: float
    uncertainty_s: float
    arrival_s: float
    heard: str
    placed: bool


def place_on_clocks(record: RecordWriter, progress: Progress) -> None:
    """Proposes which distinct recordings heard one moment, and the events they make.

    Copies are folded: of a family only its longest member is compared, for two copies are no two cameras.
    """
    every = {each.item: each for each in _tracks(record)}
    folded = _folded(record, every)
    kept = [each for each in every.values() if each.item not in folded]
    tasks = {each.item: Task(_ITEM, VERSION, _PARAMETERS, (each.track,)) for each in kept}
    asked_by = asked_already(record.index, tasks)
    open_items = to_ask(asked_by, record.writer)
    compared = [each for each in kept if each.item not in open_items]
    new = [each for each in kept if each.item in open_items]
    sounds_copied = standing_sounds(record.index, seen_by=Access.RESTRICTED)
    copied = pairs_of((*sounds_copied, *standing_copies(record.index, seen_by=Access.RESTRICTED)))
    moments = queries.statements(record.index, properties=("same-moment",), seen_by=Access.RESTRICTED)
    said = pairs_of(moments)
    sounds: dict[Digest, Sounding] = {}
    if new:
        known = {each.item: tasks[each.item] for each in compared}
        record.add(tasks=answered(known, asked_by, record.writer))
    for number, each in enumerate(new):
        progress(Step("synchronising", number, len(new), f"{len(compared)} recordings"))
        # Before a merge another laptop compared what it held then: those pairs are not compared again.
        met = asked_by[each.item]
        apart = [
            earlier
            for earlier in compared
            if not met & asked_by[earlier.item]
            and frozenset((each.item, earlier.item)) not in copied  # no two microphones
        ]
        finished = [_pair_done(record, sounds, each, earlier, said) for earlier in apart]
        task = after_merge(tasks[each.item], record.writer) if met else tasks[each.item]
        record.add(tasks=[*(pair for pair in finished if pair), TaskDone(task)])
        compared.append(each)
    if new:
        progress(Step("synchronising", len(new), len(new)))
    propose_events(record, {each.item: each.rows / 2 for each in kept}, folded)


def compare_sounds(one: Columns | None, other: Columns | None) -> SyncForm | None:
    """`compare`'s word on two recordings by the columns of their "track.sound"; None where one has none."""
    if one is None or other is None:
        return None
    first, second = (sounding(NOBODY, columns) for columns in (one, other))
    return sync_form(synchronise(first, second))


def sync_form(found: Sync | None) -> SyncForm | None:
    """`found` as `compare` tells it; None where nothing was compared."""
    if found is None:
        return None
    line = found.line
    return SyncForm(
        round(found.probability, 4),
        round(line.offset, 4),
        round(line.middle, 2),
        round(line.drift * 1e6, 1),
        round((SCENE_SECONDS**2 + found.error**2) ** 0.5, 4),
        round(found.error, 5),
        found.heard.value,
        found.heard is Heard.MOMENT,
    )


def _folded(record: RecordWriter, every: Mapping[Digest, _Kept]) -> dict[Digest, Digest]:
    """By member of a family of copies, the longest of it, which stands for it; not for itself.

    A compilation stands for nobody, for its sound is of several: in its place stands whom it shows. Who shows
    a good deal that nobody else has stands for himself: a compilation nobody knows for one may have joined
    the family of another camera.
    """
    folded: dict[Digest, Digest] = {}
    found = standing_families(record.index, seen_by=Access.RESTRICTED)
    compiled, own = compilations(found), _with_seconds_of_their_own(record.index)
    for family in found:
        members = [every[item] for item in family.members if item in every]
        longest = max(members, key=lambda each: (each.item not in compiled, each.rows), default=None)
        if longest is not None:
            less = [each for each in members if each.item in compiled or each.item not in own]
            folded = {each.item: longest.item for each in less if each is not longest} | folded
    return folded


_OF_ITS_OWN, _SHARE = 1.0, 0.15
"""Seconds, and part of a recording, that no other shows; less is the error of a copy's ends."""


def _with_seconds_of_their_own(index: Index) -> frozenset[Digest]:
    covered = covered_by_others(standing_copies(index, seen_by=Access.RESTRICTED))
    lasting = lengths(index, items=covered, seen_by=Access.RESTRICTED)
    return frozenset(
        item
        for item, length in lasting.items()
        for alone in [sum(end - start for start, end in unique_stretches(float(length), covered[item]))]
        if alone >= max(_OF_ITS_OWN, _SHARE * float(length))
    )


def _tracks(record: RecordWriter) -> Iterator[_Kept]:
    """Recordings with a sound track, earliest logged first."""
    for row in queries.statements(record.index, properties=("track.sound",), seen_by=Access.RESTRICTED):
        said = row.statement
        if isinstance(said.value, Track) and isinstance(said.about, Span):
            yield _Kept(said.about.item, said.value.item, said.value.rows)


def _pair_done(
    record: RecordWriter,
    sounds: dict[Digest, Sounding],
    new: _Kept,
    earlier: _Kept,
    said: frozenset[Pair],
) -> TaskDone | None:
    """What the pair says, written; None where it says nothing and nothing was `said` of it before."""
    one, other = (_sound(record.objects, sounds, each) for each in (earlier, new))
    task = Task(_PAIR, VERSION, _PARAMETERS, (earlier.track, new.track))
    found = synchronise(one, other)
    if found is None or not found.accepted:
        return TaskDone(task) if frozenset((earlier.item, new.item)) in said else None
    added = record.add(statements=[propose_sync(found, one, other, task.id)])
    return TaskDone(task, statements=added.ids)


def _sound(objects: ObjectStore, sounds: dict[Digest, Sounding], kept: _Kept) -> Sounding:
    if kept.item not in sounds:
        with objects.open(kept.track) as file:
            sounds[kept.item] = sounding(kept.item, read_track(file.read()))
    return sounds[kept.item]
