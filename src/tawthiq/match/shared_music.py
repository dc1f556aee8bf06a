"""Whether what two recordings share is music, which is played again on other days.

Three marks of music, of the energy that both share only, so that music at one of two places says nothing:

* **Lines.** Music draws horizontal lines into a spectrogram, speech and noise do not: Seyerlehner, Pohle,
  Schedl and Widmer, "Automatic music detection in television productions" (DAFx 2007).
* **Held notes.** A note stays at one pitch for a quarter of a second and more; voices glide. Told by a
  covariance, in which what only one of the two hears has no mean.
* **A beat.** The shared energy of a drum machine or a song comes and goes at one rate throughout: a line in
  the spectrum of its loudness (the rhythm spectrum of Foote and Uchihashi, "The beat spectrum", ICME 2001).
"""

from dataclasses import dataclass
from math import exp, log, log1p

import numpy as np
import numpy.typing as npt
import scipy.fft
from scipy.ndimage import uniform_filter1d

from tawthiq.match.sound_verifying import Verified
from tawthiq.match.sounding import RATE, Floats, Sounding

_BAND = (200.0, 3400.0)
_SPAN = 60.0
"""Seconds of the overlap that are looked at, in its middle."""

_DRAWN, _FROM_FRAME_TO_FRAME = 1024, 256
"""Samples of a frame for lines, and from frame to frame: 128 and 32 ms."""

_SMOOTHED = 5
"""Frames over which what is shared is averaged: 0.16 s, shorter than a note."""

_LINE = 32
"""Frames of a block: a second, in which a note draws a line."""

_AROUND, _ACTIVE = 15, 2.0
"""Bins about a bin, 120 Hz; of a frame's mean, what it must have over those to belong to a line."""

_LINES = 20
"""Bins that are held longest: a twentieth of the band. A siren rings in a few, music in more."""

_NOTE = 2048
"""Samples of a frame for pitch: 256 ms, a bin is 4 Hz; each half over the next."""

_HELD_FOR = (2, 3)
"""Frames from one to another that have no sample in common and lie in one note: 256 and 384 ms."""

_LATER = (1 / 4, 1 / 3, 1 / 2)
"""Parts of the whole after which only echoes of the place still stand at their pitch, and no note."""

_BESIDE = (13, 7)
"""Bins about a bin, without those that the window of one note reaches: 16 to 23 Hz away."""

_BLOW = 512
"""Samples of a frame for loudness: 64 ms, a quarter of it from frame to frame."""

_BEATS = (0.8, 8.0)
"""Beats a second that are looked for."""

_FEWEST = 12
"""Frames of pitch under which nothing is said: a second and a half."""

_LITTLE = 0.03
"""Of the mean square of the shared energy, what is added to its squared mean: where a camera walks that mean
is next to nothing.
"""

_CONSTANT, _WEIGHTS = -15.81, (20.04, 3.17, 2.58)
"""Fitted by maximum likelihood, both sides counted alike (as `benchmarks.match_sync --fit --real` does).

On 108 replays, 68 of invented music and 40 of five real pieces, a third of them of 10 or 20 s, and on 364
moments: 313 of 22 scenes under every damage, 51 of nine drills. Development seeds 1000 to 1021 and 41000 to
41069, drills 1000 to 1002. Decision 0032 tells more.
"""


@dataclass(frozen=True, slots=True)
class SharedMusic:
    """What speaks for music in what two recordings share.

    `lines`: part of a middling second, 0 to 1, for which the bins held longest are held; `held`: variance of
    the shared energy that stays at its pitch, against its mean squared; `beat`: the highest line of its
    loudness at 0.8 to 8 Hz against the middling one.
    """

    lines: float
    held: float
    beat: float

    @property
    def features(self) -> tuple[float, ...]:
        """What the probability is a curve of."""
        return self.lines, log1p(max(0.0, self.held)), log(max(1.0, self.beat))

    @property
    def probability(self) -> float:
        """That it is music, where that is as likely as not beforehand."""
        return 1 / (1 + exp(-_CONSTANT - sum(w * f for w, f in zip(_WEIGHTS, self.features, strict=True))))


NO_MUSIC = SharedMusic(0.0, 0.0, 0.0)


