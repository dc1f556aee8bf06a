"""Impulses: bangs, shots, blows; when each begins, how strong it is, how long it rings.

An impulse rises within a few hundredths of a second in most of the spectrum at once, above what the second
before held, and falls again. Speech rises more slowly, or in part of the spectrum. Comparing in bands with a
high quantile of the past is what keeps a loud, busy street from being a row of bangs.
"""

from collections.abc import Iterable
from typing import ClassVar

import numpy as np
import numpy.typing as npt
from scipy.ndimage import maximum_filter1d, uniform_filter1d

from tawthiq.media.analyser import Finding, Heard, Table, Watched
from tawthiq.record.measure import Column, Quantity
from tawthiq.record.selector import Seconds
from tawthiq.record.written import rounded
from tawthiq.watch.stretches import Times, drafted, moment
from tawthiq.watch.windows import SOUND_RATE, Listener, Windows

_SIZE, _HOP = 256, 128
_STEP = _HOP / SOUND_RATE
_EDGES_HZ = (62, 190, 400, 700, 1100, 1700, 2500, 3600, 5000, 7500)
_FLOOR_DB = -70.0
"""Quieter than this is silence: or a blow in a silent room would be thirty spreads above another."""

_BLOCK = 16
_PAST_BLOCKS = 20
"""The past is twenty blocks of 128 ms: long enough to hold what a crowd or a voice does anyway."""

_SMOOTHED = 3
_RISE_STEPS = 2
"""An impulse is up within this many steps: 16 ms. A vowel takes two or three times as long."""

_LEAST_SPREAD = 0.5
_MOST_SPREAD = 12.0
_MOST_SPREADS = 8.0
_SPREADS, _SPREADS_TOGETHER = 2.3, 4.5
_RISES = 1.8
"""A mean of nine bands each 2.3 of its own spreads up is no chance; dB by which the mean must rise."""

_FALLS = 0.5
_FALL_FIRST, _FALL_LAST = round(0.25 / _STEP), round(0.6 / _STEP)
"""Half of the rise must be gone a quarter to half a second later, or an engine was started."""

_LONGEST_DECAY = round(3 / _STEP)
_APART = round(0.12 / _STEP)

_COLUMNS = (
    Column("seconds", "s"),
    Column("strength", "dB"),
    Column("decay", "s"),
    Column("score", "1"),
)
_Bands = npt.NDArray[np.float32]
"""(steps, bands), dB."""


