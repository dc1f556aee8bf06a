"""The clock of an event: six cameras in one invented scene, each damaged in its way; do intervals hold?"""

import itertools
import time
from dataclasses import dataclass

import numpy as np

from benchmarks import sync_scenes as made
from benchmarks.sync_scenes import Microphone, Take
from benchmarks.sync_trials import stored
from tawthiq.match.event_clock import Clock, Line, clocks
from tawthiq.match.sync import Heard, synchronise

CAMERAS = 6
AROUND = 45.0
"""Metres within which they stand: up to 90 m apart."""


@dataclass(frozen=True)
class Event:
    """The takes of one event and the clocks that were found for it."""

    takes: tuple[Take, ...]
    found: tuple[Clock[int], ...]
    pairs: int


def event(seed: int) -> Event:
    """One scene of 100 s filmed by six; what is done to each is drawn from all damages."""
    random = np.random.default_rng([seed, 16])
    place = made.scene(random, 100)
    damages = tuple(made.DAMAGES.values())
    takes = []
    for _ in range(CAMERAS):
        away, turn = AROUND * np.sqrt(random.random()), random.uniform(0, 2 * np.pi)
        seconds = float(random.uniform(25, 60))
        microphone = Microphone(
            away * np.array([np.cos(turn), np.sin(turn)]), float(random.uniform(2, 98 - seconds)), seconds
        )
        take = made.record(random, place, microphone, operator=random.random() < 0.3)
        takes.append(damages[random.integers(len(damages))](random, take))
    sounds = [stored(take) for take in takes]
    lines = []
    for one, other in itertools.combinations(range(CAMERAS), 2):
        found = synchronise(sounds[one], sounds[other])
        if found and found.accepted and found.heard is Heard.MOMENT:
            line = found.line
            lines.append(Line(one, other, found.offset, found.rate, found.error, line.middle))
    return Event(tuple(takes), clocks(lines), len(lines))


def errors(done: Event) -> list[tuple[float, float]]:
    """By recording placed after the first of its clock: how far off at its middle, and what was stated."""
    out = []
    for clock in done.found:
        first, *rest = clock.placed
        for placed in rest:
            take, zero = done.takes[placed.item], done.takes[first.item]
            middle = len(take.sound) / made.RATE / 2
            true = (middle / (1 + take.drift) + take.start) - zero.start
            out.append((placed.rate * middle + placed.offset - true * first.rate, placed.error))
    return out


def report_events(seed: int, count: int) -> None:
    began = time.process_time()
    done = [event(seed + n) for n in range(count)]
    offs = [pair for each in done for pair in errors(each)]
    off, stated = (np.array(column) for column in zip(*offs, strict=True))
    placed = sum(len(clock.placed) for each in done for clock in each.found)
    print(f"\n{count} events of {CAMERAS} cameras up to {2 * AROUND:.0f} m apart")
    print(
        f"placed {placed} of {count * CAMERAS}; clocks an event {np.mean([len(e.found) for e in done]):.2f}"
    )
    print(f"pairs accepted {np.mean([each.pairs for each in done]):.1f} of 15 an event")
    print(f"outliers named {sum(len(clock.outliers) for each in done for clock in each.found)}")
    print(
        f"95 % intervals hold {np.mean(np.abs(off) <= stated):.3f} of {len(off)};"
        f" half-width {np.median(stated):.3f} s"
    )
    print(f"off: median {np.median(np.abs(off)):.3f} s, 95 % {np.percentile(np.abs(off), 95):.3f} s")
    print(f"CPU {time.process_time() - began:.0f} s, scenes and all")
