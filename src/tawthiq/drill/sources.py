"""What sounds at the place of an invented event: each source once, for all microphones.

A source gives its samples at `RATE` over the whole event, and the samples at which something begins
in it, as its truth.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tawthiq.drill.sound import RATE, Sound, crowd, engine, siren
from tawthiq.drill.speech import Utterance

Onsets = tuple[int, ...]
"""Sample numbers, from the first of the event, at which a sound begins."""

SPEECH = "speech"
"""The one kind that is silent unless recordings of it are lent."""

BLOWS = {"hammering": (1450.0, 0.03), "impulse": (90.0, 0.35)}
"""Hertz at which a blow rings, and the seconds in which it fades to a third."""


@dataclass(frozen=True)
class Begun:
    """Something that begins at sample `at` and lasts so many samples; `words` where they were said."""

    at: int
    lasts: int
    words: str = ""


@dataclass(frozen=True)
class Emitted:
    """What one source gives out: samples in about [-1, 1], and what begins in them, in order.

    `steady` when it sounds all the time.
    """

    samples: Sound
    begun: tuple[Begun, ...]
    steady: bool = False


def emitted(
    kind: str, seed: int, number: int, count: int, moments: Onsets, lent: tuple[Utterance, ...] = ()
) -> Emitted:
    """`count` samples of a source of that kind; `moments` are where impulses are to be, `lent` speech.

    Raises KeyError on a kind that is neither `SPEECH` nor in `KINDS`.
    """
    if kind == SPEECH:
        return _spoken(seed, number, count, lent)
    return KINDS[kind](seed, number, count, moments)


def _spoken(seed: int, number: int, count: int, lent: tuple[Utterance, ...]) -> Emitted:
    """Every lent recording in an order of its own, whole, with pauses, again and again."""
    chance = random.Random(f"speech {seed} {number}")
    total, begun, at = np.zeros(count, np.float32), list[Begun](), round(RATE * chance.uniform(0.3, 2.0))
    turn = chance.sample(lent, len(lent))
    while turn and at + len(turn[0].samples) <= count:
        one, *rest = turn
        total[at : at + len(one.samples)] = one.samples
        begun.append(Begun(at, len(one.samples), one.words))
        at += len(one.samples) + round(RATE * chance.uniform(0.8, 3.0))
        turn = [*rest, one]
    return Emitted(total, tuple(begun))


def _steady(make: Callable[[np.random.Generator, int], Sound]) -> Callable[..., Emitted]:
    """A source that sounds all the time and so has no onset that could be asked for."""

    def give(seed: int, number: int, count: int, moments: Onsets) -> Emitted:
        return Emitted(make(np.random.default_rng([seed, 31, number]), count), (), steady=True)

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
    ring, fade = BLOWS[kind]
    rng = np.random.default_rng([seed, 32, number])
    span = round(6 * fade * RATE)
    seconds = np.arange(span) / RATE
    total = np.zeros(count + span, np.float32)
    for at in moments:
        noise = rng.standard_normal(span)
        shape = np.exp(-seconds / fade) * (0.5 * np.cos(2 * np.pi * ring * seconds) + 0.35 * noise)
        shape[0] = 1.0
        total[at : at + span] += (rng.uniform(0.6, 1.0) * shape).astype(np.float32)
    return Emitted(total[:count], tuple(Begun(at, span) for at in moments if at < count))


def _voiced(low: float, high: float, phrase: float, rest: float, people: int) -> Callable[..., Emitted]:
    """Sung or called phrases on long vowels: a pulsed note through three formants. No words."""

    def give(seed: int, number: int, count: int, moments: Onsets) -> Emitted:
        chance = random.Random(f"voice {seed} {number} {low}")
        total, begun, at = np.zeros(count, np.float32), [], round(RATE * chance.uniform(0.2, 1.5))
        while at < count:
            span = min(round(RATE * phrase * chance.uniform(0.7, 1.3)), count - at)
            for _ in range(people):
                total[at : at + span] += _phrase(chance, span, low, high) / people
            begun.append(Begun(at, span))
            at += span + round(RATE * rest * chance.uniform(0.5, 1.6))
        return Emitted(total, tuple(begun))

    return give


def _phrase(chance: random.Random, count: int, low: float, high: float) -> Sound:
    """One phrase: notes that glide between `low` and `high` hertz."""
    notes = [chance.uniform(low, high) for _ in range(max(3, round(3 * count / RATE)))]
    seconds = np.arange(count, dtype=np.float64) / RATE
    pitch = np.interp(np.linspace(0, len(notes) - 1, count), np.arange(len(notes)), notes)
    pitch *= 1 + 0.012 * np.sin(2 * np.pi * chance.uniform(4.6, 5.8) * seconds)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    vowel = chance.choice(((700, 1150), (320, 2200), (480, 900)))
    voice, before, note = np.zeros(count), np.zeros(count), np.sin(phase)
    twice = 2 * np.cos(phase)
    for overtone in range(1, 15):
        at = overtone * (low + high) / 2
        gain = sum(np.exp(-(((at - formant) / 170) ** 2)) for formant in vowel) + 0.12 / overtone
        voice += gain * note
        before, note = note, twice * note - before  # sin (n + 1) x = 2 cos x sin n x - sin (n - 1) x
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
"""Every kind that is made by code. None of these speaks words."""
