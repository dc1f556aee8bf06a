"""Sound in even blocks of mono samples, at the rate asked for, with the time each block really has."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame

from tawthiq.media.analyser import Heard, Samples

_BLOCK_SECONDS = 2
_GAP_SECONDS = 0.05
"""Beyond this, a frame's own time is believed over the count of samples, and a new block begins."""


class Ear:
    """Collects the decoded frames of one stream; `zero` is where media time begins, in seconds."""

    def __init__(self, zero: Fraction) -> None:
        self._zero = zero
        self._shape: tuple[str, int, int] | None = None
        self._expected = 0.0
        self._begins = Fraction(0)
        self._waiting = av.AudioFifo()

    def take(self, frame: AudioFrame) -> Iterator[Heard]:
        """The blocks that `frame`, which is used up, completes."""
        rate, at = frame.sample_rate, seconds_of(frame)
        shape = (frame.format.name, frame.layout.nb_channels, rate)
        if shape != self._shape or abs(at - self._expected) > _GAP_SECONDS:
            yield from self.flush()
            self._waiting, self._shape = av.AudioFifo(), shape
        self._expected = at + frame.samples / rate
        if not self._waiting.samples:
            self._begins = _time(frame)
        frame.pts = None  # or each would have to follow the one before to the sample
        self._waiting.write(frame)
        if self._waiting.samples >= _BLOCK_SECONDS * rate:
            yield from self.flush()

    def flush(self) -> Iterator[Heard]:
        """What is left."""
        if self._waiting.samples and (frame := self._waiting.read(0)):
            yield Heard(max(Fraction(0), self._begins - self._zero), frame.sample_rate, _mono([frame]))


class Resampling:
    """Blocks of an ear at another rate; once a block and after mixing, not once a frame and channel."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._resampler: av.AudioResampler | None = None
        self._before = 0
        self._expected = Fraction(0)

    def take(self, heard: Heard) -> Iterator[Heard]:
        """What `heard` gives; the last samples before a gap or another rate come first."""
        if heard.rate != self._before or abs(heard.time - self._expected) > _GAP_SECONDS:
            yield from self.flush()
        self._before = heard.rate
        self._expected = heard.time + Fraction(len(heard.samples), heard.rate)
        if heard.rate == self._rate:
            yield heard
            return
        if self._resampler is None:
            self._resampler = av.AudioResampler(format="flt", layout="mono", rate=self._rate)
        yield from self._joined(self._resampler.resample(_framed(heard)))

    def flush(self) -> Iterator[Heard]:
        """What is left."""
        if self._resampler:
            yield from self._joined(self._resampler.resample(None))
            self._resampler = None

    def _joined(self, frames: list[AudioFrame]) -> Iterator[Heard]:
        if frames:
            yield Heard(max(Fraction(0), _time(frames[0])), self._rate, _mono(frames))


def _framed(heard: Heard) -> AudioFrame:
    frame = AudioFrame.from_ndarray(heard.samples[None, :], format="flt", layout="mono")
    frame.sample_rate, frame.time_base = heard.rate, Fraction(1, heard.rate)
    frame.pts = round(heard.time * heard.rate)
    return frame


def seconds_of(frame: AudioFrame) -> float:
    """Seconds on the container's clock, near enough to tell a gap."""
    return float(frame.time or 0)


def _time(frame: AudioFrame) -> Fraction:
    return Fraction(frame.pts or 0) * (frame.time_base or Fraction(1))


def _mono(frames: list[AudioFrame]) -> Samples:
    channels = frames[0].layout.nb_channels
    arrays = [frame.to_ndarray() for frame in frames]
    joined = arrays[0] if len(arrays) == 1 else np.concatenate(arrays, axis=1)
    if not frames[0].format.is_planar:
        joined = joined.reshape(-1, channels).T
    mono = joined[0] if channels == 1 else np.add.reduce(joined, dtype=np.float32) / np.float32(channels)
    samples: Samples = _scaled(mono, joined.dtype)
    if not np.isfinite(np.add.reduce(samples)):  # a sum is a tenth of looking at each
        np.nan_to_num(samples, copy=False, posinf=1, neginf=-1)
    return samples


def _scaled(samples: npt.NDArray[Any], stored: np.dtype[Any]) -> Samples:
    """Samples of the kind `stored` in -1…1, as FFmpeg scales them."""
    if stored.kind == "f":
        return samples.astype(np.float32)
    if stored.kind == "u":
        return samples.astype(np.float32) / np.float32(128) - np.float32(1)
    return samples.astype(np.float32) / np.float32(1 << (8 * stored.itemsize - 1))
