"""Where a motion curve says that a recording was cut: the picture changes all at once."""

import numpy as np

from tawthiq.match.aligning import TOLERANCE, Line
from tawthiq.match.recording import Curve, Floats, Recording

CUT = 4.0
"""A change this many times the usual one is a cut."""

ALONE = 2.0
"""A change this many times all others around it, but of the frames next to it, is a cut too."""

FARTHEST = 6.0
"""Seconds beyond the pictures that agree in which it is looked for where one or the other is cut."""

_NEAR = 0.5
"""Seconds on either side that are around it."""

_LEAST_USUAL = 0.5
"""Levels, for footage in which hardly anything moves."""

_AROUND = 2.0
"""Seconds on either side from which the usual change is taken."""


def jump(curve: Curve | None, begin: float, end: float) -> tuple[float, float] | None:
    """The greatest cut after `begin` up to `end`: its second, and how many times the usual change it is."""
    seconds, sizes = _sizes(curve, begin, end)
    top = int(sizes.argmax()) if len(sizes) else 0
    return (float(seconds[top]), float(sizes[top])) if len(sizes) and sizes[top] >= CUT else None


def cuts(curve: Curve | None, begin: float, end: float) -> Floats:
    """The seconds of all cuts after `begin` up to `end`, ascending: changes that stand alone.

    Between one street and another a cut may be but three times what is usual where a hand shakes. On a small
    drill cuts had 2.8 and more of the greatest change around them, all else 1.7 at most.
    """
    seconds, sizes = _sizes(curve, begin, end)
    likely = seconds[sizes >= ALONE]
    alone = [at for at in likely if curve is not None and _stands_alone(curve, float(at))]
    return np.array(alone, np.float64)


def unbroken(one: Recording, other: Recording, line: Line, first: float, last: float) -> tuple[float, float]:
    """From where to where, about the seconds `first` to `last` here, neither recording ends or is cut.

    Looked for as far as FARTHEST from them, and within TOLERANCE inside, for pictures that agree lie so far
    from the line; but no cut is taken for both ends.
    """
    begin = max(0.0, line.here(0.0), first - FARTHEST)
    end = min(one.duration, line.here(other.duration), last + FARTHEST)
    middle = (first + last) / 2
    before = _of_either(one, other, line, begin, min(first + TOLERANCE, middle))
    after = _of_either(one, other, line, max(last - TOLERANCE, middle), end)
    return max([begin, *before]), min([end, *after])


def _of_either(one: Recording, other: Recording, line: Line, begin: float, end: float) -> list[float]:
    there = cuts(other.motion, line.there(begin), line.there(end))
    return [*map(float, cuts(one.motion, begin, end)), *(line.here(float(t)) for t in there)]


def _stands_alone(curve: Curve, at: float) -> bool:
    first, this, last = np.searchsorted(curve.seconds, (at - _NEAR, at, at + _NEAR))
    change = curve.values[first:last].mean(axis=1)
    top = int(this) - int(first)
    beside = np.concatenate([change[: max(0, top - 1)], change[top + 2 :]])
    return bool(len(beside)) and float(change[top]) >= ALONE * max(float(beside.max()), _LEAST_USUAL)


def _sizes(curve: Curve | None, begin: float, end: float) -> tuple[Floats, Floats]:
    """The seconds of the frames between, and each one's change by what is usual there."""
    if curve is None:
        return np.empty(0), np.empty(0)
    first, last = np.searchsorted(curve.seconds, (begin, end), side="right")
    low, high = np.searchsorted(curve.seconds, (begin - _AROUND, end + _AROUND), side="right")
    change = curve.values[low:high].mean(axis=1)
    usual = max(float(np.median(change)), _LEAST_USUAL) if len(change) else _LEAST_USUAL
    return curve.seconds[first:last], change[first - low : last - low] / usual
