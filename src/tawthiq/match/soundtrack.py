"""Sound of two stretches by their loudness, every 20 ms: same, replaced or absent."""

import numpy as np

from tawthiq.match.aligning import Line
from tawthiq.match.recording import Curve, Floats

SAME, REPLACED, ABSENT, NOT_TOLD = "same", "replaced", "absent", ""

_RATE = 50
_SILENT_DB = -60.0
_REACH = 0.6
"""Seconds around the line in which the sound is looked for."""

_SLOW = 51
"""Samples of the running mean taken away: the slow swell of two sounds is alike by chance."""

_FEWEST = 2 * _RATE
_SAME = 0.55
_OTHER = 0.3


def sound_of(one: Curve | None, other: Curve | None, here: tuple[float, float], line: Line) -> str:
    """What may be said of the sound between seconds `here`; NOT_TOLD where it is neither like nor unlike."""
    time = np.arange(here[0], here[1], 1 / _RATE)
    if len(time) < _FEWEST:
        return NOT_TOLD
    a = _quick(one, time)
    there = line.speed * time + line.offset
    if a is None or _quick(other, there) is None:
        return ABSENT
    shifts = np.arange(-_REACH, _REACH + 1e-9, 1 / _RATE)
    moved = (_quick(other, there + shift) for shift in shifts)
    best = max(float((a * b).mean()) for b in moved if b is not None)
    return SAME if best >= _SAME else REPLACED if best < _OTHER else NOT_TOLD


def _quick(curve: Curve | None, time: Floats) -> Floats | None:
    """The quick changes of loudness, standardised; None where there is no sound."""
    if curve is None:
        return None
    level = np.interp(time, curve.seconds, np.maximum(curve.values, _SILENT_DB), left=-60, right=-60)
    if level.max() <= _SILENT_DB + 1:
        return None
    slow = np.convolve(np.pad(level, _SLOW // 2, mode="edge"), np.ones(_SLOW) / _SLOW, mode="valid")
    quick = level - slow
    spread = float(quick.std())
    return None if spread < 1e-3 else (quick - quick.mean()) / spread
