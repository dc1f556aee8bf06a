"""A weak hint that a voice chants or recites: notes held longer than speech holds them, moving up and down.

No recording of recitation or of a call to prayer could be obtained to measure this on. So its score is never
over 0.5, it is inferred and not measured, and singing, a flute or a steady horn give the same hint.
"""

from collections.abc import Iterable
from typing import ClassVar

import numpy as np
import numpy.typing as npt
from scipy.ndimage import uniform_filter1d

from tawthiq.media.analyser import Finding, Heard, Watched
from tawthiq.record.measure import Quantity
from tawthiq.record.statement import Method
from tawthiq.record.written import rounded
from tawthiq.watch.stretches import Flags, Times, bridged, drafted, runs, stretches
from tawthiq.watch.windows import SOUND_RATE, Listener, Rows, Windows

_THINNING = 4
_RATE = SOUND_RATE // _THINNING
_SIZE, _HOP = 256, 128
_STEP = _HOP / _RATE
_LOWEST, _HIGHEST = 80, 400
"""Pitches of a voice, Hz."""

_VOICED = 0.6
_SAME_NOTE = 0.035
"""Octaves from step to step: less than half a semitone."""

_HELD = round(0.32 / _STEP)
"""Vowels of speech last a tenth of a second or two."""

_SPAN = round(6 / _STEP)
_SHARE = 0.3
_RANGE = 0.08
_LEAST_SECONDS = 6.0
_GAP_SECONDS = 4.0
_MOST = 0.5

_Measure = npt.NDArray[np.float64]


class Chant(Listener):
    """A "sound.chant" for each stretch of six seconds or more: a weak hint, and inferred."""

    name: ClassVar = "tawthiq.chant"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._windows = Windows(_SIZE * _THINNING, _HOP * _THINNING)
        self._seconds: list[Times] = []
        self._pitches: list[_Measure] = []

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """The pitch of every window."""
        seconds, rows = self._windows.add(heard)
        if len(seconds):
            self._seconds.append(seconds)
            self._pitches.append(_pitches(rows))
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The stretches."""
        if not self._seconds:
            return
        seconds, pitches = np.concatenate(self._seconds), np.concatenate(self._pitches)
        score = _scores(pitches[:, 0], pitches[:, 1] >= _VOICED)
        hinted = bridged(seconds, score >= _SHARE, _GAP_SECONDS)
        for rows, span in stretches(seconds, hinted, _LEAST_SECONDS, _STEP):
            weight = Quantity(rounded(min(_MOST, float(score[rows].mean())), 2), "1")
            yield drafted("sound.chant", weight, span, Method.INFERRED)


def _pitches(rows: Rows) -> _Measure:
    """A row a window: pitch in octaves, and how clearly it is one, by autocorrelation, 0-1."""
    low = rows.reshape(len(rows), _SIZE, _THINNING).mean(axis=2)
    low = low - low.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(low, 2 * _SIZE, axis=1)
    alike = np.fft.irfft(spectrum.real**2 + spectrum.imag**2, axis=1)[:, : _RATE // _LOWEST + 2]
    shrinks = 1 - np.arange(alike.shape[1]) / _SIZE
    alike = alike / (alike[:, :1] * shrinks + 1e-9)
    first = _RATE // _HIGHEST
    index, best = np.arange(len(alike)), alike[:, first:-1].argmax(axis=1) + first
    before, peak, after = (alike[index, best + step] for step in (-1, 0, 1))
    bend = before - 2 * peak + after
    fine = np.divide(before - after, 2 * bend, out=np.zeros(len(best)), where=bend < 0)
    return np.stack([np.log2(_RATE / (best + np.clip(fine, -1, 1))), np.clip(peak, 0, 1)], axis=1)


def _scores(pitch: _Measure, voiced: Flags) -> _Measure:
    """0-1 a step: how much of the six seconds around are held notes; 0 where they are all one note."""
    same = voiced & (np.abs(np.diff(pitch, prepend=pitch[:1])) <= _SAME_NOTE)
    held = np.zeros(len(pitch))
    for first, after in runs(same):
        held[first:after] = after - first >= _HELD
    share = uniform_filter1d(held, _SPAN, mode="nearest")
    mean = uniform_filter1d(held * pitch, _SPAN, mode="nearest") / np.maximum(share, 1e-9)
    square = uniform_filter1d(held * pitch**2, _SPAN, mode="nearest") / np.maximum(share, 1e-9)
    spread = np.sqrt(np.maximum(square - mean**2, 0))
    return np.where(spread >= _RANGE, share, 0.0)
