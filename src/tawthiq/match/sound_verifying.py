"""Whether a candidate holds on samples: half-second windows that agree on one line, offset against time.

In each window the phases of the two whitened sounds are correlated over ±0.2 s. Windows of one group of
five seconds are added as they stand, groups by their energy, along lines of every drift up to 600 parts in a
million. For sounds that have nothing in common the energy of a group is exponential and the sum over groups
a Gamma variable: the strength is the tail of that, less what searching so many lines costs.
"""

from dataclasses import dataclass
from functools import cache
from math import ceil, exp, lgamma, log, log10, sqrt

import numpy as np
import numpy.typing as npt
import scipy.fft

from tawthiq.match.sounding import RATE, Floats, Sounding

WINDOW = RATE // 2
"""Samples of a window."""

REACH = RATE // 5
"""Samples of offset looked at on either side of a candidate."""

_GROUP = 10
"""Windows of a full group: five seconds."""

GROUPS = 8
"""Groups that are looked at, at most."""

GROUP_SECONDS = 4.0
"""Shared seconds a group stands for, where there are few."""

_FEWEST_GROUPS = 2

_SPAN = 120.0
"""Seconds of what is shared that are looked at, its middle: more would let a line of 600 ppm out of reach."""

_MOST_DRIFT = 600e-6
_COARSE = 50e-6
"""Drift in steps so fine that five seconds stay within a sample."""

_AGREES = 4.0
"""Energy on the line from which a group agrees with it; chance gives that once in 55."""

_BAND = (200.0, 3600.0)
_FLOOR = 1e-3


@dataclass(frozen=True, slots=True)
class Verified:
    """A line and how well windows lie on it.

    `offset`: time in one − time in other at second `middle` of the other; `drift`: its change a second.
    `strength` in powers of ten; `share` of the groups that agree; `energy`: mean of the groups;
    `spread`: standard error of the offset by the scatter of the groups, seconds; `shared` seconds.
    """

    offset: float
    middle: float
    drift: float
    strength: float
    share: float
    energy: float
    spread: float
    shared: float


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """Energies by coarse drift and offset, (d, 2 × REACH + 1), of windows about `time`, a second of other."""

    time: float
    energies: Floats


def verify(one: Sounding, other: Sounding, offset: float) -> Verified | None:
    """The best line near `offset`; None where fewer than two windows of both can be heard."""
    lag = round(offset * RATE)
    begin = max(0, -lag)
    end = min(len(other.whitened), len(one.whitened) - lag)
    groups = _groups(one.whitened, other.whitened, lag, begin, end)
    if not groups:
        return None
    middle = float(np.mean([g.time for g in groups]))
    margin = ceil(_MOST_DRIFT * _widest(groups, middle) * RATE) + 1
    drifts, sums = _lines(groups, middle, margin)
    row, column = np.unravel_index(int(np.argmax(sums)), sums.shape)
    drift, index = float(drifts[row]), int(column) + margin
    on_line = [_at(group, drift, index + round(drift * (group.time - middle) * RATE)) for group in groups]
    energies = np.array([energy for energy, _ in on_line])
    strength = _strength(float(sums[row, column]), len(groups)) - log10(sums.size)
    return Verified(
        (lag + index - REACH) / RATE,
        middle,
        drift,
        strength,
        float((energies >= _AGREES).mean()),
        float(energies.mean()),
        _standard_error([at for _, at in on_line]),
        (end - begin) / RATE,
    )


def _groups(one: Floats, other: Floats, lag: int, begin: int, end: int) -> list[_Group]:
    shared = (end - begin) / RATE
    count = int(np.clip(round(min(shared, _SPAN) / GROUP_SECONDS), _FEWEST_GROUPS, GROUPS))
    windows = min(_GROUP, int(shared * RATE / WINDOW / count))
    if windows < 1:
        return []
    room = min(end - begin, round(_SPAN * RATE))
    first = begin + (end - begin - room) // 2
    starts = np.linspace(first, first + room - windows * WINDOW, count).astype(int)
    made = (_group(one, other, lag, start + WINDOW * np.arange(windows)) for start in starts)
    return [group for group in made if group is not None]


def _group(one: Floats, other: Floats, lag: int, starts: npt.NDArray[np.int_]) -> _Group | None:
    """Energies of the windows of `other` that begin at `starts`; None where nothing is heard in them."""
    there = np.lib.stride_tricks.sliding_window_view(other, WINDOW)[starts]
    padded = np.zeros((len(starts), WINDOW + 2 * REACH), np.float32)
    for row, start in zip(padded, starts + lag - REACH, strict=True):
        low, high = max(0, start), min(len(one), start + len(row))
        row[low - start : high - start] = one[low:high]
    heard = (there != 0).mean(axis=1) * (padded != 0).mean(axis=1) > _SPARSE
    if not heard.any():
        return None
    correlations = _correlations(padded[heard], there[heard])
    times = (starts[heard] + WINDOW / 2) / RATE
    middle = float(times.mean())
    summed = np.stack([_shifted_sum(correlations, drift * (times - middle)) for drift in _drifts()])
    energies = (summed.real**2 + summed.imag**2) / np.float32(heard.sum())
    return _Group(middle, energies)


