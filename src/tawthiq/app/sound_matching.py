"""Copied sound: each new recording asks the shelf of sounds held, once; what pictures do not say already."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from tawthiq.app.match_tasks import after_merge, answered, asked_already, to_ask
from tawthiq.app.progress import Progress, Step
from tawthiq.match.proposing import VERSION, propose_sound
from tawthiq.match.sound_copies import SoundCopy, copied_sound
from tawthiq.match.sound_marks import SoundShelf, marks_of
from tawthiq.match.sounding import Sounding, sounding
from tawthiq.record.bodies import Task, TaskDone, parameters_digest
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken, NotFound
from tawthiq.record.item import Access
from tawthiq.record.measure import Overlap, Track
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.queries import StatementRow
from tawthiq.store.tracks import read_track
from tawthiq.store.writing import RecordWriter

_STAGE = "match.sound"
_PARAMETERS = parameters_digest({})

_SHOWN = 0.5
"""Share of a copied sound within same footage with the same sound, from which nothing more is said."""

Pair = frozenset[Digest]
Stretches = Mapping[tuple[Digest, Digest], list[tuple[float, float]]]
"""Seconds of the first that are the same footage, with the same sound, as the second."""


def match_sounds(record: RecordWriter, progress: Progress) -> None:
    """Proposes every copied sound between recordings, one task a recording; after pictures are matched.

    A recording whose track is not there, or is none, is asked about when it is.
    """
    tracks = _tracks(record.index)
    tasks = {item: Task(_STAGE, VERSION, _PARAMETERS, (item, track)) for item, track in tracks.items()}
    asked_by = asked_already(record.index, tasks)
    open_items = to_ask(asked_by, record.writer)
    new = [item for item in tracks if item in open_items]
    if not new:
        return
    known = {item: task for item, task in tasks.items() if item not in open_items}
    record.add(tasks=answered(known, asked_by, record.writer))
    shown = _shown(record.index)
    shelf, held = SoundShelf(), list[Digest]()
    for item in (*known, *new):
        sound = _sound(record, item, tracks[item])
        if sound is None:
            continue
        marks = marks_of(sound)
        if item in open_items:
            progress(Step("sounds", new.index(item), len(new), f"{len(held)} recordings"))
            offsets = {held[n]: at for n, at in shelf.ask(marks).items()}
            untold = {other: at for other, at in offsets.items() if not asked_by[item] & asked_by[other]}
            found = _copies(record, sound, untold, tracks)
            said = [propose_sound(*each, tasks[item].id) for each in found if not _is_shown(*each, shown)]
            added = record.add(statements=said)
            task = after_merge(tasks[item], record.writer) if asked_by[item] else tasks[item]
            record.add(tasks=[TaskDone(task, statements=added.ids)])
        shelf.add(marks)
        held.append(item)
    progress(Step("sounds", len(new), len(new)))


def pairs_of(rows: tuple[StatementRow, ...]) -> frozenset[Pair]:
    """The pairs of items that `rows` say overlap."""
    said = (row.statement for row in rows)
    return frozenset(
        frozenset((s.about.item, s.value.other))
        for s in said
        if isinstance(s.about, Span) and isinstance(s.value, Overlap)
    )


def _tracks(index: Index) -> dict[Digest, Digest]:
    """The track of sound of every item that has one, in the order of their digests."""
    rows = queries.statements(index, properties=("track.sound",), seen_by=Access.RESTRICTED)
    said = (row.statement for row in rows)
    found = {
        s.about.item: s.value.item for s in said if isinstance(s.value, Track) and isinstance(s.about, Span)
    }
    return dict(sorted(found.items()))


def _sound(record: RecordWriter, item: Digest, track: Digest) -> Sounding | None:
    try:
        with record.objects.open(track) as file:
            return sounding(item, read_track(file.read()))
    except (NotFound, LawBroken):
        return None


def _copies(
    record: RecordWriter,
    sound: Sounding,
    offsets: Mapping[Digest, tuple[float, ...]],
    tracks: Mapping[Digest, Digest],
) -> Iterator[tuple[Sounding, Sounding, SoundCopy]]:
    """What is copied, about the shorter of the two."""
    for item, some in offsets.items():
        other = _sound(record, item, tracks[item])
        if other is None:
            continue
        swap = (other.seconds, other.item) < (sound.seconds, sound.item)
        here, there = (other, sound) if swap else (sound, other)
        found = {copy for at in some for copy in copied_sound(here, there, -at if swap else at)}
        yield from ((here, there, copy) for copy in sorted(found, key=lambda copy: copy.start))


def _shown(index: Index) -> Stretches:
    found: dict[tuple[Digest, Digest], list[tuple[float, float]]] = defaultdict(list)
    for row in queries.statements(index, properties=("same-footage",), seen_by=Access.RESTRICTED):
        about, value = row.statement.about, row.statement.value
        if not isinstance(about, Span) or not isinstance(value, Overlap) or value.sound != "same":
            continue
        here = tuple(float((end - value.offset) / value.rate) for end in (value.start, value.end))
        found[about.item, value.other].append((here[0], here[1]))
        found[value.other, about.item].append((float(value.start), float(value.end)))
    return found


def _is_shown(one: Sounding, other: Sounding, copy: SoundCopy, shown: Stretches) -> bool:
    common = (
        min(copy.end, end) - max(copy.start, start) for start, end in shown.get((one.item, other.item), ())
    )
    return sum(max(0.0, each) for each in common) >= _SHOWN * (copy.end - copy.start)
