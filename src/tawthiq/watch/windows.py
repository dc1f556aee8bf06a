"""Sound cut into overlapping windows of one length, whatever blocks it comes in."""

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Finding, Heard, Samples, Seen, Sound, Wants
from tawthiq.media.probe import Probe
from tawthiq.watch.stretches import Times

SOUND_RATE = 16_000
"""Hz at which all that listens for kinds of sound does so, so that it is resampled once."""

_GAP_SECONDS = Fraction(1, 20)

Rows = npt.NDArray[np.float32]
"""(windows, samples)."""


class Listener:
    """What all share who only listen: they want sound at the common rate, and see nothing."""

    def wants(self, probe: Probe) -> Wants:
        """Sound at the common rate."""
        return Wants(sound=Sound(SOUND_RATE)) if probe.audio is not None else Wants()

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Nothing."""
        return ()


class Windows:
    """Windows of `size` samples, one every `hop`; a gap in the sound begins anew."""

    def __init__(self, size: int, hop: int) -> None:
        self._size, self._hop = size, hop
        self._rest = np.empty(0, np.float32)
        self._rest_time = Fraction(0)
        self._rate = SOUND_RATE

    def add(self, heard: Heard) -> tuple[Times, Rows]:
        """The windows that `heard` completes: the time of the first sample of each, and the samples."""
        expected = self._rest_time + Fraction(len(self._rest), self._rate)
        if heard.rate != self._rate or abs(heard.time - expected) > _GAP_SECONDS:
            self._rest, self._rest_time, self._rate = heard.samples, heard.time, heard.rate
        else:
            self._rest = np.concatenate([self._rest, heard.samples])
        return self._cut()

    def _cut(self) -> tuple[Times, Rows]:
        count = max(0, (len(self._rest) - self._size) // self._hop + 1)
        steps = np.arange(count, dtype=np.float64) * (self._hop / self._rate)
        times = np.asarray(float(self._rest_time) + steps, np.float64)
        if not count:
            return times, np.empty((0, self._size), np.float32)
        views = np.lib.stride_tricks.sliding_window_view(self._rest, self._size)
        rows = views[:: self._hop][:count]
        self._rest = self._rest[count * self._hop :]
        self._rest_time += Fraction(count * self._hop, self._rate)
        return times, rows


def hears_nothing(samples: Samples) -> bool:
    """Whether a block is digital silence, which needs no further look."""
    return not samples.any()
