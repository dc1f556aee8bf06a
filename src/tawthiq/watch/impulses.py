"""Impulses: bangs, shots, blows; when each begins, how strong it is, how long it rings.

An impulse rises within a few hundredths of a second in most of the spectrum at once, above what the second
before held, and falls again. Speech rises more slowly, or in part of the spectrum. Comparing in bands with a
high quantile of the past is what keeps a loud, busy street from being a row of bangs.
"""

from collections.abc import Iterable
from typing import ClassVar

import numpy as np
import numpy.typing as npt
from scipy.ndimage import maximum_filter1d

from tawthiq.media.analyser import Finding, Heard, Seen, Sound, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column, Quantity
from tawthiq.record.selector import Seconds
from tawthiq.record.written import rounded
from tawthiq.watch.stretches import Times, drafted, moment
from tawthiq.watch.windows import SOUND_RATE, Windows

_SIZE, _HOP = 256, 128
_STEP = _HOP / SOUND_RATE
_EDGES_HZ = (62, 190, 400, 700, 1100, 1700, 2500, 3600, 5000, 7500)
_FLOOR_DB = -85.0

_BLOCK = 16
_LOUD_PART = 12
_PAST_BLOCKS = 8
"""The past is the last eight blocks of 128 ms, each by the level it is under for three quarters, and of these
the second loudest: blows half a second apart do not hide one another, a crowd's swell hides what is in it."""

_RISE_STEPS = 4
"""An impulse is up within this many steps: 32 ms."""

_STANDS_OUT = 2.5
_RISES = 5.0
_SHARE = 0.5
_FALLS_DB = 3.0
_FALL_STEPS = round(0.35 / _STEP)
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


class Impulses:
    """A "sound.impulse" each, from its onset until it has died away, and a track "track.impulse" of all."""

    name: ClassVar = "tawthiq.impulses"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._windows = Windows(_SIZE, _HOP)
        self._shape = np.hanning(_SIZE).astype(np.float32)
        self._edges = [round(hertz * _SIZE / SOUND_RATE) for hertz in _EDGES_HZ]
        self._seconds: list[Times] = []
        self._bands: list[_Bands] = []

    def wants(self, probe: Probe) -> Wants:
        """Sound at the common rate."""
        return Wants(sound=Sound(SOUND_RATE)) if probe.audio is not None else Wants()

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Nothing."""
        return ()

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
    rise, stands_out = _departures(bands)
    share = np.mean((rise > _RISES) & (stands_out > _STANDS_OUT), axis=1)
    novelty = np.clip(stands_out, 0, 20).mean(axis=1) * (share >= _SHARE)
    peaks = np.flatnonzero((novelty > 0) & (novelty == maximum_filter1d(novelty, 2 * _APART + 1)))
    onsets: list[int] = []
    for peak in peaks:
        onset = _first_rise(bands, int(peak))
        if (not onsets or onset - onsets[-1] >= _APART) and _falls(bands, int(peak)):
            onsets.append(onset)
    return onsets


def _departures(bands: _Bands) -> tuple[_Bands, _Bands]:
    """By band: how far it rose within `_RISE_STEPS`, and how far it stands above a loud past."""
    earlier = np.roll(bands, _RISE_STEPS, axis=0)
    earlier[:_RISE_STEPS] = bands[:1]
    return bands - earlier, bands - _past(bands)


def _past(bands: _Bands) -> _Bands:
    """What each step has to stand above, by band; the first block has only itself."""
    blocks = max(1, len(bands) // _BLOCK)
    whole = bands[: blocks * _BLOCK].reshape(blocks, -1, bands.shape[1])
    loud = np.sort(whole, axis=1)[:, min(_LOUD_PART, whole.shape[1] - 1)]
    before = np.concatenate([np.repeat(loud[:1], _PAST_BLOCKS, axis=0), loud[:-1]])
    views = np.lib.stride_tricks.sliding_window_view(before, _PAST_BLOCKS, axis=0)
    past = np.partition(views, _PAST_BLOCKS - 2, axis=2)[:, :, _PAST_BLOCKS - 2]
    rows = np.minimum(np.arange(len(bands)) // _BLOCK, blocks - 1)
    return np.asarray(past[rows], np.float32)


def _first_rise(bands: _Bands, peak: int) -> int:
    """Where the rise that ends at `peak` begins: the first step over half of it, by mean level."""
    first = max(0, peak - 2 * _RISE_STEPS)
    level = bands[first : peak + 1].mean(axis=1)
    half = (level.min() + level[-1]) / 2
    return first + int(np.argmax(level >= half))


def _falls(bands: _Bands, peak: int) -> bool:
    """Whether it is over, or much of it, soon after: what stays loud is an engine started, not a bang."""
    after = bands[peak + _FALL_STEPS // 2 : peak + _FALL_STEPS]
    if not len(after):
        return True
    return bool(bands[peak].mean() - np.median(after.mean(axis=1)) >= _FALLS_DB)


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
