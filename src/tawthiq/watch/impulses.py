"""Impulses: bangs, shots, blows; when each begins, how strong it is, how long it rings.

Wherever most of the spectrum rises at once, a small net judges by how each band rose and fell whether that
was a bang or a consonant, a knock, a motor that starts (`watch.sudden`, `watch.impulse_judge`).
"""

from collections.abc import Iterable, Iterator
from typing import ClassVar, NamedTuple

import numpy as np

from tawthiq.media.analyser import Finding, Heard, Table, Watched
from tawthiq.record.draft import Draft
from tawthiq.record.measure import Column, Quantity
from tawthiq.record.selector import Seconds
from tawthiq.record.written import rounded
from tawthiq.watch.impulse_judge import JUDGE
from tawthiq.watch.stretches import Times, drafted, moment
from tawthiq.watch.sudden import (
    AHEAD,
    BEHIND,
    HOP,
    SIZE,
    STEP,
    Measures,
    Spectra,
    candidates,
    joined,
    measures,
    onset,
    spectra,
)
from tawthiq.watch.windows import Listener, Windows

_LEAST_LIKELY = 0.65
"""Of development material: nearly no bang is less likely, and few consonants are more."""

_APART = 0.12
"""Seconds within which two onsets are one."""

_USUAL = round(1.3 / STEP)
_LONGEST_DECAY = round(3 / STEP)
_PEAK = 4
_PIECE = round(60 / STEP)
"""Rows that are worked off at a time, so that three hours take no more memory than one minute."""

_MARGIN = max(BEHIND, _LONGEST_DECAY)

_COLUMNS = (
    Column("seconds", "s"),
    Column("strength", "dB"),
    Column("decay", "s"),
    Column("score", "1"),
)


class _Impulse(NamedTuple):
    seconds: float
    strength: float
    decay: float
    score: float


class Impulses(Listener):
    """A "sound.impulse" each, from its onset until it has died away, and a track "track.impulse" of all."""

    name: ClassVar = "tawthiq.impulses"
    version: ClassVar = "2"

    def __init__(self) -> None:
        self._windows = Windows(SIZE, HOP)
        self._seconds: list[Times] = []
        self._spectra: list[Spectra] = []
        self._held = 0
        self._judged = 0
        self._found: list[_Impulse] = []

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """The impulses of the last minute, once it is full and what follows is known."""
        seconds, rows = self._windows.add(heard)
        if not len(seconds):
            return
        self._seconds.append(seconds)
        self._spectra.append(spectra(rows))
        self._held += len(seconds)
        if self._held >= _PIECE + _MARGIN:
            yield from self._work(self._held - _MARGIN)

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The rest, and the track of all."""
        if self._held:
            yield from self._work(self._held)
        if self._found:
            columns = zip(*self._found, strict=True)
            seconds, *others = (np.array(each) for each in columns)
            yield Table("track.impulse", _COLUMNS, (seconds, *(a.astype(np.float32) for a in others)))

    def _work(self, until: int) -> Iterator[Draft]:
        """Judge the candidates from where the last piece ended to row `until`; keep what the next needs."""
        seconds, found = np.concatenate(self._seconds), joined(self._spectra)
        rows = candidates(found.bands)
        rows = rows[(rows >= self._judged) & (rows < until)]
        likely = JUDGE.probabilities(measures(found, rows)) if len(rows) else np.zeros(0, np.float32)
        for row, score in zip(rows, likely, strict=True):
            if score >= _LEAST_LIKELY:
                yield from self._told(seconds, found, int(row), float(score))
        kept = max(0, until - AHEAD)
        self._judged = until - kept
        self._held -= kept
        self._seconds, self._spectra = [seconds[kept:]], [found.between(kept, len(seconds))]

    def _told(self, seconds: Times, found: Spectra, row: int, score: float) -> Iterator[Draft]:
        begins = onset(found.fine, row)
        at = float(seconds[row] + (begins - row) * STEP)
        if self._found and at - self._found[-1].seconds < _APART:
            return
        strength, decay = _measured(found.bands, row)
        self._found.append(_Impulse(at, strength, decay, score))
        span = Seconds(moment(at), moment(at + decay))
        yield drafted("sound.impulse", Quantity(rounded(score, 2), "1"), span)


def _measured(bands: Measures, row: int) -> tuple[float, float]:
    """Strength over the sound before (dB), and decay (s), of the impulse at `row`."""
    before = bands[max(0, row - _USUAL) : max(1, row - 3)].mean(axis=1)
    level = bands[row : row + _LONGEST_DECAY].mean(axis=1)
    usual, peak = float(np.median(before)), float(level[:_PEAK].max())
    strength = max(0.0, peak - usual)
    quiet = level < max(peak - 20, usual + 0.15 * strength)
    quiet[:2] = False
    lasting = int(np.argmax(quiet)) if quiet.any() else len(level)
    return strength, max(1, lasting) * STEP
