"""A cepstral track: how the colour of the sound changes, whatever its loudness. For finding one moment twice.

Logarithms of 24 bands a 10 ms frame, over a floor kept for each band; the mean of the two seconds around
taken off; each band brought to one spread; a cosine transform over the bands without its first coefficient,
which is the loudness that automatic gain control changes. Frames of silence are zero and say nothing.
"""

from functools import cache

import numpy as np
import numpy.typing as npt
import scipy.fft
from scipy.ndimage import uniform_filter1d

Floats = npt.NDArray[np.float32]

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
_SCALE = 127 / _CLIP


def band_energies(samples: Floats) -> Floats:
    """Energies by frame and band, (n, 24), of frames that begin HOP samples apart. Silence is all zero."""
    count = (len(samples) - WIDTH) // HOP + 1
    frames = np.lib.stride_tricks.sliding_window_view(samples, WIDTH)[: count * HOP : HOP]
    spectra = scipy.fft.rfft(frames * _window(), axis=1)
    energies: Floats = (spectra.real**2 + spectra.imag**2) @ _filters()
    energies[np.square(frames).mean(axis=1) < _SILENT] = 0
    return energies


def cepstral_track(energies: Floats) -> npt.NDArray[np.int8]:
    """The track, (n, 17), of the energies of a whole recording; zero where it is silent."""
    heard = np.asarray(energies.any(axis=1))
    track = np.zeros((len(energies), COEFFICIENTS), np.int8)
    if not heard.any():
        return track
    low, high = np.percentile(energies[heard], (15, 95), axis=0)
    floor = np.maximum(_FLOOR_SHARE * low, _FLOOR_DEPTH * high) + np.float32(1e-12)
    logs = np.log(energies + floor, dtype=np.float32)
    bands = _even(_without_mean(logs, heard), heard)
    coefficients = scipy.fft.dct(bands, axis=1, norm="ortho")[:, 1 : COEFFICIENTS + 1]
    track[heard] = np.rint(_even(coefficients, heard)[heard] * _SCALE).astype(np.int8)
    return track


def _without_mean(logs: Floats, heard: npt.NDArray[np.bool_]) -> Floats:
    """`logs` less the mean of the heard frames around each."""
    share = uniform_filter1d(heard.astype(np.float32), _AROUND, mode="constant")
    masked = np.where(heard[:, None], logs, np.float32(0))
    total = uniform_filter1d(masked, _AROUND, axis=0, mode="constant")
    less: Floats = (masked - total / np.maximum(share, 1e-6)[:, None]) * heard[:, None]
    return less


def _even(columns: Floats, heard: npt.NDArray[np.bool_]) -> Floats:
    """Each column at unit spread over the heard frames, and clipped."""
    spread = np.sqrt(np.square(columns[heard]).mean(axis=0)) + np.float32(1e-9)
    even: Floats = np.clip(columns / spread, -_CLIP, _CLIP)
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
