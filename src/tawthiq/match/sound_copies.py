"""Copied sound: the same samples, coded anew, under whatever picture.

Two microphones that hear one moment share its phases, but not all of them; a copy shares most. On eight
invented scenes the median second of copies coded anew at 24 to 48 kbit/s correlated at 0.81-0.94; of second
microphones at one point in the open, without echo and with nothing but hiss and knocks of their own, at
0.55-0.77; of other sounds at 0.03. Between lie copies at 16 kbit/s and two copies coded apart, 0.75-0.8: they
are not said, for a second camera must not be lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.fft

from tawthiq.match.sounding import RATE, Floats, Sounding

COPIED = 0.79
"""Median of the seconds' correlations from which sound is copied, and not heard by a second microphone."""

_SHARED = 0.5
"""Correlation of a second that belongs to a copy."""

_SHORTEST = 3
"""Seconds of a copy, at least."""

_MOST_GAP = 2
_NEAR = RATE // 8
"""Samples on either side of an offset within which the true one is looked for."""

_LOOKED_AT = 30 * RATE
_BESIDE = 3
"""Samples by which a second may lie beside the line."""


@dataclass(frozen=True, slots=True)
class SoundCopy:
    """Seconds `start` to `end` here are heard there, `offset` seconds later; `likeness` is the median
    correlation of their whitened sound, second by second."""

    start: float
    end: float
    offset: float
    likeness: float


def copied_sound(one: Sounding, other: Sounding, offset: float) -> tuple[SoundCopy, ...]:
    """The stretches of `one` whose sound is that of `other` about `offset` seconds later."""
    lag = _exact(one.whitened, other.whitened, round(offset * RATE))
    if lag is None:
        return ()
    first, likeness = _by_second(one.whitened, other.whitened, lag)
    return tuple(_stretches(first, likeness, lag))


def _exact(one: Floats, other: Floats, lag: int) -> int | None:
    """The lag in samples near `lag` at which both agree best; None where they share less than a second."""
    begin, end = max(0, -lag), min(len(one), len(other) - lag)
    if end - begin < RATE:
        return None
    middle = (begin + end) // 2
    begin, end = max(begin, middle - _LOOKED_AT // 2), min(end, middle + _LOOKED_AT // 2)
    here = one[begin:end]
    there = np.zeros(len(here) + 2 * _NEAR, np.float32)
    low = begin + lag - _NEAR
    inside = other[max(0, low) : low + len(there)]
    there[max(0, -low) : max(0, -low) + len(inside)] = inside
    size = scipy.fft.next_fast_len(len(here) + len(there), real=True)
    product = scipy.fft.rfft(there, size) * scipy.fft.rfft(here, size).conj()
    found = scipy.fft.irfft(product, size)[: 2 * _NEAR + 1]
    return lag + int(np.argmax(found)) - _NEAR


def _by_second(one: Floats, other: Floats, lag: int) -> tuple[int, Floats]:
    """The first whole second of `one` that both have, and the correlation of it and of those after it."""
    begin = -(-max(0, -lag + _BESIDE) // RATE)
    end = min(len(one), len(other) - lag - _BESIDE) // RATE
    if end <= begin:
        return begin, np.empty(0, np.float32)
    here = one[begin * RATE : end * RATE].reshape(-1, RATE)
    best = np.zeros(len(here), np.float32)
    for beside in range(-_BESIDE, _BESIDE + 1):
        at = begin * RATE + lag + beside
        there = other[at : at + here.size].reshape(-1, RATE)
        energy = np.sqrt(np.square(here).sum(axis=1) * np.square(there).sum(axis=1))
        best = np.maximum(best, (here * there).sum(axis=1) / np.maximum(energy, 1e-6))
    return begin, best


def _stretches(first: int, likeness: Floats, lag: int) -> Iterator[SoundCopy]:
    alike = np.flatnonzero(likeness >= _SHARED)
    if not len(alike):
        return
    for run in np.split(alike, np.flatnonzero(np.diff(alike) > _MOST_GAP + 1) + 1):
        start, end = int(run[0]), int(run[-1]) + 1
        median = float(np.median(likeness[start:end]))
        if end - start >= _SHORTEST and median >= COPIED:
            yield SoundCopy(first + start, first + end, lag / RATE, median)
