"""What one microphone has of an event: every source late by its distance, echoed, clipped, on its own clock.

Sound travels at `SPEED`. Sample n of a recording is world time begins + n / RATE / (1 + drift); there it
has what a source gave out d / SPEED before, d being the distance at that time.
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from tawthiq.drill.sound import RATE, Sound
from tawthiq.drill.sources import Emitted

SPEED = 343.0
"""Metres a second, dry air at 20 degrees."""

_STEPS = 10
REACH = 8.0
"""Metres at which a source is as loud as it was made."""

Place = tuple[float, float, float]


@dataclass(frozen=True)
class Ear:
    """A microphone: where it is at each world second, when it records, and how badly.

    `gain` before clipping; `echo` how strong the street answers, 0 to 1.
    """

    place: Callable[[float], Place]
    begins: Fraction
    seconds: Fraction
    drift_ppm: int
    gain: float
    echo: float
    seed: int

    def world(self, samples: NDArray[np.float64]) -> NDArray[np.float64]:
        """World seconds of sample numbers, from the ear's own first sample on."""
        return samples / (RATE * (1 + self.drift_ppm / 1e6))

    def distances(self, source: Place) -> NDArray[np.float64]:
        """Metres to the source, `_STEPS` a second from `begins`, and one second more."""
        count = math.ceil(self.seconds * _STEPS) + _STEPS
        times = [float(self.begins) + step / _STEPS for step in range(count)]
        return np.array([math.dist(self.place(at), source) for at in times])


def hear(ear: Ear, total: Sound, source: Place, gave: Emitted, since: Fraction, level: float) -> None:
    """Add what `ear` has of a source to `total` (changed); `since` is world time of its first sample."""
    away = ear.distances(source)
    for first in range(0, len(total), RATE * 20):
        numbers = np.arange(first, min(first + RATE * 20, len(total)), dtype=np.float64)
        world = ear.world(numbers)
        late = np.interp(world * _STEPS, np.arange(len(away)), away)
        at = (world + float(ear.begins - since) - late / SPEED) * RATE
        # The nearest sample, not a line between two: an onset stays on one sample, at full height.
        nearest = np.rint(at).astype(np.int64)
        inside = (nearest >= 0) & (nearest < len(gave.samples))
        heard = gave.samples[np.clip(nearest, 0, len(gave.samples) - 1)] * inside
        total[first : first + len(numbers)] += (heard * (level * REACH / np.maximum(late, 1.0))).astype(
            np.float32
        )


def arrival(
    ear: Ear, away: NDArray[np.float64], made: Fraction, lasts: int = 1
) -> tuple[Fraction, float] | None:
    """The media time at which a sound made at world time `made` arrives, and its distance in metres.

    `away` is `ear.distances` to its source. On the first sample that has it: below 0 for what had begun
    before the recording and still sounds, by the `lasts` samples of it. None where all of it is outside.
    """
    world = float(made - ear.begins)
    at = world
    for _ in range(4):
        at = world + float(np.interp(at * _STEPS, np.arange(len(away)), away)) / SPEED
    sample = round(at * (1 + ear.drift_ppm / 1e6) * RATE)
    if not -lasts < sample < ear.seconds * RATE:
        return None
    return Fraction(sample, RATE), (at - world) * SPEED


def finished(ear: Ear, total: Sound) -> Sound:
    """With the street's echoes, the phone's hiss, and everything over full scale clipped."""
    chance = random.Random(f"ear {ear.seed}")
    wet = total.copy()
    for number in range(4):
        late = round(RATE * chance.uniform(0.03, 0.11) * (number + 1))
        wet[late:] += (
            np.float32(ear.echo * chance.uniform(0.3, 0.6) / (number + 1)) * total[: len(wet) - late]
        )
    hiss = np.random.default_rng([ear.seed, 4]).standard_normal(len(wet), dtype=np.float32)
    return np.asarray(np.clip(np.float32(ear.gain) * wet + np.float32(0.004) * hiss, -1, 1), np.float32)
