"""Where two recordings might lie on one clock: by the colour of the sound, and by its whitened waveform.

They fail in different places: the waveform survives noise ten decibels over the event, but no drift of
500 parts in a million; the colour survives drift and echoes, and gives the offset to a hundredth of a second.
"""

from dataclasses import dataclass

import numpy as np
import scipy.fft

from tawthiq.match.sounding import FRAMES, RATE, Floats, Sounding

SHORTEST = 3.0
"""Seconds that two recordings must share, or 80 % of the shorter where that is less."""

MERGED = 0.15
"""Seconds within which peaks of both methods are one candidate."""

_SHARE = 0.8
_BY_COLOUR, _BY_WAVEFORM, _KEPT = 4, 3, 5
_SMOOTHED = 15
"""Bins of modulation frequency over which power is smoothed before it is evened out."""

_FRAME = RATE // FRAMES
"""Samples of whitened sound a frame."""

_SAMPLED = 50_000
"""Scores, evenly spread, from which their spread is told: to a half of a per cent."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offset, time in one − time in other, in seconds; how far each method's peak stands out, in sigmas.

    Zero for a method that did not name it.
    """

    offset: float
    colour: float = 0.0
    waveform: float = 0.0

    @property
    def methods(self) -> int:
        """How many methods named it."""
        return (self.colour > 0) + (self.waveform > 0)


@dataclass(frozen=True, slots=True, eq=False)
class _Lags:
    """A score for each offset, (k,), in samples or frames from `first`; -inf where too little is common."""

    scores: Floats
    first: int

    def peaks(self, count: int, apart: int) -> list[tuple[int, float]]:
        """The highest offsets, none within `apart` of a higher one, and how many sigmas each stands out."""
        known = self.scores[np.isfinite(self.scores)]
        if not len(known) or not known.any():
            return []
        some = known[:: 1 + len(known) // _SAMPLED]
        middle = float(np.median(some))
        sigma = float(np.median(np.abs(some - middle))) * 1.4826 + 1e-12
        scores, found = self.scores.copy(), []
        for _ in range(count):
            best = int(np.argmax(scores))
            if not np.isfinite(scores[best]) or scores[best] <= middle:
                break
            found.append((best + self.first, (float(scores[best]) - middle) / sigma))
            scores[max(0, best - apart) : best + apart + 1] = -np.inf
        return found


def candidates(one: Sounding, other: Sounding) -> tuple[Candidate, ...]:
    """At most five offsets, the most convincing first; none where they cannot share enough."""
    colour = _colour_lags(one.cepstrum, other.cepstrum).peaks(_BY_COLOUR, round(MERGED * FRAMES))
    waveform = _waveform_lags(one.whitened, other.whitened).peaks(_BY_WAVEFORM, round(MERGED * RATE))
    found = [Candidate(lag / RATE, waveform=height) for lag, height in waveform]
    for lag, height in colour:
        near = next((i for i, c in enumerate(found) if abs(c.offset - lag / FRAMES) <= MERGED), None)
        if near is None:
            found.append(Candidate(lag / FRAMES, colour=height))
        elif not found[near].colour:
            found[near] = Candidate(found[near].offset, height, found[near].waveform)
    return tuple(sorted(found, key=lambda c: (-c.methods, -max(c.colour, c.waveform)))[:_KEPT])


def least_shared(one: Sounding, other: Sounding) -> float:
    """Seconds that these two must share for an offset to be looked at."""
    return min(SHORTEST, _SHARE * min(one.seconds, other.seconds))


def _colour_lags(one: Floats, other: Floats) -> _Lags:
    """Correlation of the cepstral tracks, slow and fast changes made more equal, by offset."""
    size = scipy.fft.next_fast_len(len(one) + len(other), real=True)
    here, there = (scipy.fft.rfft(each, size, axis=0) for each in (one, other))
    cross = (here * there.conj()).sum(axis=1)
    even = np.sqrt(_evened(here) * _evened(there))  # half strength
    correlation = scipy.fft.irfft(cross / even, size)
    energies = [np.square(each).sum(axis=1, dtype=np.float64) for each in (one, other)]
    return _normalised(correlation, energies[0], energies[1], 1)


def _evened(spectra: "np.ndarray[tuple[int, ...], np.dtype[np.complex64]]") -> Floats:
    power = np.square(np.abs(spectra)).sum(axis=1)
    kernel = np.ones(_SMOOTHED, np.float32) / _SMOOTHED
    smooth: Floats = np.sqrt(np.convolve(power, kernel, "same")) + np.float32(1e-9)
    return smooth


def _waveform_lags(one: Floats, other: Floats) -> _Lags:
    """Phase correlation (GCC-PHAT) of the whitened sounds, by offset."""
    size = scipy.fft.next_fast_len(len(one) + len(other), real=True)
    cross = scipy.fft.rfft(one, size) * scipy.fft.rfft(other, size).conj()
    magnitude = np.abs(cross)
    cross /= magnitude + np.float32(1e-3) * np.sqrt(np.square(magnitude).mean()) + np.float32(1e-12)
    correlation = scipy.fft.irfft(cross, size)
    return _normalised(correlation, _heard(one), _heard(other), _FRAME)


def _heard(sound: Floats) -> "Energies":
    """By frame, how many samples are not silent."""
    heard: Energies = (sound.reshape(-1, _FRAME) != 0).sum(axis=1, dtype=np.float64)
    return heard


def _normalised(correlation: Floats, here: "Energies", there: "Energies", step: int) -> _Lags:
    """Scores that do not grow with the length shared: `correlation` over the root of the energies shared.

    The energies are by frame; the correlation has `step` offsets a frame, between which they change little.
    """
    n, m = len(here), len(there)
    lags = np.arange(-m + 1, n)
    begin, end = np.maximum(lags, 0), np.minimum(lags + m, n)
    sums = [np.concatenate([[0.0], np.cumsum(each)]) for each in (here, there)]
    energy = (sums[0][end] - sums[0][begin]) * (sums[1][end - lags] - sums[1][begin - lags])
    enough = (end - begin >= min(SHORTEST * FRAMES, _SHARE * min(n, m))) & (energy > 0)
    first = (1 - m) * step - step // 2
    scores = np.concatenate([correlation[len(correlation) + first :], correlation])
    by_frame = scores[: len(lags) * step].reshape(-1, step)
    by_frame *= np.float32(1) / np.sqrt(np.sqrt(np.maximum(energy, 1e-12))).astype(np.float32)[:, None]
    by_frame[~enough] = -np.inf
    return _Lags(by_frame.reshape(-1), first)


Energies = np.ndarray[tuple[int], np.dtype[np.float64]]
