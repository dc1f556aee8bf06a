"""A cepstral track: how the colour of the sound changes, whatever its loudness. For finding one moment twice.

Logarithms of 24 bands a 10 ms frame, over a floor kept for each band; the mean of the two seconds around
taken off; each band brought to one spread; a cosine transform over the bands without its first coefficient,
which is the loudness that automatic gain control changes. Frames of silence are zero and say nothing.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt
import scipy.fft
from scipy.ndimage import uniform_filter1d

Floats = npt.NDArray[np.float32]
Levels = npt.NDArray[np.int16]
"""By frame and column, in 1/256 of a decibel or of a coefficient: in floats hours of them are 100 MB."""

RATE = 16_000
"""Samples a second that are looked at."""

HOP = 160
"""Samples from frame to frame: 10 ms."""

WIDTH = 512
"""Samples of a frame: 32 ms."""

COEFFICIENTS = 17

_BANDS = 24
_LOWEST, _HIGHEST = 150.0, 7200.0
"""Hertz: under it wind and handling, over it what telephones leave out."""

_AROUND = 201
"""Frames whose mean is taken off: two seconds."""

_FLOOR_SHARE, _FLOOR_DEPTH = 0.5, 1e-5
"""The floor of a band: half its 15th percentile, and no more than 50 dB under its 95th."""

_SILENT = 1e-9
"""Mean square under which a frame is silence: -90 dB, the last bits of 16."""

_CLIP = 3.0
_PART = 30_000
"""Frames worked off at a time: five minutes."""

_NEAR = 256
"""Frames whose spectra are worked off at a time: they stay in the processor's cache."""

_SCALE = 127 / _CLIP

_UNITS = 256
"""Of `Levels` in one: ±128 hold what sound has in decibels, and steps are a tenth of those of the track."""

_NOTHING = np.iinfo(np.int16).min
_LEAST = np.float32(1e-13)
"""An energy of -130 dB, which is stored as none."""

_NEPERS = np.log(10) / 10
"""In a decibel of energy."""


def band_levels(samples: Floats) -> Levels:
    """Energies in dB by frame and band, (n, 24), of frames HOP samples apart. Silence is the least of all."""
    count = (len(samples) - WIDTH) // HOP + 1
    frames = np.lib.stride_tricks.sliding_window_view(samples, WIDTH)[: count * HOP : HOP]
    energies = np.empty((count, _BANDS), np.float32)
    for first in range(0, count, _NEAR):
        near = frames[first : first + _NEAR]
        spectra = scipy.fft.rfft(near * _window(), axis=1)
        here = energies[first : first + _NEAR]
        np.matmul(spectra.real**2 + spectra.imag**2, _filters(), out=here)
        here[np.square(near).mean(axis=1) < _SILENT] = 0
    return _stored(10 * np.log10(np.maximum(energies, _LEAST)))


def cepstral_track(levels: Levels) -> npt.NDArray[np.int8]:
    """The track, (n, 17), of the levels of a whole recording; zero where it is silent.

    Worked off in parts and in the place of `levels`, which are lost: hours of them are not kept twice.
    """
    heard = np.asarray((levels != _NOTHING).any(axis=1))
    track = np.zeros((len(levels), COEFFICIENTS), np.int8)
    if not heard.any():
        return track
    _change(levels, heard)
    spread = _spread(levels, heard)
    for part in _parts(len(levels)):
        coefficients = scipy.fft.dct(_clipped(levels[part], spread), axis=1, norm="ortho")
        levels[part, :COEFFICIENTS] = _stored(coefficients[:, 1 : COEFFICIENTS + 1])
    spread = _spread(levels[:, :COEFFICIENTS], heard)
    for part in _parts(len(levels)):
        steps = np.rint(_clipped(levels[part, :COEFFICIENTS], spread) * _SCALE).astype(np.int8)
        track[part] = np.where(heard[part, None], steps, np.int8(0))
    return track


