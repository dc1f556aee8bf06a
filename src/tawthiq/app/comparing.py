"""Two files compared without a record: each watched once in a locked child, then laid side by side."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tawthiq.app.progress import Progress, silent
from tawthiq.app.synchronising import SyncForm, compare_sounds
from tawthiq.app.watch_one import WatchedFile, watch_file
from tawthiq.match.comparing import compare
from tawthiq.match.evidence import has_evidence
from tawthiq.match.loading import NEEDED, USEFUL, Columns, recording_of
from tawthiq.match.marks import Register
from tawthiq.match.recording import Recording
from tawthiq.match.segment import COPY, Segment
from tawthiq.match.shelf import Shelf
from tawthiq.record.errors import NotMedia
from tawthiq.record.measure import Exact, Track
from tawthiq.store.tracks import read_track


@dataclass(frozen=True, slots=True)
class Compared:
    """What `one` and `other` have in common; `probability` that some of it is a copy.

    `evidence` is false where one of them has no picture to compare: then nothing found says nothing.
    `sync` is what their sound says of one clock; None where one of them has none.
    """

    one: WatchedFile
    other: WatchedFile
    segments: tuple[Segment, ...]
    evidence: bool
    sync: SyncForm | None

    @property
    def probability(self) -> float:
        """That of the likeliest copy; 0 where there is none."""
        return max((s.probability for s in self.segments if s.label == COPY), default=0.0)


def compare_files(one: Path, other: Path, progress: Progress = silent) -> Compared:
    """The segments of `one` that show what `other` shows.

    Raises as `watch_file` does, and NotMedia for sound alone.
    """
    watched = watch_file(one, progress), watch_file(other, progress)
    plain = [_recording(each) for each in watched]
    register = Register()
    for recording in plain:
        register.learn(recording)
    here, there = (register.strip(recording) for recording in plain)
    shelf = Shelf(np.concatenate([p.descriptors for p in there.points]))
    shelf.add(there, range(len(there.seconds)))
    segments = compare(here, there, shelf.ask(here).get(0, ()))
    sync = compare_sounds(*(_columns(each).get("track.sound") for each in watched))
    return Compared(*watched, segments, all(map(has_evidence, (here, there))), sync)


def _columns(watched: WatchedFile) -> dict[str, Columns]:
    """The columns of every track of `watched`, by property."""
    content = {item.digest: blob for item, blob in watched.harvest.items}
    said = ((s.property, s.value) for s in watched.harvest.statements)
    return {name: read_track(content[value.item]) for name, value in said if isinstance(value, Track)}


def _recording(watched: WatchedFile) -> Recording:
    tracks = {name: each for name, each in _columns(watched).items() if name in (*NEEDED, *USEFUL)}
    lengths = (s.value for s in watched.harvest.statements if s.property == "media.duration")
    duration = next((float(length.amount) for length in lengths if isinstance(length, Exact)), None)
    if not all(name in tracks for name in NEEDED):
        raise NotMedia(f"{watched.footage.name}: it has no pictures to compare")
    return recording_of(watched.footage.item.digest, tracks, duration)
