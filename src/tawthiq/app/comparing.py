"""Two files compared without a record: each watched once in a locked child, then laid side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tawthiq.app.progress import Progress, silent
from tawthiq.app.synchronising import NOBODY, SyncForm, compare_sounds
from tawthiq.app.watch_one import WatchedFile, watch_file
from tawthiq.match.comparing import compare
from tawthiq.match.evidence import has_evidence
from tawthiq.match.loading import NEEDED, USEFUL, Columns, recording_of
from tawthiq.match.marks import Register
from tawthiq.match.recording import Recording
from tawthiq.match.segment import Segment
from tawthiq.match.shelf import Shelf
from tawthiq.match.sound_copies import SoundCopy, copied_sound
from tawthiq.match.sound_marks import SoundShelf, marks_of
from tawthiq.match.sounding import sounding
from tawthiq.match.terms import COPY
from tawthiq.record.errors import NotMedia
from tawthiq.record.measure import Exact, Track
from tawthiq.store.tracks import read_track


@dataclass(frozen=True, slots=True)
class Compared:
    """What `one` and `other` have in common; `probability` that some of it is a copy.

    `evidence` is false where one of them has no picture to compare: then nothing found says nothing.
    `sounds`: the stretches of `one` whose sound is copied, whatever the pictures. `sync` is what their sound
    says of one clock; None where one of them has none.
    """

    one: WatchedFile
    other: WatchedFile
    segments: tuple[Segment, ...]
    evidence: bool
    sounds: tuple[SoundCopy, ...]
    sync: SyncForm | None

    @property
    def probability(self) -> float:
        """That of the likeliest copy; 0 where there is none."""
        return max((s.probability for s in self.segments if s.label == COPY), default=0.0)


def compare_files(one: Path, other: Path, progress: Progress = silent) -> Compared:
    """The segments of `one` that show what `other` shows, and that sound as it sounds.

    Raises as `watch_file` does, and NotMedia where they have neither pictures nor sound both.
    """
    watched = watch_file(one, progress), watch_file(other, progress)
    plain = [_recording(each) for each in watched]
    sounds = [_columns(each).get("track.sound") for each in watched]
    if None in plain and None in sounds:
        raise NotMedia(f"{one.name} and {other.name}: not both have pictures, nor both sound, to compare")
    segments, evidence = _compared([each for each in plain if each is not None])
    return Compared(*watched, segments, evidence, _copied(*sounds), compare_sounds(*sounds))


def _compared(plain: Sequence[Recording]) -> tuple[tuple[Segment, ...], bool]:
    """What two recordings share, and whether there was evidence; of fewer than two nothing."""
    if len(plain) < 2:
        return (), False
    register = Register(each.marked for each in plain if each.marked is not None)
    here, there = (register.strip(recording) for recording in plain)
    shelf = Shelf(np.concatenate([p.descriptors for p in there.points]))
    shelf.add(there, range(len(there.seconds)))
    segments = compare(here, there, shelf.ask(here).get(0, ()))
    return segments, all(map(has_evidence, (here, there)))


def _copied(one: Columns | None, other: Columns | None) -> tuple[SoundCopy, ...]:
    if one is None or other is None:
        return ()
    here, there = (sounding(NOBODY, each) for each in (one, other))
    shelf = SoundShelf()
    shelf.add(marks_of(there))
    offsets = shelf.ask(marks_of(here)).get(0, ())
    found = {copy for at in offsets for copy in copied_sound(here, there, at)}
    return tuple(sorted(found, key=lambda copy: copy.start))


def _columns(watched: WatchedFile) -> dict[str, Columns]:
    """The columns of every track of `watched`, by property."""
    content = {item.digest: blob for item, blob in watched.harvest.items}
    said = ((s.property, s.value) for s in watched.harvest.statements)
    return {name: read_track(content[value.item]) for name, value in said if isinstance(value, Track)}


def _recording(watched: WatchedFile) -> Recording | None:
    """What is matched of it; None where it has no pictures."""
    tracks = {name: each for name, each in _columns(watched).items() if name in (*NEEDED, *USEFUL)}
    lengths = (s.value for s in watched.harvest.statements if s.property == "media.duration")
    duration = next((float(length.amount) for length in lengths if isinstance(length, Exact)), None)
    if not all(name in tracks for name in NEEDED):
        return None
    return recording_of(watched.footage.item.digest, tracks, duration)
