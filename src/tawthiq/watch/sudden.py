"""What a sudden sound looks like in the spectrum: where one may begin, and the measures it is judged by.

Everything loud rises; what tells a bang from a consonant or a knock of the voice is how all bands rise at
once, how far over what the second before held, and how each of them falls again.
"""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import scipy.fft
from scipy.ndimage import maximum_filter1d, uniform_filter1d

from tawthiq.watch.windows import SOUND_RATE, Rows

SIZE, HOP = 256, 128
STEP = HOP / SOUND_RATE
"""Seconds from one row of measures to the next: 8 ms."""

_EDGES_HZ = (62, 125, 250, 400, 600, 900, 1300, 1900, 2700, 3700, 5000, 6300, 7600)
_EDGES = [round(hertz * SIZE / SOUND_RATE) for hertz in _EDGES_HZ]
_SHAPE = np.hanning(SIZE).astype(np.float32)
_FULL_SCALE_DB = 10 * np.log10(SIZE**2 / 8)
_FLOOR_DB = -75.0
"""Quieter than this is silence: or a blow in a silent room would be a hundred dB above another."""

_FLAT_RANGES = ((3, 16), (16, 48), (48, 120))
"""Bins of 62.5 Hz in which the spectrum may be even, as of a bang, or have lines, as of a voice."""

_FINE = 32
"""Samples of a piece of 2 ms, in which the onset is looked for."""

AHEAD, BEHIND = 190, 104
"""Rows before and after a candidate that its measures reach into, at most."""

_BEFORE, _AFTER = 8, 4
"""Pieces of 2 ms whose mean loudness is compared on either side of an onset."""

_LEAST_NOVELTY = 1.5
"""dB: of generated bangs as strong as their bed, fewer than one in a hundred give less."""

_APART = 4
_PAST = range(-187, -8, 4)
_FALL_STEPS = (3, 6, 12, 24, 48, 80)

Measures: TypeAlias = npt.NDArray[np.float32]


class Spectra(NamedTuple):
    """Rows 8 ms apart: `bands` in dB, `flat` in nepers (0 for white), `fine` power of 2 ms pieces, in dB."""

    bands: Measures
    flat: Measures
    fine: Measures

    def between(self, first: int, after: int) -> "Spectra":
        """Those rows only."""
        return Spectra(*(each[first:after] for each in self))


