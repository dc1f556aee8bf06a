"""What sounds at the place of an invented event: each source once, for all microphones.

A source gives its samples at `RATE` over the whole event, and the samples at which something begins
in it, as its truth.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tawthiq.drill.sound import RATE, Sound, crowd, engine, siren

Onsets = tuple[int, ...]
"""Sample numbers, from the first of the event, at which a sound begins."""

_BLOWS = {"hammering": (0.9, 1450.0, 0.03), "impulse": (0.0, 90.0, 0.35)}


@dataclass(frozen=True)
class Emitted:
    """What one source gives out: samples in about [-1, 1], and where something begins in them."""

    samples: Sound
    onsets: Onsets
    lasts: int
    """Samples that a sound lasts after its onset."""


def emitted(kind: str, seed: int, number: int, count: int, moments: Onsets) -> Emitted:
    """`count` samples of a source of that kind; `moments` are where impulses are to be.

    Raises KeyError on a kind that is not in `KINDS`.
    """
    return KINDS[kind](seed, number, count, moments)


def _steady(make: Callable[[np.random.Generator, int], Sound]) -> Callable[..., Emitted]:
    """A source that sounds all the time and so has no onset that could be asked for."""

    def give(seed: int, number: int, count: int, moments: Onsets) -> Emitted:
        return Emitted(make(np.random.default_rng([seed, 31, number]), count), (), 0)

    return give


def _hammering(seed: int, number: int, count: int, moments: Onsets) -> Emitted:
    """Blows on concrete at uneven moments, with pauses."""
    chance = random.Random(f"hammer {seed} {number}")
    at, found = 0, []
    while (at := at + round(RATE * chance.uniform(0.35, 1.3) * (5 if chance.random() < 0.08 else 1))) < count:
        found.append(at)
    return _struck("hammering", seed, number, count, tuple(found))


def _impulses(seed: int, number: int, count: int, moments: Onsets) -> Emitted:
    return _struck("impulse", seed, number, count, moments)


def _struck(kind: str, seed: int, number: int, count: int, moments: Onsets) -> Emitted:
    """Sounds that begin at full strength on their first sample and fade."""
    _, ring, fade = _BLOWS[kind]
    rng = np.random.default_rng([seed, 32, number])
    span = round(6 * fade * RATE)
    seconds = np.arange(span) / RATE
    total = np.zeros(count + span, np.float32)
    for at in moments:
        noise = rng.standard_normal(span)
        shape = np.exp(-seconds / fade) * (0.5 * np.cos(2 * np.pi * ring * seconds) + 0.35 * noise)
        shape[0] = 1.0
        total[at : at + span] += (rng.uniform(0.6, 1.0) * shape).astype(np.float32)
    return Emitted(total[:count], tuple(at for at in moments if at < count), span)


def _voiced(low: float, high: float, phrase: float, rest: float, people: int) -> Callable[..., Emitted]:
    """Sung or called phrases on long vowels: a pulsed note through three formants. No words."""

    def give(seed: int, number: int, count: int, moments: Onsets) -> Emitted:
        chance = random.Random(f"voice {seed} {number} {low}")
        total, onsets, at = np.zeros(count, np.float32), [], round(RATE * chance.uniform(0.2, 1.5))
        while at < count:
            span = min(round(RATE * phrase * chance.uniform(0.7, 1.3)), count - at)
            for _ in range(people):
                total[at : at + span] += _phrase(chance, span, low, high) / people
            onsets.append(at)
            at += span + round(RATE * rest * chance.uniform(0.5, 1.6))
        return Emitted(total, tuple(onsets), round(RATE * phrase))

    return give


def _phrase(chance: random.Random, count: int, low: float, high: float) -> Sound:
    """One phrase: notes that glide between `low` and `high` hertz."""
    notes = [chance.uniform(low, high) for _ in range(max(3, round(3 * count / RATE)))]
    seconds = np.arange(count, dtype=np.float64) / RATE
    pitch = np.interp(np.linspace(0, len(notes) - 1, count), np.arange(len(notes)), notes)
    pitch *= 1 + 0.012 * np.sin(2 * np.pi * chance.uniform(4.6, 5.8) * seconds)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    vowel = chance.choice(((700, 1150), (320, 2200), (480, 900)))
    voice = np.zeros(count)
    for overtone in range(1, 15):
        at = overtone * (low + high) / 2
        gain = sum(np.exp(-(((at - formant) / 170) ** 2)) for formant in vowel) + 0.12 / overtone
        voice += gain * np.sin(overtone * phase)
    edge = np.minimum(1, np.minimum(seconds / 0.02, (count / RATE - seconds) / 0.15))
    return np.asarray(0.35 * voice * np.clip(edge, 0, 1), np.float32)


def _wind(rng: np.random.Generator, count: int) -> Sound:
    """Gusts: low noise that rises and falls."""
    points = rng.standard_normal(count // 120 + 3)
    low = np.interp(np.arange(count) / 120, np.arange(len(points)), points)
    gusts = rng.uniform(0, 1, count // (2 * RATE) + 3)
    gain = np.interp(np.arange(count) / (2 * RATE), np.arange(len(gusts)), gusts)
    return np.asarray(0.5 * low * gain, np.float32)


KINDS: dict[str, Callable[..., Emitted]] = {
    "crowd": _steady(crowd),
    "siren": _steady(siren),
    "engine": _steady(engine),
    "wind": _steady(_wind),
    "hammering": _hammering,
    "impulse": _impulses,
    "recitation": _voiced(130, 235, 6.0, 2.2, 1),
    "chant": _voiced(160, 260, 2.0, 0.5, 4),
    "shout": _voiced(230, 420, 0.7, 2.6, 1),
}
"""Every kind of source. None speaks words: no free recording of speech comes with what we install."""
