"""Whitened sound: every moment and pitch made equally loud, and what repeats itself taken out. 8 kHz, 4 bits.

Two recordings of one moment share its phases even where noise, distance and codecs have changed its colour.
A siren, a hum or a machine shares its phases with itself one period on, and would fit anywhere: where a
spectrum has the phase it had one period before or has one after, it is deleted.
"""

from functools import cache

import cv2
import numpy as np
import numpy.typing as npt
import scipy.fft

Floats = npt.NDArray[np.float32]
Complexes = npt.NDArray[np.complex64]

RATE = 8_000
"""Samples a second that are kept."""

_HALF = 256
"""Samples of half a frame at RATE: frames of 64 ms, each half over the next."""

_LOW, _HIGH = 200.0, 3600.0
"""Hertz that are kept: under it wind, over it what a telephone line and a coarse codec leave out."""

_SILENT = 1e-9
_SMOOTH_POWER, _OWN_POWER = 0.8, 0.2
_PERIODS = (0.15, 12.0)
"""Seconds in which a period is looked for: under it is pitch, over it a repetition that may be live."""

_SEARCHED = 20.0
"""Seconds in the middle in which it is looked for."""

_REPEATS = 0.03
"""Normalised autocorrelation from which something repeats; noise over 20 s reaches 0.015."""

_SAME_PHASE = 0.65
_ROUNDS = 2

_STEP = 0.4
"""Of the unit spread, a step of the 4 bits: ±7 of them reach 2.8."""


def whitened(samples: Floats) -> Floats:
    """Whitened sound at 8 kHz, of unit spread where it is anything, of `samples` at 16 kHz. Half as many."""
    spectra = _spectra(samples, 2 * _HALF)[:, : _HALF + 1] * _band()
    loud = np.square(np.abs(spectra)).sum(axis=1)
    magnitude = np.abs(spectra)
    smooth = cv2.blur(magnitude, (5, 1), borderType=cv2.BORDER_REPLICATE)
    divisor = smooth**_SMOOTH_POWER * magnitude**_OWN_POWER + np.float32(1e-9)
    flat = np.where(loud[:, None] > _SILENT * (2 * _HALF) ** 2, spectra / divisor, np.complex64(0))
    return without_repeats(_sound(flat, len(samples) // 2))


def without_repeats(sound: Floats) -> Floats:
    """`sound` at 8 kHz without what has the same phase one period on; unit spread."""
    for _ in range(_ROUNDS):
        period = _period(sound)
        if not period:
            break
        here = _spectra(sound, _HALF)
        padded = np.pad(sound, period)
        before = _spectra(padded[: len(sound)], _HALF)
        after = _spectra(padded[2 * period :], _HALF)
        again = np.maximum(_alike(here, before), _alike(here, after)) > _SAME_PHASE
        sound = _sound(np.where(again, np.complex64(0), here), len(sound))
    spread = float(np.sqrt(np.square(sound[sound != 0]).mean())) if sound.any() else 1.0
    return sound / np.float32(spread)


def packed(sound: Floats) -> npt.NDArray[np.uint8]:
    """An even number of samples as 4 bits each, two a byte, the first in the high half; 8 is zero."""
    levels = (np.clip(np.rint(sound / np.float32(_STEP)), -7, 7) + 8).astype(np.uint8)
    return np.asarray(levels[..., ::2] << 4 | levels[..., 1::2], np.uint8)


def _spectra(samples: Floats, half: int) -> Complexes:
    """Spectra of frames of 2 × `half` samples; the first begins `half` before the sound."""
    after = half + -len(samples) % half
    padded = np.pad(samples, (half, after))
    frames = np.lib.stride_tricks.sliding_window_view(padded, 2 * half)[::half]
    return np.asarray(scipy.fft.rfft(frames * _window(half), axis=1), np.complex64)


def _sound(spectra: Complexes, count: int) -> Floats:
    """The `count` samples of sound that the frames add up to; the window squared adds up to one."""
    frames = scipy.fft.irfft(spectra, 2 * _HALF, axis=1) * _window(_HALF)
    total = np.zeros((len(frames) + 1, _HALF), np.float32)
    total[:-1] += frames[:, :_HALF]
    total[1:] += frames[:, _HALF:]
    return total.reshape(-1)[_HALF : _HALF + count]


def _period(sound: Floats) -> int:
    """Samples after which the middle of `sound` repeats itself most; 0 where it does not."""
    count = min(len(sound), round(_SEARCHED * RATE))
    first = (len(sound) - count) // 2
    middle = sound[first : first + count]
    low, high = round(_PERIODS[0] * RATE), min(round(_PERIODS[1] * RATE), count // 2)
    size = scipy.fft.next_fast_len(count + high, real=True)
    spectrum = scipy.fft.rfft(middle, size)
    power = spectrum.real**2 + spectrum.imag**2
    again = scipy.fft.irfft(power, size)[: max(low, high)]
    if high <= low or not again[0] > 0:
        return 0
    shares = again[low:high] / again[0] * (count / (count - np.arange(low, high)))
    best = int(np.argmax(shares))
    return low + best if shares[best] > _REPEATS else 0


def _alike(here: Complexes, there: Complexes) -> Floats:
    """The cosine between the phases of two spectra, smoothed over 3 × 3 cells."""
    product = (here * there.conj()).real
    scale = np.abs(here) * np.abs(there)
    up, down = (cv2.blur(each, (3, 3), borderType=cv2.BORDER_CONSTANT) for each in (product, scale))
    alike: Floats = up / (down + np.float32(1e-9))
    return alike


@cache
def _window(half: int) -> Floats:
    """The square root of a Hann window: before and after, it adds up to one."""
    turn = np.arange(2 * half) / (2 * half)
    return np.sin(np.pi * turn).astype(np.float32)


@cache
def _band() -> Floats:
    hertz = np.arange(_HALF + 1) * (RATE / (2 * _HALF))
    return ((hertz >= _LOW) & (hertz <= _HIGH)).astype(np.float32)