def joined(parts: list[Spectra]) -> Spectra:
    """One after another."""
    return Spectra(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def spectra(rows: Rows) -> Spectra:
    """The measures of windows of `SIZE` samples, `HOP` apart."""
    spectrum = scipy.fft.rfft(rows * _SHAPE, axis=1)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    summed = np.add.reduceat(power[:, : _EDGES[-1]], _EDGES[:-1], axis=1) / np.diff(_EDGES)
    bands = np.maximum(10 * np.log10(summed + 1e-12) - _FULL_SCALE_DB, _FLOOR_DB)
    logs = np.log(power + 1e-9)
    flat = [logs[:, a:b].mean(axis=1) - np.log(power[:, a:b].mean(axis=1) + 1e-9) for a, b in _FLAT_RANGES]
    sharp = np.diff(rows[:, : HOP + 1], axis=1).reshape(len(rows), HOP // _FINE, _FINE)
    fine = 10 * np.log10(np.square(sharp).mean(axis=2) + 1e-9)
    return Spectra(*(np.asarray(each, np.float32) for each in (bands, np.stack(flat, axis=1), fine)))


def candidates(bands: Measures) -> npt.NDArray[np.intp]:
    """Rows at which most bands rise within 24 ms, each the strongest of the 70 ms around it."""
    after = uniform_filter1d(bands, 3, axis=0, origin=-1, mode="nearest")
    before = uniform_filter1d(bands, 4, axis=0, mode="nearest")
    before = np.concatenate([np.repeat(before[:1], 4, axis=0), before])[: len(bands)]
    novelty = np.clip(after - before, -8, 12).mean(axis=1)
    return np.flatnonzero(
        (novelty >= _LEAST_NOVELTY) & (novelty == maximum_filter1d(novelty, 2 * _APART + 1))
    )


def measures(found: Spectra, rows: npt.NDArray[np.intp]) -> Measures:
    """A row of measures for each candidate, the same number always; see `watch.impulse_judge`."""
    around = _Around(found.bands, rows)
    after, loudest = around.taken(0, 2).mean(axis=0), around.taken(0, 2).max(axis=0)
    rise = np.clip(after - around.taken(-6, -3).mean(axis=0), -10, 30)
    usual, high = np.quantile(around.each(_PAST), (0.5, 0.9), axis=0)
    falls = (loudest - around.taken(lag, lag + max(1, lag // 4)).mean(axis=0) for lag in _FALL_STEPS)
    steps = np.stack([around.at(k + 1) - around.at(k - 1) for k in range(-2, 2)]).max(axis=0)
    grouped = (
        rise,
        np.clip(loudest - around.taken(-12, -3).max(axis=0), -15, 30),
        np.clip(loudest - usual, -10, 40),
        np.clip(loudest - high, -20, 30),
        *(np.clip(fall, -15, 30) for fall in falls),
        loudest - loudest.mean(axis=1, keepdims=True),
        np.clip(steps, -10, 30),
    )
    flat = _Around(found.flat, rows)
    lines = (flat.taken(*span).mean(axis=0) for span in ((0, 2), (4, 9), (-8, -3)))
    return np.concatenate(
        [*(_in_four(each) for each in grouped), *lines, _shares(rise, loudest > high), _levels(around)],
        axis=1,
    ).astype(np.float32)


class _Around:
    """Rows of measures at places relative to each candidate.

    Before the first row stand those after it, in reverse, which varies as a past does; the last row goes on.
    """

    def __init__(self, values: Measures, rows: npt.NDArray[np.intp]) -> None:
        self._values, self._rows = values, rows

    def at(self, step: int) -> Measures:
        """The row `step` after each candidate."""
        return self._values[np.minimum(np.abs(self._rows + step), len(self._values) - 1)]

    def each(self, steps: Iterable[int]) -> Measures:
        """(steps, candidates, columns)."""
        return np.stack([self.at(step) for step in steps])

    def taken(self, first: int, last: int) -> Measures:
        """From the row `first` after each candidate to that `last` after it."""
        return self.each(range(first, last + 1))


def _in_four(bands: Measures) -> Measures:
    """The means of four groups of bands: low, middle, high, highest."""
    return np.asarray(bands.reshape(len(bands), 4, -1).mean(axis=2), np.float32)


def _shares(rise: Measures, is_over: npt.NDArray[np.bool_]) -> Measures:
    """How evenly bands rise: the least third of them, the shares that rise and that stand out, the spread."""
    least = np.sort(rise, axis=1)[:, : rise.shape[1] // 3].mean(axis=1)
    return np.stack([least, (rise > 3).mean(axis=1), is_over.mean(axis=1), rise.std(axis=1)], axis=1)


def _levels(around: _Around) -> Measures:
    """The rise of the mean level over wider stretches, in dB and in its own spreads: for even noise."""
    past = around.each(_PAST).mean(axis=2)
    after, before = around.taken(0, 5).mean(axis=(0, 2)), around.taken(-16, -3).mean(axis=(0, 2))
    spread = np.maximum(past.std(axis=0), 0.3)
    rise = after - before
    over = (after - np.median(past, axis=0)) / spread
    return np.stack([rise, np.clip(rise / spread, -5, 15), np.clip(over, -5, 15)], axis=1)


def onset(fine: Measures, row: int) -> float:
    """The row, and part of one, at which the sound that is loud at `row` begins: the sharpest step."""
    pieces = HOP // _FINE
    first = max(0, row - 5)
    near = fine[first : row + 4].ravel()
    if len(near) < _BEFORE + _AFTER + 1:
        return float(row)
    sums = np.concatenate([[0], np.cumsum(near, dtype=np.float64)])
    places = np.arange(_BEFORE, len(near) - _AFTER + 1)
    after = (sums[places + _AFTER] - sums[places]) / _AFTER
    before = (sums[places] - sums[places - _BEFORE]) / _BEFORE
    return first + int(places[np.argmax(after - before)]) / pieces
