"""Loudness: the shape of the sound, how loud it is, and where there is none."""

from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar, NamedTuple

import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Finding, Heard, Samples, Seen, Sound, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.draft import Draft
from tawthiq.record.measure import Column, Quantity
from tawthiq.record.media_time import MediaTime
from tawthiq.record.selector import Seconds
from tawthiq.record.written import rounded
from tawthiq.watch.stretches import moment, runs

_BINS_A_SECOND = 50
_SILENT_DB = -60.0
_SILENT_SECONDS = 2
_FLOOR_DB = -120.0
"""What digital silence is written as; 16-bit sound ends at -96."""

_GAP_SECONDS = Fraction(1, 20)
_COLUMNS = (
    Column("seconds", "s"),
    Column("low", "1"),
    Column("high", "1"),
    Column("level", "dB"),
)


class Loudness:
    """A track "track.waveform", one "sound.loudness", and a "sound.silence" for each pause.

    The track has a row every 20 ms: its lowest and highest sample as int16, and its level.

    Levels in dB relative to full scale (a full-scale square wave is 0), root mean square of the mono mix.
    Silence is below -60 dB for two seconds or more: a microphone that was off, rarely a quiet place.
    """

    name: ClassVar = "tawthiq.loudness"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._bins: list[_Bins] = []
        self._rest = np.empty(0, np.float32)
        self._rest_time = Fraction(0)
        self._rate = 0

    def wants(self, probe: Probe) -> Wants:
        """Sound as recorded, where there is any."""
        return Wants(sound=Sound()) if probe.audio is not None else Wants()

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Measure the full bins of a block; the rest waits for the next block, if that follows."""
        expected = self._rest_time + Fraction(len(self._rest), self._rate or 1)
        if heard.rate != self._rate or abs(heard.time - expected) > _GAP_SECONDS:
            self._measure(len(self._rest))
            self._rest, self._rest_time, self._rate = heard.samples, heard.time, heard.rate
        else:
            self._rest = np.concatenate([self._rest, heard.samples])
        self._measure(max(1, round(heard.rate / _BINS_A_SECOND)))
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """All of it."""
        self._measure(len(self._rest))
        if not self._bins:
            return
        seconds, low, high, power = (np.concatenate(parts) for parts in zip(*self._bins, strict=True))
        level = _decibels(power)
        yield Table("track.waveform", _COLUMNS, (seconds, low, high, level.astype(np.float32)))
        end = max(watched.seconds, moment(seconds[-1]))
        mean = float(_decibels(np.array([power.mean()]))[0])
        yield _draft("sound.loudness", mean, moment(seconds[0]), end)
        for first, last in runs(level < _SILENT_DB):
            start = moment(seconds[first])
            stop = moment(seconds[last]) if last < len(seconds) else end
            if stop - start >= _SILENT_SECONDS:
                yield _draft("sound.silence", float(level[first:last].mean()), start, stop)

    def _measure(self, size: int) -> None:
        """Cut as many bins of `size` samples from the rest as it holds."""
        count = len(self._rest) // size if size else 0
        if not count:
            return
        blocks = self._rest[: count * size].reshape(count, size)
        steps = np.arange(count, dtype=np.float64) * (size / self._rate)
        times = np.asarray(float(self._rest_time) + steps, np.float64)
        power = np.asarray(np.square(blocks).mean(axis=1, dtype=np.float64))
        self._bins.append(_Bins(times, _stored(blocks.min(1)), _stored(blocks.max(1)), power))
        self._rest = self._rest[count * size :]
        self._rest_time += Fraction(count * size, self._rate)


class _Bins(NamedTuple):
    seconds: npt.NDArray[np.float64]
    low: npt.NDArray[np.int16]
    high: npt.NDArray[np.int16]
    power: npt.NDArray[np.float64]


def _stored(samples: Samples) -> npt.NDArray[np.int16]:
    return np.clip(samples * 32767, -32768, 32767).astype(np.int16)


def _decibels(power: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return 10 * np.log10(np.maximum(power, 10 ** (_FLOOR_DB / 10)))


def _draft(property: str, level: float, start: MediaTime, end: MediaTime) -> Draft:
    return Draft(property, Quantity(rounded(level, 1), "dB"), (Seconds(start, max(start, end)),))