class Impulses(Listener):
    """A "sound.impulse" each, from its onset until it has died away, and a track "track.impulse" of all."""

    name: ClassVar = "tawthiq.impulses"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._windows = Windows(_SIZE, _HOP)
        self._shape = np.hanning(_SIZE).astype(np.float32)
        self._edges = [round(hertz * _SIZE / SOUND_RATE) for hertz in _EDGES_HZ]
        self._seconds: list[Times] = []
        self._bands: list[_Bands] = []

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Measure the bands of every window."""
        seconds, rows = self._windows.add(heard)
        if len(seconds):
            spectrum = np.fft.rfft(rows * self._shape, axis=1)
            power = spectrum.real**2 + spectrum.imag**2
            bands = np.add.reduceat(power, self._edges[:-1], axis=1)
            self._seconds.append(seconds)
            self._bands.append(_decibels(bands))
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """All impulses."""
        if not self._bands:
            return
        seconds, bands = np.concatenate(self._seconds), np.concatenate(self._bands)
        found = [(n, *_measured(bands, n)) for n in _onsets(bands)]
        if not found:
            return
        steps, strength, decay, score = (np.array(each) for each in zip(*found, strict=True))
        onsets = seconds[steps] + _SIZE / SOUND_RATE / 2  # a window speaks for its middle
        arrays = (onsets, *(a.astype(np.float32) for a in (strength, decay, score)))
        yield Table("track.impulse", _COLUMNS, arrays)
        for onset, lasting, sure in zip(onsets, decay, score, strict=True):
            span = Seconds(moment(onset), moment(onset + lasting))
            yield drafted("sound.impulse", Quantity(rounded(float(sure), 2), "1"), span)


def _decibels(power: npt.NDArray[np.float32]) -> _Bands:
    scaled = 10 * np.log10(power + 1e-12) - 10 * np.log10(_SIZE**2 / 8)
    return np.asarray(np.maximum(scaled, _FLOOR_DB), np.float32)


def _onsets(bands: _Bands) -> list[int]:
    """The first step of each impulse."""
    smooth = uniform_filter1d(bands, _SMOOTHED, axis=0, mode="nearest")
    usual, spread = _past(smooth)
    novelty = np.maximum(_novelty(smooth, usual, spread, _SPREADS), _together(smooth))
    peaks = np.flatnonzero((novelty > 0) & (novelty == maximum_filter1d(novelty, 2 * _APART + 1)))
    onsets: list[int] = []
    for peak in peaks:
        onset = _first_rise(bands, int(peak))
        is_apart = not onsets or onset - onsets[-1] >= _APART
        if is_apart and _falls(smooth, int(peak), float(usual[peak].mean())):
            onsets.append(onset)
    return onsets


def _together(smooth: _Bands) -> npt.NDArray[np.float32]:
    """The same by the mean of all bands, which in an even noise varies much less than any of them."""
    level = smooth.mean(axis=1, keepdims=True)
    return _novelty(level, *_past(level), _SPREADS_TOGETHER)


def _novelty(smooth: _Bands, usual: _Bands, spread: _Bands, least: float) -> npt.NDArray[np.float32]:
    """How far the bands stand above their past together, in spreads; 0 where not far or not at once."""
    departure = np.clip((smooth - usual) / spread, -_MOST_SPREADS, _MOST_SPREADS).mean(axis=1)
    level = smooth.mean(axis=1)
    steps = _RISE_STEPS + _SMOOTHED
    earlier = np.concatenate([np.repeat(level[:1], steps), level])[: len(level)]
    is_so = (departure > least) & (level - earlier > _RISES)
    loudest = departure + (level - level.min()) / 100  # of those as clear, the loudest
    return np.asarray(np.where(is_so, loudest, 0), np.float32)


def _past(smooth: _Bands) -> tuple[_Bands, _Bands]:
    """For each step and band the usual level of the blocks before, and how much they vary, dB.

    Quantiles, not means: an impulse among them changes neither much.
    """
    blocks = max(1, len(smooth) // _BLOCK)
    whole = smooth[: blocks * _BLOCK].reshape(blocks, -1, smooth.shape[1])
    within = np.median(_recent(whole.std(axis=1)), axis=2)
    usual, high = np.quantile(_recent(whole.mean(axis=1)), (0.5, 0.84), axis=2)
    spread = np.clip(np.hypot(within, high - usual), _LEAST_SPREAD, _MOST_SPREAD)
    rows = np.minimum(np.arange(len(smooth)) // _BLOCK, blocks - 1)
    return np.asarray(usual[rows], np.float32), np.asarray(spread[rows], np.float32)


def _recent(blocks: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """(blocks, bands, past): for each block the values of those before it; the first ones have the first."""
    before = np.concatenate([np.repeat(blocks[:1], _PAST_BLOCKS, axis=0), blocks[:-1]])
    return np.lib.stride_tricks.sliding_window_view(before, _PAST_BLOCKS, axis=0)


def _first_rise(bands: _Bands, peak: int) -> int:
    """Where the rise that ends at `peak` begins: the first step over half of it, by mean level."""
    first = max(0, peak - _RISE_STEPS - _SMOOTHED)
    level = bands[first : peak + 1].mean(axis=1)
    half = (level.min() + level[-1]) / 2
    return first + int(np.argmax(level >= half))


def _falls(smooth: _Bands, peak: int, usual: float) -> bool:
    """Whether much of it is over soon after; at the end of the sound there is nothing to doubt it."""
    after = smooth[peak + _FALL_FIRST : peak + _FALL_LAST].mean(axis=1)
    rise = float(smooth[peak].mean()) - usual
    return not len(after) or float(np.quantile(after, 0.25)) - usual <= _FALLS * rise


def _measured(bands: _Bands, onset: int) -> tuple[float, float, float]:
    """Strength over the sound before (dB), decay (s) and score of the impulse at `onset`."""
    before = bands[max(0, onset - _BLOCK * _PAST_BLOCKS // 2) : max(1, onset - 1)].mean(axis=1)
    level = bands[onset : onset + _LONGEST_DECAY].mean(axis=1)
    usual = float(np.median(before))
    peak = float(level[: 2 * _RISE_STEPS].max())
    strength = max(0.0, peak - usual)
    quiet = level < max(peak - 20, usual + 0.15 * strength)
    quiet[:2] = False
    lasting = int(np.argmax(quiet)) if quiet.any() else len(level)
    return strength, max(1, lasting) * _STEP, strength / (strength + 6)
