"""What the invented microphones hear: a crowd, sirens, hammering, engines. Mono float32 in [-1, 1].

An event sounds once (`event_sound`); each camera hears its own slice of it, at its own level and
with its own noise (`heard`), so two cameras of one event agree on one clock by construction.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"""Samples a second of everything made here."""

Sound = NDArray[np.float32]
"""One sample a row, mono."""


@dataclass(frozen=True)
class Mix:
    """How loud each source is at the place, 0 to 1."""

    crowd: float = 0.5
    sirens: float = 0.3
    hammering: float = 0.2
    engine: float = 0.2


def event_sound(seed: int, seconds: float, mix: Mix) -> Sound:
    """The sound of one invented event for that long; the same seed gives the same sound."""
    rng = np.random.default_rng([seed, 3])
    count = round(seconds * RATE)
    total = np.zeros(count, np.float32)
    for level, source in (
        (mix.crowd, crowd),
        (mix.sirens, siren),
        (mix.hammering, hammering),
        (mix.engine, engine),
    ):
        if level:
            total += np.float32(level) * source(rng, count)
    return np.asarray(np.tanh(total), np.float32)


def heard(sound: Sound, start: float, seconds: float, *, level: float, seed: int) -> Sound:
    """The slice from `start` as one camera records it: its level, its hiss, its knocks on the case."""
    rng = np.random.default_rng([seed, 4])
    first = round(start * RATE)
    slice_ = sound[first : first + round(seconds * RATE)]
    hiss = 0.006 * rng.standard_normal(len(slice_), dtype=np.float32)
    knocks = 0.25 * _strokes(rng, len(slice_), every=4.0, ring=55.0, fade=0.02)
    return np.asarray(np.clip(level * slice_ + hiss + knocks, -1, 1), np.float32)


def crowd(rng: np.random.Generator, count: int) -> Sound:
    """Voices that cannot be understood: bands of noise that rise and fall as syllables do."""
    total = np.zeros(count, np.float32)
    for _ in range(7):
        pitch = rng.uniform(260, 2100)
        voice = _slow_noise(rng, count, points_a_second=rng.uniform(120, 420))
        syllables = np.clip(_slow_noise(rng, count, points_a_second=rng.uniform(5, 9)), 0, None)
        total += voice * syllables * _tone(rng, count, pitch, wander=0.12)
    return 0.45 * total


def siren(rng: np.random.Generator, count: int) -> Sound:
    """A two-tone wail that comes nearer and goes away."""
    seconds = np.arange(count, dtype=np.float32) / RATE
    cycle = rng.uniform(0.28, 0.45)
    pitch = 880 + 260 * np.sin(2 * np.pi * cycle * seconds + rng.uniform(0, 6))
    phase = np.cumsum(2 * np.pi * pitch / RATE, dtype=np.float64)  # single precision would step the pitch
    near = 0.35 + 0.65 * np.clip(_slow_noise(rng, count, points_a_second=0.12) + 0.3, 0, 1)
    return np.asarray(near * (0.7 * np.sin(phase) + 0.2 * np.sin(3 * phase)), np.float32)


def hammering(rng: np.random.Generator, count: int) -> Sound:
    """Blows on concrete at uneven moments."""
    blows = _strokes(rng, count, every=0.8, ring=1450.0, fade=0.03)
    return blows + 0.6 * _strokes(rng, count, every=1.7, ring=620.0, fade=0.06)


def engine(rng: np.random.Generator, count: int) -> Sound:
    """A motor that idles unevenly: a low note and its overtones."""
    base = rng.uniform(38, 61)
    total = np.zeros(count, np.float32)
    for overtone in (1, 2, 3, 5):
        total += _tone(rng, count, base * overtone, wander=0.05) / np.float32(overtone)
    return 0.4 * total


def _slow_noise(rng: np.random.Generator, count: int, *, points_a_second: float) -> Sound:
    """Noise with nothing above half of `points_a_second` hertz, of unit spread."""
    points = rng.standard_normal(int(count / RATE * points_a_second) + 3)
    at = np.linspace(0, len(points) - 1.001, count)
    return np.interp(at, np.arange(len(points)), points).astype(np.float32)


def _tone(rng: np.random.Generator, count: int, pitch: float, *, wander: float) -> Sound:
    """A note whose pitch strays by that fraction, four times a second."""
    stray = 1 + wander * _slow_noise(rng, count, points_a_second=4)
    phase = np.cumsum(stray, dtype=np.float64) * (2 * np.pi * pitch / RATE)
    return np.sin(phase).astype(np.float32)


def _strokes(rng: np.random.Generator, count: int, *, every: float, ring: float, fade: float) -> Sound:
    """Short ringing blows, on average `every` seconds, at moments of their own."""
    span = round(6 * fade * RATE)
    seconds = np.arange(span) / RATE
    noise = rng.standard_normal(span)
    blow = np.exp(-seconds / fade) * (0.6 * np.sin(2 * np.pi * ring * seconds) + 0.4 * noise)
    total = np.zeros(count + span, np.float32)
    at = 0
    while (at := at + round(RATE * every * float(rng.uniform(0.4, 1.6)))) < count:
        total[at : at + span] += (rng.uniform(0.4, 1.0) * blow).astype(np.float32)
    return total[:count]
