"""Copies by sequences: every sample a little alike along one offset, and not along the offsets beside it.

Unrelated pictures are about 116 of 256 bits apart, give or take 11 (demonstration and real clips); a frame
of lively footage and the one half a second on, 60 to 85. One such distance says nothing, the mean of six in
a row is seven standard deviations from chance. Scenes that stand still lie low along many offsets at once,
and are told from a copy by comparing an offset with its neighbours over the same samples.
"""

from collections.abc import Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tawthiq.match.hashes import Floats, Pair
from tawthiq.match.stretch import TOLERANCE, Stretch

WINDOW = 6
"""Samples in a row whose mean distance is judged."""

MAX_MEAN = 85.0
"""Bits: the most that the mean distance of a window may be."""

MIN_CONTRAST = 25.0
"""Bits by which it must lie under the mean of the offsets beside it, over the same samples."""

_BESIDE = (2, 6)
"""Seconds from an offset to the nearest and farthest of those it is compared with."""

_FEWEST_BESIDE = 3


def sequence_stretches(pair: Pair) -> tuple[Stretch, ...]:
    """The stretches of `pair`, the clearest first, each sample used once."""
    if min(pair.distances.shape) < WINDOW:
        return ()
    return tuple(_stretches(pair))


def _stretches(pair: Pair) -> Iterator[Stretch]:
    lines, first = _lines(pair)
    means = _window_means(lines)
    beside = _beside(means)
    convincing = (means <= MAX_MEAN) & (beside - means >= MIN_CONTRAST)
    while convincing.any():
        row, line = np.unravel_index(np.argmin(np.where(convincing, means, np.inf)), means.shape)
        begin, end = _run(convincing[:, line], int(row))
        samples = slice(begin, end + WINDOW)
        offset = first + _between(lines[samples], int(line), float(beside[row, line]))
        share = float((lines[samples, line] <= MAX_MEAN).mean())
        here = pair.here[samples]
        yield Stretch(float(here[0]), float(here[-1]), offset, TOLERANCE, share, len(here))
        convincing[max(0, begin - WINDOW + 1) : end + WINDOW] = False


def _lines(pair: Pair) -> tuple[Floats, int]:
    """Distances by sample of the shorter and by offset in whole seconds, (n, k), and the first offset."""
    shifts = np.rint(pair.offsets).astype(int)
    first = int(shifts.min())
    lines: Floats = np.full((len(pair.here), int(shifts.max()) - first + 1), np.nan)
    rows = np.broadcast_to(np.arange(len(pair.here))[:, None], shifts.shape)
    lines[rows, shifts - first] = pair.distances
    return lines, first


def _window_means(lines: Floats) -> Floats:
    """Means over WINDOW samples in a row, (n - WINDOW + 1, k); NaN where one of them has no partner."""
    means: Floats = sliding_window_view(lines, WINDOW, axis=0).mean(axis=-1)
    return means


def _beside(means: Floats) -> Floats:
    """For each window and offset the mean over the offsets beside it; NaN where there are too few."""
    nearest, farthest = _BESIDE
    padded = np.pad(means, ((0, 0), (farthest, farthest)), constant_values=np.nan)
    width = means.shape[1]
    shifts = [s for s in range(-farthest, farthest + 1) if abs(s) >= nearest]
    stack = np.stack([padded[:, farthest + s : farthest + s + width] for s in shifts])
    known = ~np.isnan(stack)
    count = known.sum(axis=0)
    total = np.where(known, stack, 0).sum(axis=0)
    beside: Floats = np.where(count >= _FEWEST_BESIDE, total / np.maximum(count, 1), np.nan)
    return beside


def _run(convincing: "np.ndarray[tuple[int], np.dtype[np.bool_]]", row: int) -> tuple[int, int]:
    """The first and last window of the unbroken run of convincing ones around `row`."""
    begin = end = row
    while begin > 0 and convincing[begin - 1]:
        begin -= 1
    while end + 1 < len(convincing) and convincing[end + 1]:
        end += 1
    return begin, end


def _between(samples: Floats, line: int, beside: float) -> float:
    """The offset between whole seconds: the line and its better neighbour, weighed by how alike they are."""
    neighbours = [n for n in (line - 1, line + 1) if 0 <= n < samples.shape[1]]
    lows = {n: float(np.nanmean(samples[:, n])) for n in neighbours if not np.isnan(samples[:, n]).all()}
    weights = {n: max(0.0, beside - low) for n, low in lows.items()}
    weights = {n: w for n, w in weights.items() if w == max(weights.values())}
    weights[line] = max(0.0, beside - float(np.nanmean(samples[:, line])))
    total = sum(weights.values())
    return sum(n * w for n, w in weights.items()) / total if total else float(line)
