"""What `match_sync` measures, in units small enough to be stopped between: each gives trials, kept as lines.

A unit is named by its kind and seed, so that a run that was stopped goes on, and a report reads all of it.
"""

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks import sync_scenes as made
from benchmarks.sync_peer import Peer
from benchmarks.sync_real import music, street
from benchmarks.sync_trials import (
    HIT,
    REPLAYS,
    SHORT_REPLAYS,
    Maker,
    clock_miss,
    lone_take,
    miss,
    near_miss,
    stored,
    true_pair,
)
from tawthiq.match.shared_music import SharedMusic
from tawthiq.match.sound_candidates import candidates
from tawthiq.match.sound_verifying import Verified
from tawthiq.match.sounding import Sounding
from tawthiq.match.sync import APART, Heard, Sync, synchronise
from tawthiq.match.sync_probability import Evidence

FAR = "microphones 120 m apart"
FAR_METRES = 120.0
UNRELATED = "unrelated"
REAL = "real sounds: "
"""How rows begin whose sources are real sounds; their scenes are invented all the same."""

_OF_REAL = ("clean", "noise 0 dB", "reverb + 0 dB + AAC 24k", "drift 500 ppm")


@dataclass(frozen=True)
class Unit:
    """A piece of work: `kind` is "pair", "far", UNRELATED or a near-miss; `against`: sounds to cross with.

    `real`: a folder of real clips that take the place of invented sources.
    """

    kind: str
    seed: int
    against: tuple[int, ...] = ()
    real: Path | None = None

    @property
    def name(self) -> str:
        return f"{self.prefix}{self.kind} {self.seed}"

    @property
    def prefix(self) -> str:
        return REAL if self.real else ""

    def scene(self, half: int) -> Maker:
        return street(self.real, half) if self.real else made.scene


@dataclass(frozen=True)
class Trial:
    """One pair: what was found, by how much it is off (None: unrelated), and what it cost.

    Without anything found, `off` of a pair that has a truth is infinite.
    """

    unit: str
    row: str
    found: Sync | None
    off: float | None = None
    clock_off: float | None = None
    cpu: float = 0.0
    candidates_cpu: float = 0.0
    peer_off: float | None = None
    peer_score: float = 0.0
    peer_cpu: float = 0.0

    @property
    def hit(self) -> bool:
        return self.off is not None and self.off <= HIT

    @property
    def one_moment(self) -> bool:
        """Whether the line is right as one of a moment: no farther off than two sources of a scene are."""
        return self.off is not None and self.off <= APART

    @property
    def accepted(self) -> bool:
        return self.found is not None and self.found.accepted

    @property
    def said_moment(self) -> bool:
        """Accepted, and not taken for music that may have been played again: this places without a person."""
        return self.found is not None and self.found.heard is Heard.MOMENT

    @property
    def replayed(self) -> bool:
        """Two playings of one music: the line is right, the moment is not."""
        return self.row.removeprefix(REAL) in (REPLAYS, SHORT_REPLAYS)


def trials(unit: Unit, rival: Peer | None) -> Iterator[Trial]:
    """All trials of a unit."""
    if unit.kind in ("pair", "far"):
        yield from _damaged(unit, rival)
    elif unit.kind == UNRELATED:
        take = _damaged_alone(unit)
        for seed in unit.against:
            yield _nothing_common(unit, unit.prefix + UNRELATED, _lone(seed, unit.real), take)
    else:
        pieces = music(unit.real) if unit.real else ()
        one, other = (stored(take) for take in near_miss(unit.kind, unit.seed, pieces))
        yield _nothing_common(unit, unit.prefix + unit.kind, one, other)


def _damaged(unit: Unit, rival: Peer | None) -> Iterator[Trial]:
    """Every row of damage on one scene, or the row of far microphones."""
    far = unit.kind == "far"
    pair = true_pair(unit.seed, metres=FAR_METRES if far else None, scene=unit.scene(0))
    one = stored(pair.one)
    names = [FAR] if far else _OF_REAL if unit.real else list(made.DAMAGES)
    for row in names:
        damage = made.DAMAGES["clean" if far else row]
        other = damage(np.random.default_rng([unit.seed, 14]), pair.other)
        found, cpu, early = timed(one, stored(other))
        off = miss(pair, other, found.line.offset, found.line.middle) if found else np.inf
        clock = clock_miss(pair, other, found) if found else None
        theirs = rival.offset(pair.one.sound, other.sound) if rival else (np.nan, 0.0, 0.0)
        middle = len(other.sound) / made.RATE / 2 if not found else found.line.middle
        their_off = miss(pair, other, theirs[0], middle) if np.isfinite(theirs[0]) else None
        yield Trial(unit.name, unit.prefix + row, found, off, clock, cpu, early, their_off, *theirs[1:])


def _damaged_alone(unit: Unit) -> Sounding:
    """A recording of an event of its own, all damages in turn."""
    damages = tuple(made.DAMAGES.values())
    take = lone_take(unit.seed, unit.scene(1))
    return stored(damages[unit.seed % len(damages)](np.random.default_rng([unit.seed, 15]), take))


@cache
def _lone(seed: int, real: Path | None) -> Sounding:
    return stored(lone_take(seed, street(real, 0) if real else made.scene))


def _nothing_common(unit: Unit, row: str, one: Sounding, other: Sounding) -> Trial:
    found, cpu, early = timed(one, other)
    return Trial(unit.name, row, found, cpu=cpu, candidates_cpu=early)


def timed(one: Sounding, other: Sounding) -> tuple[Sync | None, float, float]:
    """What is found, CPU seconds of all, and of the candidates alone (which are found twice here)."""
    began = time.process_time()
    candidates(one, other)
    middle = time.process_time()
    found = synchronise(one, other)
    return found, time.process_time() - middle, middle - began


class Kept:
    """Trials as JSON lines in a file that only grows; a unit's lines are written at once.

    What others keep beside it, under names that begin as `stem`, is read too and never written.
    """

    def __init__(self, path: Path | None, stem: str = "") -> None:
        self._path = path
        files = sorted(path.parent.glob(f"{stem}*.jsonl")) if path else []
        self._lines = [line for file in files for line in file.read_text().splitlines()]

    def add(self, done: Iterable[Trial]) -> None:
        lines = [json.dumps(asdict(trial), default=float) for trial in done]
        self._lines += lines
        if self._path:
            with self._path.open("a") as file:
                file.write("".join(f"{line}\n" for line in lines))

    @property
    def trials(self) -> list[Trial]:
        return [_read(json.loads(line)) for line in self._lines]


def _read(told: Mapping[str, object]) -> Trial:
    found = told["found"]
    if isinstance(found, dict):
        line, evidence, music = Verified(**found["line"]), Evidence(**found["evidence"]), found["music"]
        found = Sync(line, evidence, SharedMusic(**music))
    return Trial(**{**told, "found": found})  # type: ignore[arg-type]  # as `add` wrote it