def shared_music(one: Sounding, other: Sounding, line: Verified) -> SharedMusic:
    """Of what both hear along the line; NO_MUSIC where that is too little to say."""
    if min(len(one.whitened), len(other.whitened)) < _NOTE:
        return NO_MUSIC
    pitch = _shared(one, other, line, _NOTE, _NOTE // 2).real
    if len(pitch) < _FEWEST:
        return NO_MUSIC
    drawn = _shared(one, other, line, _DRAWN, _FROM_FRAME_TO_FRAME).real
    return SharedMusic(_lines(drawn), _held(pitch), _beat(_shared(one, other, line, _BLOW, _BLOW // 4)))


def _lines(energy: Floats) -> float:
    """Of shared energies, (frames, bins)."""
    cross = uniform_filter1d(energy, _SMOOTHED, axis=0)
    shared = cross / (np.abs(cross).mean(axis=1, keepdims=True) + np.float32(1e-9))
    active = shared - uniform_filter1d(shared, _AROUND, axis=1) > _ACTIVE
    count = len(active) // _LINE
    drawn = active[: count * _LINE].reshape(count, _LINE, -1).mean(axis=1)
    return float(np.median(np.sort(drawn, axis=1)[:, -_LINES:].mean(axis=1)))


def _held(energy: Floats) -> float:
    """Of shared energies, (frames, bins)."""
    wide, narrow = (uniform_filter1d(energy, bins, axis=1, mode="wrap") * bins for bins in _BESIDE)
    outstanding = energy - (wide - narrow) / np.float32(_BESIDE[0] - _BESIDE[1])
    soon = np.mean([_covariance(energy, outstanding, frames) for frames in _HELD_FOR])
    later = np.mean([_covariance(energy, outstanding, int(len(energy) * part)) for part in _LATER])
    mean, square = energy.mean(dtype=np.float64), np.square(energy).mean(dtype=np.float64)
    return float((soon - later) / (mean**2 + _LITTLE * square + 1e-12))


def _covariance(energy: Floats, outstanding: Floats, frames: int) -> float:
    return float((energy[:-frames] * outstanding[frames:]).mean(dtype=np.float64))


def _beat(cross: "Complexes") -> float:
    """Of shared spectra, (frames, bins)."""
    loudness = cross.real.sum(axis=1) / (np.abs(cross).sum(axis=1) + np.float32(1e-9))
    count = len(loudness)
    spectrum = scipy.fft.rfft((loudness - loudness.mean()) * np.hanning(count), 4 * count)
    hertz = scipy.fft.rfftfreq(4 * count, _BLOW / 4 / RATE)
    power = np.square(np.abs(spectrum[(hertz >= _BEATS[0]) & (hertz <= _BEATS[1])]))
    return float(power.max() / (np.median(power) + 1e-12))


Complexes = npt.NDArray[np.complex64]


def _shared(one: Sounding, other: Sounding, line: Verified, size: int, hop: int) -> Complexes:
    """Cross-spectra, (frames, bins), of the frames of both that lie on one another along the line.

    A frame of one begins at a whole sample; the rest of a sample is made up in its phase.
    """
    count = min(len(other.whitened), round(_SPAN * RATE))
    first = int(np.clip(round(line.middle * RATE) - count // 2, 0, len(other.whitened) - count))
    there = np.arange(first, first + count - size + 1, hop)
    middle = (there + size / 2) / RATE
    here = there + (line.offset + line.drift * (middle - line.middle)) * RATE
    inside = (np.rint(here) >= 0) & (np.rint(here) <= len(one.whitened) - size)
    there, here = there[inside], here[inside]
    low, high = (round(hertz * size / RATE) for hertz in _BAND)
    whole = np.rint(here).astype(int)
    angle = np.outer(2 * np.pi / size * (here - whole), np.arange(low, high)).astype(np.float32)
    spectra = _spectra(one.whitened, whole, size)[:, low:high] * (np.cos(angle) + _I * np.sin(angle))
    return np.asarray(spectra * _spectra(other.whitened, there, size)[:, low:high].conj(), np.complex64)


_I = np.complex64(1j)


def _spectra(sound: Floats, begins: npt.NDArray[np.int_], size: int) -> Complexes:
    frames = np.lib.stride_tricks.sliding_window_view(sound, size)[begins]
    frames *= np.hanning(size).astype(np.float32)
    return np.asarray(scipy.fft.rfft(frames, axis=1))
