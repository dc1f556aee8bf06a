"""Engines and propellers: a low note that goes on.

What beats evenly between 25 and 160 times a second for four seconds is a motor, a generator or a propeller;
which of them, and whether on the ground or in the air, cannot be told from that. A jet is noise without a
beat and is not found.
"""

from collections.abc import Iterable
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import scipy.fft
from scipy.ndimage import uniform_filter1d

from tawthiq.media.analyser import Finding, Heard, Samples, Watched
from tawthiq.record.measure import Quantity
from tawthiq.record.written import rounded
from tawthiq.watch.stretches import Times, bridged, drafted, stretches
from tawthiq.watch.windows import SOUND_RATE, Listener, Rows, Windows

_SIZE, _HOP = 8192, 4096
_STEP = _HOP / SOUND_RATE
_LOW_HZ, _HIGH_HZ = 20, 320
_RATE = 1000
"""Beats are looked for between these frequencies only, in an autocorrelation of so many steps a second."""

_SLOWEST, _FASTEST = 25, 160
"""Beats a second: four-stroke engines idling to a two-stroke or propeller at speed."""

_OVERLAP = 1 - np.arange(_RATE // _SLOWEST + 1) * SOUND_RATE / _RATE / _SIZE
"""What part of a window still lies over itself at each lag."""

_BATCH = 8
"""Windows measured at a time: the transform of eight side by side takes half as long as of each."""

_BEATS = 0.45
_LEVEL = 3e-4
_SPAN = round(3 / _STEP)
_LEAST_SECONDS = 4.0
_GAP_SECONDS = 2.0


class Drone(Listener):
    """A "sound.drone" for each stretch of four seconds or more; its score is not a probability."""

    name: ClassVar = "tawthiq.drone"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._windows = Windows(_SIZE, _HOP)
        self._seconds: list[Times] = []
        self._waiting: list[Samples] = []
        self._beats: list[npt.NDArray[np.float64]] = []

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """How evenly every window beats."""
        seconds, rows = self._windows.add(heard)
        if len(seconds):
            self._seconds.append(seconds)
            self._waiting.extend(rows)
            if len(self._waiting) >= _BATCH:
                self._measure()
        return ()

    def _measure(self) -> None:
        if self._waiting:
            self._beats.append(_beats(np.stack(self._waiting)))
            self._waiting = []

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The stretches."""
        if not self._seconds:
            return
        self._measure()
        seconds = np.concatenate(self._seconds)
        score = uniform_filter1d(np.concatenate(self._beats), _SPAN, mode="nearest")
        for rows, span in stretches(
            seconds, bridged(seconds, score >= _BEATS, _GAP_SECONDS), _LEAST_SECONDS, _STEP
        ):
            yield drafted("sound.drone", Quantity(rounded(float(score[rows].mean()), 2), "1"), span)


def _beats(rows: Rows) -> npt.NDArray[np.float64]:
    """How evenly each window beats, 0-1."""
    spectra = scipy.fft.rfft(rows, 2 * _SIZE, axis=1)
    hertz = SOUND_RATE / (2 * _SIZE)
    power = np.zeros((len(rows), round(_RATE / 2 / hertz) + 1))
    low, high = round(_LOW_HZ / hertz), round(_HIGH_HZ / hertz)
    power[:, low:high] = spectra.real[:, low:high] ** 2 + spectra.imag[:, low:high] ** 2
    is_loud = np.sqrt(power.sum(axis=1)) / _SIZE >= _LEVEL
    alike = scipy.fft.irfft(power, axis=1)[:, : _RATE // _SLOWEST + 1]
    pairs = zip(alike, is_loud, strict=True)
    return np.array([_beat(each) if loud else 0.0 for each, loud in pairs], np.float64)


def _beat(alike: npt.NDArray[np.float64]) -> float:
    """The highest autocorrelation at a lag of one beat, 0-1, after the lag at which it first dips."""
    alike = alike / (alike[0] * _OVERLAP[: len(alike)] + 1e-12)
    dip = np.argmax(alike < 0.1) if (alike < 0.1).any() else len(alike) - 1
    first = max(int(dip), _RATE // _FASTEST)
    return float(np.clip(alike[first:].max(initial=0.0), 0, 1))