_SPARSE = 0.1
"""Product of the shares of samples that are not silent, under which a window says nothing."""


def _correlations(here: Floats, there: Floats) -> npt.NDArray[np.complex64]:
    """Analytic phase correlations, (windows, 2 × REACH + 1), each at unit mean energy."""
    size = here.shape[1]
    cross = scipy.fft.rfft(here, axis=1) * scipy.fft.rfft(there, size, axis=1).conj()
    magnitude = np.abs(cross)
    cross /= magnitude + np.float32(_FLOOR) * magnitude.max(axis=1, keepdims=True) + np.float32(1e-12)
    full = np.zeros((len(here), size), np.complex64)
    full[:, : cross.shape[1]] = cross * _in_band(size)
    lags = scipy.fft.ifft(full, axis=1)[:, : 2 * REACH + 1]
    energy = np.sqrt((lags.real**2 + lags.imag**2).mean(axis=1, keepdims=True)) + np.float32(1e-12)
    return np.asarray(lags / energy, np.complex64)


def _shifted_sum(
    correlations: npt.NDArray[np.complex64], shifts: npt.NDArray[np.float64]
) -> npt.NDArray[np.complex64]:
    """The sum of the rows, each moved back by its shift in seconds; what moves in is left out."""
    total = np.zeros(correlations.shape[1], np.complex64)
    for row, shift in zip(correlations, np.rint(shifts * RATE).astype(int), strict=True):
        if shift >= 0:
            total[: len(row) - shift] += row[shift:]
        else:
            total[-shift:] += row[:shift]
    return total


def _lines(groups: list[_Group], middle: float, margin: int) -> tuple[npt.NDArray[np.float64], Floats]:
    """Drifts, (k,), and for each the energies of the groups added along its lines, by offset.

    `margin`: the samples a line may stray, left out at both ends of the offsets.
    """
    steps = max(margin, round(_MOST_DRIFT / _COARSE))  # neighbours are a sample apart at the ends
    drifts = np.linspace(-_MOST_DRIFT, _MOST_DRIFT, 2 * steps + 1)
    width = 2 * REACH + 1 - 2 * margin
    coarse = np.rint((drifts + _MOST_DRIFT) / _COARSE).astype(int)
    sums = np.zeros((len(drifts), width), np.float32)
    for group in groups:
        shifts = np.rint(drifts * (group.time - middle) * RATE).astype(int) + margin
        for row, which, shift in zip(sums, coarse, shifts, strict=True):
            row += group.energies[which, shift : shift + width]
    return drifts, sums


def _widest(groups: list[_Group], middle: float) -> float:
    """Seconds from the middle to the farthest group."""
    return max(abs(group.time - middle) for group in groups)


def _at(group: _Group, drift: float, index: int) -> tuple[float, float]:
    """A group's energy near where a line meets it, and how far from the line its own peak lies, seconds."""
    row = group.energies[round((drift + _MOST_DRIFT) / _COARSE)]
    first = max(0, index - _BESIDE)
    near = row[first : index + _BESIDE + 1]
    best = int(np.argmax(near))
    return float(near[best]), (first + best - index) / RATE


_BESIDE = 4
"""Samples beside a line in which a group's own peak is looked for: half a millisecond."""


def _standard_error(scatter: list[float]) -> float:
    """Of the mean of the groups' own peaks; a sample where they do not scatter."""
    return max(1 / RATE, float(np.std(scatter)) / sqrt(max(1, len(scatter) - 1)))


def _strength(total: float, count: int) -> float:
    """−log10 of the chance that `count` exponential variables add up to `total` (Erlang's tail)."""
    terms = [k * log(max(total, 1e-9)) - lgamma(k + 1) for k in range(count)]
    highest = max(terms)
    tail = highest + log(sum(exp(term - highest) for term in terms)) - total
    return float(-tail / log(10))


@cache
def _drifts() -> tuple[float, ...]:
    steps = round(_MOST_DRIFT / _COARSE)
    return tuple(step * _COARSE for step in range(-steps, steps + 1))


@cache
def _in_band(size: int) -> Floats:
    hertz = np.arange(size // 2 + 1) * (RATE / size)
    return ((hertz >= _BAND[0]) & (hertz <= _BAND[1])).astype(np.float32)