def _stored(values: Floats) -> Levels:
    return np.clip(np.rint(values * _UNITS), _NOTHING, -1 - _NOTHING).astype(np.int16)


def _read(levels: Levels) -> Floats:
    values: Floats = np.multiply(levels, np.float32(1 / _UNITS), dtype=np.float32)
    return values


def _energies(levels: Levels) -> Floats:
    """Silence has none."""
    return np.where(levels == _NOTHING, np.float32(0), np.exp(_read(levels) * np.float32(_NEPERS)))


def _parts(count: int) -> Iterator[slice]:
    return (slice(first, min(count, first + _PART)) for first in range(0, count, _PART))


def _floor(levels: Levels, heard: npt.NDArray[np.bool_]) -> Floats:
    """The floor of each band, (24,), an energy."""
    bands = [np.percentile(levels[heard, band], (15, 95)) for band in range(levels.shape[1])]
    low, high = np.exp(np.array(bands).T / _UNITS * _NEPERS)
    floor = np.maximum(_FLOOR_SHARE * low, _FLOOR_DEPTH * high) + 1e-12
    return np.asarray(floor, np.float32)


def _change(levels: Levels, heard: npt.NDArray[np.bool_]) -> None:
    """Puts logarithms over the floor, less the mean of the heard frames around each, in place of levels."""
    floor = _floor(levels, heard)
    before = levels[:0]
    for part in _parts(len(levels)):
        around = slice(part.start - len(before), part.stop + _AROUND)
        here = np.concatenate([before, levels[part.start : around.stop]])
        before, skipped = levels[max(0, part.stop - _AROUND) : part.stop].copy(), len(before)
        changes = _changes(_energies(here), heard[around], floor)
        levels[part] = _stored(changes[skipped : skipped + part.stop - part.start])


def _changes(energies: Floats, heard: npt.NDArray[np.bool_], floor: Floats) -> Floats:
    """Logarithms over the floor, less the mean of the heard frames around each; zero where none is heard."""
    logs = np.log(energies + floor, dtype=np.float32)
    share = uniform_filter1d(heard.astype(np.float32), _AROUND, mode="constant")
    masked = np.where(heard[:, None], logs, np.float32(0))
    total = uniform_filter1d(masked, _AROUND, axis=0, mode="constant")
    less: Floats = (masked - total / np.maximum(share, 1e-6)[:, None]) * heard[:, None]
    return less


def _spread(levels: Levels, heard: npt.NDArray[np.bool_]) -> Floats:
    """The root mean square of each column over the heard frames."""
    squares = sum(
        np.square(_read(levels[p][heard[p]])).sum(axis=0, dtype=np.float64) for p in _parts(len(levels))
    )
    return np.asarray(np.sqrt(squares / np.count_nonzero(heard)) + 1e-9, np.float32)


def _clipped(levels: Levels, spread: Floats) -> Floats:
    """Each column at unit spread, and clipped."""
    even: Floats = np.clip(_read(levels) / spread, -_CLIP, _CLIP)
    return even


@cache
def _window() -> Floats:
    return np.hanning(WIDTH).astype(np.float32)


@cache
def _filters() -> Floats:
    """Triangles evenly spaced in the logarithm of frequency, (WIDTH // 2 + 1, 24)."""
    edges = np.geomspace(_LOWEST, _HIGHEST, _BANDS + 2)
    hertz = np.arange(WIDTH // 2 + 1) * (RATE / WIDTH)
    # the narrowest triangles would fall between two bins: no flank is under one bin
    rising = (hertz[:, None] - edges[:-2]) / np.maximum(np.diff(edges)[:-1], RATE / WIDTH)
    falling = (edges[2:] - hertz[:, None]) / np.maximum(np.diff(edges)[1:], RATE / WIDTH)
    return np.clip(np.minimum(rising, falling), 0, None).astype(np.float32)
