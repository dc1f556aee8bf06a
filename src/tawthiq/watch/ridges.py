"""Ridges of a spectrogram: tones that go on, gliding or not; what sirens and held voices are made of.

A ridge is a peak that has a peak beside it in the step before or after. How long it goes on is counted
forward and back; a crowd, blows and an engine under 300 Hz leave few that last, speech those of a vowel.
"""

from abc import abstractmethod
from collections.abc import Iterable
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
import scipy.fft
from scipy.ndimage import uniform_filter1d

from tawthiq.media.analyser import Finding, Heard
from tawthiq.watch.recent import recent
from tawthiq.watch.stretches import Times
from tawthiq.watch.windows import SOUND_RATE, Listener, Rows, Windows

_SIZE, _HOP = 1024, 512
_SHAPE = np.hanning(_SIZE).astype(np.float32)
STEP = _HOP / SOUND_RATE
"""Seconds from step to step: 32 ms."""

HERTZ = SOUND_RATE / _SIZE
"""Width of a bin."""

LOWEST_HZ, _HIGHEST_HZ = 300, 3200
"""Above the beat of engines; sirens and the formants of voices are in it."""

_AROUND = 16
"""Bins on either side that are only there to be compared with: 250 Hz."""

_FIRST = round(LOWEST_HZ / HERTZ)
_LAST = round(_HIGHEST_HZ / HERTZ)
_STANDS_OUT_DB = 8.0
_PEAK = np.ones((1, 5), np.uint8)
_GLIDES = 2
"""Bins that a tone moves at most from step to step: a kilohertz a second."""

_REACHED = np.ones((1, 2 * _GLIDES + 1), np.uint8)

_PIECE, _MARGIN = round(60 / STEP), round(2 / STEP)
"""Steps worked off at a time, and those beyond that tell how long a ridge goes on."""

Measures = npt.NDArray[np.float64]


class Ridges(NamedTuple):
    """By step and bin from `LOWEST_HZ`: `level` in dB, `length` of the ridge there in steps, 0 for none."""

    level: npt.NDArray[np.float32]
    length: npt.NDArray[np.int16]

    def lasting(self, steps: int) -> npt.NDArray[np.bool_]:
        """Where a ridge goes on for at least so many steps."""
        return self.length >= steps


class RidgeListener(Listener):
    """Listens by ridges, a minute at a time; `told` says what is kept of each step."""

    def __init__(self) -> None:
        self._windows = Windows(_SIZE, _HOP)
        self._seconds: list[Times] = []
        self._levels: list[npt.NDArray[np.float32]] = []
        self._held = self._ahead = 0
        self._kept: list[npt.NDArray[np.float32]] = []

    @abstractmethod
    def told(self, ridges: Ridges) -> Measures:
        """A row a step."""

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Spectra of a block; ridges when a minute of them is there."""
        seconds, rows = self._windows.add(heard)
        if len(seconds):
            self._seconds.append(seconds)
            self._levels.append(_levels(rows))
            self._held += len(seconds)
            if self._held >= self._ahead + _PIECE + _MARGIN:
                self._work(self._held - _MARGIN)
        return ()

    def heard(self) -> tuple[Times, Measures] | None:
        """The time of every step and what was told of it; None where nothing was heard."""
        if not self._seconds:
            return None
        self._work(self._held)
        return np.concatenate(self._seconds), np.concatenate(self._kept, dtype=np.float64)

    def _work(self, until: int) -> None:
        levels = np.concatenate(self._levels)
        self._kept.append(self.told(ridges(levels))[self._ahead : until].astype(np.float32))
        first = max(0, until - _MARGIN)
        self._levels, self._held, self._ahead = [levels[first:]], len(levels) - first, until - first


@recent
def _levels(rows: Rows) -> npt.NDArray[np.float32]:
    spectrum = scipy.fft.rfft(rows * _SHAPE, axis=1)
    part = spectrum[:, _FIRST - _AROUND : _LAST + _AROUND]
    return np.asarray(10 * np.log10(part.real**2 + part.imag**2 + 1e-6), np.float32)


@recent
def ridges(levels: npt.NDArray[np.float32]) -> Ridges:
    """The ridges in levels (steps, bins with `_AROUND` more on either side)."""
    if not len(levels):
        return Ridges(levels[:, _AROUND:-_AROUND], np.zeros((0, levels.shape[1] - 2 * _AROUND), np.int16))
    over = levels - uniform_filter1d(levels, 21, axis=1)
    is_peak = (levels == cv2.dilate(levels, _PEAK)) & (over > _STANDS_OUT_DB)
    peaks = is_peak[:, _AROUND:-_AROUND]
    forward, backward = _running(np.stack([peaks, peaks[::-1]], axis=1)).transpose(1, 0, 2)
    length = forward + backward[::-1] - 1
    return Ridges(levels[:, _AROUND:-_AROUND], np.where(peaks, length, 0).astype(np.int16))


def _running(peaks: npt.NDArray[np.bool_]) -> npt.NDArray[np.int16]:
    """At each peak (steps, …, bins) how many steps before it have one within reach, itself counted."""
    bins = peaks.shape[-1]
    is_peak = peaks.astype(np.int16)
    before = np.zeros((peaks[0].size // bins, bins), np.int16)
    counted = np.empty((len(peaks), *before.shape), np.int16)
    for step, here in enumerate(is_peak.reshape(counted.shape)):
        reached = cv2.dilate(before, _REACHED)
        np.add(reached, 1, out=reached)
        before = np.multiply(reached, here, out=counted[step])
    return counted.reshape(peaks.shape)
