"""How much of what two recordings share is held notes: music, which is played again on other days.

After Seyerlehner, Pohle, Schedl and Widmer, "Automatic music detection in television productions" (DAFx
2007): music draws horizontal lines into a spectrogram, speech and noise do not. Here only what both
recordings share is drawn, so that music at one of two places says nothing.
"""

import numpy as np
import scipy.fft
from scipy.ndimage import uniform_filter1d

from tawthiq.match.sound_verifying import Verified
from tawthiq.match.sounding import RATE, Floats, Sounding

_SIZE, _HOP = 1024, 256
"""Samples of a frame and from frame to frame: 128 and 32 ms."""

_SMOOTHED = 5
"""Frames over which what is shared is averaged: 0.16 s, shorter than a note."""

_LINE = 32
"""Frames of a block: a second, in which a note draws a line."""

_BESIDE = 15
"""Bins about a bin that it must stand out from: 120 Hz."""

_ACTIVE = 2.0
"""Of a frame's mean, what a bin must have over those beside it to belong to a line."""

_LINES = 20
"""Bins that are held longest: a twentieth of the band. A siren rings in a few, music in more."""

_BAND = (200.0, 3400.0)
_SPAN = 60
"""Seconds of the overlap that are looked at, in its middle."""


def shared_tone(one: Sounding, other: Sounding, line: Verified) -> float:
    """From 0, no held notes in what they share, to 1, nothing else: the lines of a middling second."""
    here, there = _aligned(one.whitened, other.whitened, line)
    if len(there) < _SIZE * 4:
        return 0.0
    cross = uniform_filter1d((_spectra(here) * _spectra(there).conj()).real, _SMOOTHED, axis=0)
    shared = cross / (np.abs(cross).mean(axis=1, keepdims=True) + np.float32(1e-9))
    active = shared - uniform_filter1d(shared, _BESIDE, axis=1) > _ACTIVE
    count = len(active) // _LINE
    held = active[: count * _LINE].reshape(count, _LINE, -1).mean(axis=1)
    return float(np.median(np.sort(held, axis=1)[:, -_LINES:].mean(axis=1))) if count else 0.0


def _aligned(one: Floats, other: Floats, line: Verified) -> tuple[Floats, Floats]:
    """The middle of what both hear, moved onto one another along the line."""
    count = min(len(other), round(_SPAN * RATE))
    first = int(np.clip(round(line.middle * RATE) - count // 2, 0, len(other) - count))
    at = np.arange(first, first + count)
    moved = np.rint(at + (line.offset + line.drift * (at / RATE - line.middle)) * RATE).astype(int)
    inside = (moved >= 0) & (moved < len(one))
    return one[moved[inside]], other[at[inside]]


def _spectra(sound: Floats) -> "np.ndarray[tuple[int, ...], np.dtype[np.complex64]]":
    frames = np.lib.stride_tricks.sliding_window_view(sound, _SIZE)[::_HOP]
    low, high = (round(hertz * _SIZE / RATE) for hertz in _BAND)
    spectra = scipy.fft.rfft(frames * np.hanning(_SIZE).astype(np.float32), axis=1)
    return np.asarray(spectra[:, low:high])
