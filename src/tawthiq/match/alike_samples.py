"""Copies by single samples that are clearly alike and lie on one line in time."""

from collections.abc import Iterator

import numpy as np

from tawthiq.match.hashes import Floats, Pair
from tawthiq.match.stretch import TOLERANCE, Stretch

MAX_BITS = 31
"""Two frames are clearly alike at this Hamming distance or less (the PDQ reference's recommendation)."""

MIN_SAMPLES = 3
"""Alike samples a stretch needs, where both recordings are long enough to give them."""

MIN_SHARE = 0.5
"""Share of the usable samples of a stretch that must be alike."""

MAX_GAP = 4.0
"""Seconds without an alike sample after which one stretch ends and another may begin."""

RIVAL = 0.8
"""An offset with this share of the best one's support is as good: the picture stood still."""


def sample_stretches(pair: Pair) -> tuple[Stretch, ...]:
    """The stretches of `pair`, the best supported offset first, each sample used once."""
    rows, columns = np.nonzero(pair.distances <= MAX_BITS)
    return tuple(_stretches(pair, pair.here[rows], pair.there[columns]))


def _stretches(pair: Pair, here: Floats, there: Floats) -> Iterator[Stretch]:
    left = np.ones(len(here), bool)
    while left.any():
        offset, error = _best_offset(here[left], (there - here)[left])
        on_line = left & (np.abs(there - here - offset) <= TOLERANCE)
        runs = _runs(np.unique(here[on_line])) if on_line.any() else []
        accepted = [s for run in runs if (s := _accept(pair, run, offset, error))]
        if not accepted:
            return
        yield from accepted
        spent = np.logical_or.reduce([(here >= s.first) & (here <= s.last) for s in accepted])
        left &= ~(on_line | spent)


def _best_offset(here: Floats, offsets: Floats) -> tuple[float, float]:
    """The offset with most distinct samples within TOLERANCE, and the half-width it is known to."""
    candidates = np.unique(np.round(offsets, 2))
    near = np.abs(offsets[:, None] - candidates[None, :]) <= TOLERANCE
    support = np.array([len(np.unique(here[column])) for column in near.T])
    # among equals the line that the samples miss least
    miss = (np.abs(offsets[:, None] - candidates[None, :]) * near).sum(0) / np.maximum(near.sum(0), 1)
    best = int(np.lexsort((miss, -support))[0])
    rivals = candidates[support >= RIVAL * support[best]]
    error = max(TOLERANCE, float(np.abs(rivals - candidates[best]).max()))
    return float(np.median(offsets[near[:, best]])), error


def _runs(seconds: Floats) -> list[Floats]:
    """Ascending `seconds` cut where a gap is longer than MAX_GAP."""
    return np.split(seconds, np.nonzero(np.diff(seconds) > MAX_GAP)[0] + 1)


def _accept(pair: Pair, run: Floats, offset: float, error: float) -> Stretch | None:
    """The stretch that `run` supports, or None where it is too thin to say so."""
    met = pair.here[(pair.here >= run[0]) & (pair.here <= run[-1])]
    share = len(run) / len(met)
    needed = min(MIN_SAMPLES, len(pair.short.seconds), len(pair.long.seconds))
    if len(run) < needed or share < MIN_SHARE:
        return None
    return Stretch(float(run[0]), float(run[-1]), offset, error, share, len(run))
