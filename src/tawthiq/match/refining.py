"""The line to the frame: the motion curves of both, laid over each other, say where it truly lies."""

from dataclasses import dataclass

import numpy as np

from tawthiq.match.aligning import Line
from tawthiq.match.recording import Curve, Floats

RATE = 25
"""Samples a second in which curves are compared."""

REACH, FAR = 1.0, 3.0
"""Seconds around the line's offset that are searched: it was known to less; or, where a camera hardly moves
and many moments look alike, not even to that."""

BESIDE = 0.2
"""Seconds beside a line that is known in which the curves may agree better: frames are uneven."""

SPEEDS = np.round(np.arange(0.76, 1.29, 0.01), 2)
"""Speeds searched blind, whatever the line says: samples a second apart tell little of it."""

_SMOOTH = 5
"""Samples over which a curve is smoothed: footage of fewer frames a second has steps and holes."""

_FEWEST = 2 * RATE
_OTHER_SPEED = 0.08
"""Another speed must correlate this much better than speed 1."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The line refined, and how well the curves correlate along it, -1 to 1; 0 where they say nothing."""

    line: Line
    correlation: float


def refine(
    one: Curve | None,
    other: Curve | None,
    here: tuple[float, float],
    line: Line,
    weights: tuple[Floats, Floats],
    reach: float = REACH,
) -> Fit:
    """`line` moved to where the curves between seconds `here` agree best.

    `weights` (16,) of the cells of either curve: those where the one picture lies in the other. `reach`:
    seconds about the line within which it may lie.
    """
    if one is None or other is None or here[1] - here[0] < _FEWEST / RATE:
        return Fit(line, 0.0)
    middle = (here[0] + here[1]) / 2
    time = np.arange(here[0], here[1], 1 / RATE)
    a = _standard(_at(_level(one, weights[0]), time)[None])[0]
    there = _level(other, weights[1])
    centre = line.there(middle)
    fits = [_best_shift(a, there, centre + speed * (time - middle), reach) for speed in SPEEDS]
    found = np.array([correlation for _, correlation in fits])
    best = int(found.argmax())
    unchanged = int(np.abs(SPEEDS - 1).argmin())
    if found[best] < found[unchanged] + _OTHER_SPEED:
        best = unchanged
    speed = float(SPEEDS[best])
    return Fit(Line(centre + fits[best][0] - speed * middle, speed), float(found[best]))


def along(
    one: Curve, other: Curve, here: tuple[float, float], line: Line, weights: tuple[Floats, Floats]
) -> float:
    """How well the curves correlate along `line` between seconds `here`, or within BESIDE of it."""
    time = np.arange(here[0], here[1], 1 / RATE)
    a = _standard(_at(_level(one, weights[0]), time)[None])[0]
    there = line.offset + line.speed * time
    return _best_shift(a, _level(other, weights[1]), there, BESIDE)[1]


def mean_change(curve: Curve, stretch: tuple[float, float], weights: Floats) -> float:
    """Levels by which the pictures of the seconds `stretch` change in the mean; 0 where there are none."""
    first, last = np.searchsorted(curve.seconds, stretch)
    change = curve.values[first:last] @ weights / max(float(weights.sum()), 1e-9)
    return float(change.mean()) if len(change) else 0.0


def _best_shift(a: Floats, there: Curve, time: Floats, reach: float) -> tuple[float, float]:
    shifts = np.arange(-reach, reach + 1e-9, 1 / RATE)
    found = (_standard(_at(there, time[None] + shifts[:, None])) * a).mean(axis=1)
    best = int(found.argmax())
    return float(shifts[best]), float(found[best])


def _at(curve: Curve, time: Floats) -> Floats:
    return np.interp(time, curve.seconds, curve.values)


def _level(curve: Curve, weights: Floats) -> Curve:
    """The logarithm of the change, so that a cut does not outweigh all else; even in time, and smoothed.

    Smoothed first: slowed footage shows a picture twice, and the logarithm of no change would be a hole.
    """
    change = curve.values @ weights / max(float(weights.sum()), 1e-9)
    time = np.arange(curve.seconds[1], curve.seconds[-1] + 1 / RATE, 1 / RATE)
    padded = np.pad(np.interp(time, curve.seconds[1:], change[1:]), _SMOOTH // 2, mode="edge")
    return Curve(time, np.log1p(np.convolve(padded, np.ones(_SMOOTH) / _SMOOTH, mode="valid")))


def _standard(rows: Floats) -> Floats:
    """Rows (n, k) with mean 0 and spread 1; all zero where nothing changes."""
    spread = rows.std(axis=1, keepdims=True)
    even: Floats = np.where(
        spread < 1e-3, 0.0, (rows - rows.mean(axis=1, keepdims=True)) / np.maximum(spread, 1e-3)
    )
    return even
