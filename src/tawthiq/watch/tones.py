"""Sirens and other tones that sweep: one clear pitch that glides on and on."""

from collections.abc import Iterable
from typing import ClassVar

import numpy as np
import numpy.typing as npt
from scipy.ndimage import median_filter, uniform_filter1d

from tawthiq.media.analyser import Finding, Heard, Watched
from tawthiq.record.measure import Quantity
from tawthiq.record.written import rounded
from tawthiq.watch.stretches import Times, bridged, drafted, runs, stretches
from tawthiq.watch.windows import SOUND_RATE, Listener, Windows

_SIZE, _HOP = 1024, 512
_STEP = _HOP / SOUND_RATE
_LOWEST_HZ, _HIGHEST_HZ = 350, 3200
"""Where sirens are (ISO 7731: their loudest parts are between 500 and 2,500 Hz), with room for glides."""

_PROMINENCE_DB = 13.0
_GLIDE = 0.08
"""Octaves that a siren's pitch moves at most from step to step; a voice leaps between syllables."""

_UNBROKEN = round(0.6 / _STEP)
"""A glide shorter than this counts for nothing: in a crowd one voice after another is the loudest."""

_SPAN = round(3 / _STEP)
_TONAL = 0.6
_SWEEPS = 0.1
"""Octaves that the pitch ranges over, or it is a whistle or a beep."""

_LEAST_SECONDS = 3.0
_GAP_SECONDS = 2.0

_Measure = npt.NDArray[np.float64]


class Tones(Listener):
    """A "sound.siren" for each stretch of three seconds or more; its score is not a probability."""

    name: ClassVar = "tawthiq.tones"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._windows = Windows(_SIZE, _HOP)
        self._shape = np.hanning(_SIZE).astype(np.float32)
        self._seconds: list[Times] = []
        self._peaks: list[_Measure] = []

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """The loudest pitch of every window, and how far it stands out."""
        seconds, rows = self._windows.add(heard)
        if len(seconds):
            self._seconds.append(seconds)
            self._peaks.append(_peaks(np.asarray(rows * self._shape)))
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The stretches."""
        if not self._seconds:
            return
        seconds, peaks = np.concatenate(self._seconds), np.concatenate(self._peaks)
        score = _scores(peaks[:, 0], peaks[:, 1])
        is_siren = bridged(seconds, score >= _TONAL, _GAP_SECONDS)
        for rows, span in stretches(seconds, is_siren, _LEAST_SECONDS, _STEP):
            yield drafted("sound.siren", Quantity(rounded(float(score[rows].mean()), 2), "1"), span)


def _peaks(rows: npt.NDArray[np.float32]) -> _Measure:
    """A row a window: pitch in octaves, and dB by which it stands above the median of its range."""
    spectrum = np.fft.rfft(rows, axis=1)
    first, last = (round(hertz * _SIZE / SOUND_RATE) for hertz in (_LOWEST_HZ, _HIGHEST_HZ))
    power = (spectrum.real**2 + spectrum.imag**2)[:, first:last]
    best = power.argmax(axis=1)
    highest = power[np.arange(len(power)), best]
    usual = np.median(power, axis=1)
    prominence = 10 * np.log10((highest + 1e-12) / (usual + 1e-9))
    return np.stack([np.log2(best + first), prominence], axis=1)


def _scores(pitch: _Measure, prominence: _Measure) -> _Measure:
    """0-1 a step: how much of the three seconds around is one gliding tone; 0 where it does not sweep."""
    smooth = median_filter(pitch, 3)
    glides = np.abs(np.diff(smooth, prepend=smooth[:1])) <= _GLIDE
    tonal = (prominence > _PROMINENCE_DB) & glides
    glide = np.zeros(len(tonal))
    for first, after in runs(tonal):
        glide[first:after] = after - first >= _UNBROKEN
    share = uniform_filter1d(glide, _SPAN, mode="nearest")
    mean = uniform_filter1d(smooth, _SPAN, mode="nearest")
    spread = np.sqrt(np.maximum(uniform_filter1d(smooth**2, _SPAN, mode="nearest") - mean**2, 0))
    return np.where(spread * 2 >= _SWEEPS, share, 0.0)
