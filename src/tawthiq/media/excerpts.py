"""Excerpts of sound for a second pass: the spans that the first pass chose, as plain samples."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import ClassVar

import numpy as np

from tawthiq.media.analyser import Finding, Heard, Samples, Seen, Sound, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column
from tawthiq.record.media_time import MediaTime, parse_rational
from tawthiq.record.selector import Seconds

RATE = 16_000
"""Hz: what models of speech and of sounds take."""

FULL_SCALE = 32767
COLUMNS = (Column("sample", "1"),)


class SoundExcerpts:
    """Each span of `spans` (pairs of rationals, in order, not overlapping) as a table of int16 at `rate`."""

    name: ClassVar = "tawthiq.sound-excerpts"
    version: ClassVar = "1"

    def __init__(self, spans: Sequence[tuple[str, str]], rate: int = RATE) -> None:
        self._spans = [(parse_rational(a), parse_rational(b)) for a, b in spans]
        self._rate = rate
        self._held: list[tuple[MediaTime, Samples]] = []

    def wants(self, probe: Probe) -> Wants:
        """Sound, where there is any."""
        return Wants(sound=Sound(self._rate)) if probe.audio is not None else Wants()

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """The spans that this block completes."""
        end = heard.time + Fraction(len(heard.samples), heard.rate)
        if self._spans and end > self._spans[0][0]:
            self._held.append((heard.time, heard.samples))
        while self._spans and end >= self._spans[0][1]:
            yield from self._cut()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """What is left of the span in which the sound ended."""
        return self._cut() if self._held and self._spans else ()

    def _cut(self) -> Iterator[Finding]:
        start, end = self._spans.pop(0)
        parts = [samples[self._slice(time, start, end)] for time, samples in self._held]
        later = self._spans[0][0] if self._spans else None
        self._held = [h for h in self._held if later is not None and self._ends(h) > later]
        samples = np.concatenate(parts) if parts else np.empty(0, np.float32)
        if len(samples):
            stored = np.clip(samples * FULL_SCALE, -FULL_SCALE, FULL_SCALE).astype(np.int16)
            yield Table("x.sound", COLUMNS, (stored,), (Seconds(start, end),))

    def _slice(self, time: MediaTime, start: MediaTime, end: MediaTime) -> slice:
        first, last = (max(0, round((edge - time) * self._rate)) for edge in (start, end))
        return slice(first, last)

    def _ends(self, held: tuple[MediaTime, Samples]) -> MediaTime:
        return held[0] + Fraction(len(held[1]), self._rate)
