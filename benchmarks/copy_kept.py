"""Clips kept on disk, so that a long bench can be run in pieces: what was made once is read again.

Encoded clips lie in one folder; what was watched of them in another, named after the versions of the
analysers, so that tracks of another version are never read, and a new analyser has nothing to be drawn anew.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.copy_edits import Clip
from benchmarks.copy_material import ANALYSERS, encoded, pdq_hashes, watched_tracks
from tawthiq.match.loading import Columns, recording_of
from tawthiq.match.recording import Bytes, Recording
from tawthiq.record.digest import Digest, digest_of

FOLDER = Path("build/bench-copies")


class OutOfTime(Exception):
    """The minutes given are over; what was made is kept, and the same command goes on from there."""


@dataclass(frozen=True)
class Sample:
    """A clip as it was watched: its tracks, the PDQ hashes (n, 32) of a picture a second, and the truth.

    Second t of it is second `start` + `speed` x t of its source, in the mirror or not.
    """

    item: Digest
    tracks: Mapping[str, Columns]
    pdq: Bytes
    start: float
    speed: float
    mirror: bool
    seconds: float

    def recording(self) -> Recording:
        """The recording that is matched."""
        return recording_of(self.item, self.tracks, self.seconds)


class Kept:
    """The clips and samples kept in `folder`; for `minutes` at most new ones are made."""

    def __init__(self, minutes: float, folder: Path = FOLDER) -> None:
        versions = ",".join(f"{a.name} {a.version}" for a in ANALYSERS)
        self._clips = folder / "clips"
        self._watched = folder / sha256(versions.encode()).hexdigest()[:12]
        for each in (self._clips, self._watched):
            each.mkdir(parents=True, exist_ok=True)
        self._until = time.monotonic() + 60 * minutes
        self.made = 0

    def sample(self, name: str, make: Callable[[], Clip]) -> Sample:
        """The sample of that name; made or watched where it is not kept. Raises OutOfTime."""
        path = self._watched / _file(name)
        if not path.exists():
            clip = self._clip(name, make)
            self._check_time()
            _save(path, _watched(clip))
            self.made += 1
        return read(path)

    def has(self, name: str) -> bool:
        """Whether the sample of that name is kept."""
        return (self._watched / _file(name)).exists()

    def _clip(self, name: str, make: Callable[[], Clip]) -> Path:
        path = self._clips / _file(name)
        if not path.exists():
            self._check_time()
            _save(path, _written(make()))
        return path

    def _check_time(self) -> None:
        if time.monotonic() > self._until:
            raise OutOfTime


def _file(name: str) -> str:
    return f"{name.replace(' ', '-').replace('/', '-')}.npz"


def _written(clip: Clip) -> Mapping[str, Any]:
    """`clip` encoded, and its truth: second t of it is second truth[0] + truth[1] x t of its source."""
    truth = np.array([clip.start, clip.speed, clip.mirror, clip.seconds])
    return {"content": np.frombuffer(encoded(clip), np.uint8), "truth": truth}


def _watched(clip: Path) -> Mapping[str, Any]:
    """What the pass measured of a clip that `_written` made."""
    with np.load(clip) as kept:
        content, truth = kept["content"].tobytes(), kept["truth"]
    columns = {
        f"{track}/{column}": values
        for track, table in watched_tracks(content).items()
        for column, values in table.items()
    }
    return {"item": digest_of(content), "pdq": pdq_hashes(content), "truth": truth, **columns}


def _save(path: Path, arrays: Mapping[str, Any]) -> None:
    half = path.with_suffix(".half")
    with half.open("wb") as file:
        np.savez(file, **arrays)
    half.rename(path)


def read(path: Path) -> Sample:
    """The sample that is kept there."""
    tracks: dict[str, dict[str, Any]] = {}
    with np.load(path) as kept:
        for name in kept.files:
            track, _, column = name.partition("/")
            if column:
                tracks.setdefault(track, {})[column] = kept[name]
        start, speed, mirror, seconds = kept["truth"].tolist()
        return Sample(Digest(str(kept["item"])), tracks, kept["pdq"], start, speed, bool(mirror), seconds)
