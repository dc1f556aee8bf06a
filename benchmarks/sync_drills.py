"""The clocks of drill events, from the sound that each microphone has of them; nothing is drawn or encoded.

    python -m benchmarks.sync_drills [--seeds 10] [--first 50000] [--size small] [--cache FOLDER --minutes 9]

Every camera of the shipped scenarios hears its event from where it walks, on its own clock, with its own
echoes (`tawthiq.drill.hearing`). All pairs of a drill are compared, those of different events too. Truth is
when each camera began and how its clock drifts: the scene's time, not the arrival of its sound.
"""

import argparse
import itertools
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from benchmarks.match_sync import LEFT
from benchmarks.sync_scenes import Take, lower
from benchmarks.sync_trials import stored
from tawthiq.drill import filming
from tawthiq.drill.plan import planned
from tawthiq.drill.scenario import SIZES, read_scenario, shipped
from tawthiq.drill.soundtrack import soundtracks
from tawthiq.match.event_clock import Clock, Line, clocks
from tawthiq.match.sounding import Sounding
from tawthiq.match.sync import Heard, synchronise

SHARED = 5.0
"""Seconds that two recordings must share to be asked for, as in the drill's own score."""


@dataclass(frozen=True)
class Camera:
    """A recording: world second of its first sample, how long, and its clock's drift."""

    event: str
    begins: float
    seconds: float
    drift: float

    def world(self, second: float) -> float:
        return self.begins + second / (1 + self.drift)


@dataclass(frozen=True)
class Placing:
    """A camera after the first of its clock: how far off midway, what was stated, by how many pairs."""

    off: float
    stated: float
    pairs: int


@dataclass(frozen=True)
class Drill:
    """What came of one drill: pairs that share enough, those found, false ones; cameras placed, and how."""

    name: str
    shared: int
    found: int
    false: int
    cameras: int
    placings: list[Placing]
    outliers: int


def drill(name: str, size_name: str, seed: int) -> Drill:
    """One drill heard by all its cameras, and its clocks."""
    cameras, takes = _recorded(name, size_name, seed)
    common = {
        pair: _common(*(cameras[n] for n in pair)) for pair in itertools.combinations(range(len(cameras)), 2)
    }
    lines = _moments([stored(take) for take in takes])
    solved = clocks(lines)
    return Drill(
        f"{name} {size_name} {seed}",
        shared=sum(seconds >= SHARED for seconds in common.values()),
        found=sum(common[line.one, line.other] >= SHARED for line in lines),
        false=sum(common[line.one, line.other] <= 0 for line in lines),
        cameras=len({n for pair, seconds in common.items() if seconds >= SHARED for n in pair}),
        placings=[placing for clock in solved for placing in _placings(clock, cameras)],
        outliers=sum(len(clock.outliers) for clock in solved),
    )


def _moments(sounds: Sequence[Sounding]) -> list[Line[int]]:
    """The lines of all pairs that may be placed without a person."""
    lines = []
    for one, other in itertools.combinations(range(len(sounds)), 2):
        said = synchronise(sounds[one], sounds[other])
        if said is not None and said.heard is Heard.MOMENT:
            lines.append(Line(one, other, said.offset, said.rate, said.error, said.line.middle))
    return lines


def _placings(clock: Clock[int], cameras: Sequence[Camera]) -> Iterator[Placing]:
    """How far off each recording lies, counted from the first of its clock."""
    first, *rest = clock.placed
    zero = cameras[first.item]
    for placed in rest:
        camera = cameras[placed.item]
        middle = camera.seconds / 2
        true = first.rate * (camera.world(middle) - zero.begins) * (1 + zero.drift)
        yield Placing(placed.rate * middle + placed.offset - true, placed.error, placed.pairs)


def _recorded(name: str, size_name: str, seed: int) -> tuple[list[Camera], list[Take]]:
    scenario = read_scenario(name)
    size = SIZES[size_name]
    shots = planned(scenario, size, seed).shots
    length = filming.street_length(scenario, size)
    cameras, takes = [], []
    for number, event in enumerate(scenario.events):
        tracks = soundtracks(event, shots, length, size.scale, seed * 100 + number).tracks
        for shot in shots:
            if shot.path in tracks:
                ppm = filming.ear(shot).drift_ppm
                cameras.append(Camera(event.name, float(shot.begins), float(shot.seconds), ppm * 1e-6))
                takes.append(Take(lower(tracks[shot.path]), np.zeros(0), np.zeros(0), float(shot.begins)))
    return cameras, takes


def _common(one: Camera, other: Camera) -> float:
    """Seconds that both filmed; none where they filmed different events."""
    if one.event != other.event:
        return 0.0
    return min(one.begins + one.seconds, other.begins + other.seconds) - max(one.begins, other.begins)


def report(done: list[Drill]) -> None:
    """Pairs and placings by scenario, and what the stated intervals are worth."""
    print(f"\n{'drill':24} drills  pairs found  false  cameras placed  outliers")
    for name in dict.fromkeys(each.name.rpartition(" ")[0] for each in done):
        some = [each for each in done if each.name.rpartition(" ")[0] == name]
        shared, found, false, cameras, outliers = (
            sum(getattr(each, field) for each in some)
            for field in ("shared", "found", "false", "cameras", "outliers")
        )
        placed = sum(len(each.placings) for each in some)
        print(
            f"{name:24} {len(some):6}  {found:5} of {shared:<4} {false:5}"
            f"  {placed:6} + first, of {cameras:<4} {outliers:4}"
        )
    placings = [placing for each in done for placing in each.placings]
    off = np.array([abs(placing.off) for placing in placings])
    stated = np.array([placing.stated for placing in placings])
    print(f"95 % intervals hold {np.mean(off <= stated):.3f} of {len(off)};", end=" ")
    print(f"half-width median {np.median(stated):.3f} s")
    print(
        f"off by: median {np.median(off):.3f} s, 95 % {np.percentile(off, 95):.3f} s, most {off.max():.3f} s"
    )


def units(first: int, seeds: int, size: str) -> Iterator[tuple[str, str, int]]:
    for seed in range(first, first + seeds):
        for name in shipped():
            yield name, size, seed


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seeds", type=int, default=10)
    options.add_argument("--first", type=int, default=50_000)
    options.add_argument("--size", default="small")
    options.add_argument("--cache", type=Path, help="a folder for what is measured")
    options.add_argument("--minutes", type=float, default=600)
    chosen = options.parse_args()
    path = chosen.cache / f"drills-{chosen.first}.jsonl" if chosen.cache else None
    lines = path.read_text().splitlines() if path and path.exists() else []
    names = {json.loads(line)["name"] for line in lines}
    todo = [u for u in units(chosen.first, chosen.seeds, chosen.size) if f"{u[0]} {u[1]} {u[2]}" not in names]
    ends = time.monotonic() + chosen.minutes * 60
    while todo and time.monotonic() < ends:
        lines.append(json.dumps(asdict(drill(*todo.pop(0)))))
        if path:
            with path.open("a") as file:
                file.write(f"{lines[-1]}\n")
    done = [json.loads(line) for line in lines]
    report([Drill(**{**each, "placings": [Placing(**p) for p in each["placings"]]}) for each in done])
    if todo:
        print(f"{len(todo)} drills are left")
        sys.exit(LEFT)


if __name__ == "__main__":
    main()
