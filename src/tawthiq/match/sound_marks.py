"""Marks in a sound by which a copy of it is known again, and a shelf that is asked for them.

After Wang, "An industrial-strength audio search algorithm" (ISMIR 2003): peaks of the spectrogram, each with
a few that follow it; a mark is two pitches and the time between. Here they are taken from the whitened
sound that is stored. A copy has the same marks at one offset throughout. It is no fingerprint for other
speeds or pitches.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import scipy.fft
from scipy.ndimage import maximum_filter

from tawthiq.match.sounding import RATE, Floats, Sounding

Indices: TypeAlias = npt.NDArray[np.int64]

_SIZE, _HOP = 512, 256
"""Samples of a frame, and from frame to frame: 64 and 32 ms."""

_AROUND = (13, 17)
"""Frames and bins within which a peak is the highest: some thirty peaks a second."""

_FOLLOWERS = 12
"""Peaks after a peak that are looked at; of those it makes a mark with each that is neither near nor far."""

_NEAREST, _FARTHEST, _STEEPEST = 3, 48, 64
"""Frames from a peak to one that follows it, 0.1 to 1.5 s; and bins up or down, 1 kHz."""

_FEWEST = 8
"""Marks that agree on an offset; a copy of three seconds has a hundred, sirens agree on a dozen anywhere."""

_MOST_OFFSETS, _MOST_HELD = 4, 20
"""Offsets to look at, of one held recording; and held recordings to look at."""

_PIECE = 4096
"""Frames worked off at once: two minutes."""


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """What is heard, `key` (n,), and in which frame, `frame` (n,)."""

    key: Indices
    frame: Indices


def marks_of(sound: Sounding) -> Marks:
    """The marks of a recording, in no order."""
    frame, pitch = _peaks(sound.whitened)
    keys, frames = [], []
    for ahead in range(1, _FOLLOWERS):
        apart = frame[ahead:] - frame[:-ahead]
        rise = np.abs(pitch[ahead:] - pitch[:-ahead])
        near = (apart >= _NEAREST) & (apart <= _FARTHEST) & (rise <= _STEEPEST)
        first, second, between = pitch[:-ahead][near], pitch[ahead:][near], apart[near]
        keys.append(((first >> 1) * 256 + (second >> 1)) * 32 + (between >> 1))
        frames.append(frame[:-ahead][near])
    return Marks(np.concatenate(keys), np.concatenate(frames))


class SoundShelf:
    """The marks of recordings, each under a number, to be asked which of them a new one repeats."""

    def __init__(self) -> None:
        self._held: list[Marks] = []
        self._key, self._frame, self._number = (np.empty(0, np.int64) for _ in range(3))
        self._sorted = 0

    def add(self, marks: Marks) -> int:
        """Hold these; their number."""
        self._held.append(marks)
        return len(self._held) - 1

    def ask(self, marks: Marks) -> Mapping[int, tuple[float, ...]]:
        """By number, the offsets worth a look, time there − time here in seconds, good to 0.1 s."""
        self._sort()
        begin, end = (np.searchsorted(self._key, marks.key, side) for side in ("left", "right"))
        count = end - begin
        row = np.repeat(np.arange(len(count)), count)
        held = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count) + begin[row]
        number, offset = self._number[held], self._frame[held] - marks.frame[row]
        found: dict[int, dict[int, int]] = {}
        for shift in (0, 1):  # counted in pairs of frames, and again in pairs shifted by one
            pair = number * _SPREAD + (offset + _SPREAD // 2 + shift) // 2
            where, votes = np.unique(pair, return_counts=True)
            enough = votes >= _FEWEST
            for place, vote in zip(where[enough].tolist(), votes[enough].tolist(), strict=True):
                one, at = divmod(place, _SPREAD)
                best = found.setdefault(one, {})
                frames = 2 * at - _SPREAD // 2 - shift
                best[frames] = max(vote, best.get(frames, 0))
        most = sorted(found, key=lambda one: (-max(found[one].values()), one))[:_MOST_HELD]
        return {one: _best(found[one]) for one in sorted(most)}

    def _sort(self) -> None:
        new = self._held[self._sorted :]
        if not new:
            return
        numbers = [np.full(len(m.key), self._sorted + n) for n, m in enumerate(new)]
        key = np.concatenate([self._key, *(m.key for m in new)])
        order = np.argsort(key, kind="stable")
        self._key = key[order]
        self._frame = np.concatenate([self._frame, *(m.frame for m in new)])[order]
        self._number = np.concatenate([self._number, *numbers])[order]
        self._sorted = len(self._held)


_SPREAD = 1 << 24
"""More frames than the longest recording has twice over: 149 hours."""


def _best(offsets: Mapping[int, int]) -> tuple[float, ...]:
    """The offsets with most votes, none within three frames of a better one, in seconds."""
    kept: list[int] = []
    for frames in sorted(offsets, key=lambda f: (-offsets[f], f)):
        if all(abs(frames - other) > 3 for other in kept):
            kept.append(frames)
    return tuple(frames * _HOP / RATE for frames in kept[:_MOST_OFFSETS])


def _peaks(sound: Floats) -> tuple[Indices, Indices]:
    """Frame and bin of every peak, in the order of time."""
    found = []
    for first in range(0, max(1, (len(sound) - _SIZE) // _HOP + 1), _PIECE):
        piece = sound[first * _HOP : (first + _PIECE) * _HOP + _SIZE]
        if len(piece) < _SIZE:
            continue
        frames = np.lib.stride_tricks.sliding_window_view(piece, _SIZE)[::_HOP]
        level = np.abs(scipy.fft.rfft(frames * np.hanning(_SIZE).astype(np.float32), axis=1))
        peak = (level == maximum_filter(level, _AROUND)) & (level > 0)
        at, pitch = np.nonzero(peak)
        found.append(np.stack([at + first, pitch]))
    every = np.concatenate(found, axis=1) if found else np.empty((2, 0), np.int64)
    return every[0].astype(np.int64), every[1].astype(np.int64)
