"""From pairs to the clock of an event: which recordings belong together, and where each lies on one clock.

Offsets between pairs are a graph; the clock is their robust least squares (Cauchy's loss: a wrong pair
loses its weight instead of pulling everything). A line round which a loop does not close is an outlier and
is named. What no pair reaches is not placed, and says so.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from tawthiq.match.connecting import components

T = TypeVar("T", bound=Hashable)

ARRIVAL_SECONDS = 0.055
"""Standard deviation of one camera's arrivals about the event's clock: sound from all sides takes 55 ms over
19 m. Between two cameras that is ±0.15 s, 95 %, fitted on invented events of 90 m (decision 0029)."""

OUTLIER_SECONDS = 0.45
"""Residual from which a pair is an outlier: sound takes as long over 150 m, more than a scene is wide."""

_ROUNDS = 30
_NORMAL_95 = 1.96
_MOST_DRIFT = 700e-6


@dataclass(frozen=True, slots=True)
class Line(Generic[T]):
    """Time in `one` = `rate` × time in `other` + `offset`, true about second `middle` of the other."""

    one: T
    other: T
    offset: float
    rate: float = 1.0
    error: float = 0.0
    middle: float = 0.0


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """Time on the event's clock = `rate` × time in `item` + `offset`, within ± `error` (95 %), seconds.

    The clock begins with the first recording, which so has no error. `pairs`: how many lines hold it there;
    one alone is confirmed by no loop.
    """

    item: T
    offset: float
    rate: float
    error: float
    pairs: int


@dataclass(frozen=True, slots=True)
class Clock(Generic[T]):
    """An event: its recordings by their beginning, and the lines that do not fit. The first begins at 0."""

    placed: tuple[Placed[T], ...]
    outliers: tuple[Line[T], ...] = ()


def clocks(lines: Sequence[Line[T]]) -> tuple[Clock[T], ...]:
    """One clock for each set of recordings that lines join."""
    return tuple(_solved(part) for part in connected(lines))


def residual(line: Line[T], rates: Mapping[T, float], offsets: Mapping[T, float]) -> float:
    """Seconds by which a line misses a clock on which its two recordings lie so, at its middle."""
    return _step(line, rates) - (offsets[line.other] - offsets[line.one])


def _solved(lines: Sequence[Line[T]]) -> Clock[T]:
    """The clock of connected lines. Only a line in a loop can be an outlier, so all stay connected."""
    kept, outliers = list(lines), list[Line[T]]()
    while True:
        rates = _rates(kept)
        offsets = _offsets(kept, rates)
        worst = max(kept, key=lambda line: abs(residual(line, rates, offsets)))
        if abs(residual(worst, rates, offsets)) <= OUTLIER_SECONDS:
            return Clock(_placed(kept, rates, offsets), tuple(outliers))
        outliers.append(worst)
        kept.remove(worst)


def connected(lines: Sequence[Line[T]]) -> list[list[Line[T]]]:
    """The lines by sets of recordings that they join."""
    links = [(line.one, line.other) for line in lines]
    home = {item: number for number, group in enumerate(components(links)) for item in group}
    parts: dict[int, list[Line[T]]] = {}
    for line in lines:
        parts.setdefault(home[line.one], []).append(line)
    return list(parts.values())


def _rates(lines: Sequence[Line[T]]) -> dict[T, float]:
    """Seconds of the event's clock for a second of each recording, their product one."""
    items = _items(lines)
    drifts = np.array([np.clip(line.rate - 1, -_MOST_DRIFT, _MOST_DRIFT) for line in lines])
    matrix = _differences(lines, items)
    solved = _robust(matrix, drifts, scale=20e-6)
    return {item: 1 + float(drift) for item, drift in zip(items, solved, strict=True)}


def _offsets(lines: Sequence[Line[T]], rates: dict[T, float]) -> dict[T, float]:
    """Where second 0 of each recording lies on the event's clock, the mean at zero."""
    items = _items(lines)
    wanted = np.array([_step(line, rates) for line in lines])
    solved = _robust(_differences(lines, items), wanted, scale=ARRIVAL_SECONDS)
    return {item: float(offset) for item, offset in zip(items, solved, strict=True)}


def _step(line: Line[T], rates: Mapping[T, float]) -> float:
    """Offset of the other less that of the one on the event's clock, as the line says at its middle."""
    there = line.rate * line.middle + line.offset
    return rates[line.one] * there - rates[line.other] * line.middle


def _items(lines: Sequence[Line[T]]) -> list[T]:
    return list(dict.fromkeys(item for line in lines for item in (line.one, line.other)))


def _differences(lines: Sequence[Line[T]], items: Sequence[T]) -> npt.NDArray[np.float64]:
    """One row a line: −1 for the one, +1 for the other."""
    matrix = np.zeros((len(lines), len(items)))
    for row, line in zip(matrix, lines, strict=True):
        row[items.index(line.one)] -= 1
        row[items.index(line.other)] += 1
    return matrix


def _robust(
    matrix: npt.NDArray[np.float64], wanted: npt.NDArray[np.float64], *, scale: float
) -> npt.NDArray[np.float64]:
    """Iterated least squares under Cauchy's loss; the mean of the unknowns, which nothing fixes, is zero."""
    weights: npt.NDArray[np.float64] = np.ones(len(wanted))
    solved: npt.NDArray[np.float64] = np.zeros(matrix.shape[1])
    for _ in range(_ROUNDS):
        root = np.sqrt(weights)
        found = np.linalg.lstsq(matrix * root[:, None], wanted * root, rcond=None)[0]
        solved = np.asarray(found, np.float64)
        weights = np.asarray(1 / (1 + np.square((wanted - matrix @ solved) / scale)), np.float64)
    return np.asarray(solved - solved.mean(), np.float64)


def _placed(
    lines: Sequence[Line[T]], rates: dict[T, float], offsets: dict[T, float]
) -> tuple[Placed[T], ...]:
    items = _items(lines)
    first = min(items, key=lambda item: offsets[item])
    residuals = np.array([residual(line, rates, offsets) for line in lines])
    extra = float(np.square(residuals).sum()) / max(1, len(lines) - len(items) + 1)
    placed = []
    for item in items:
        mine = [line for line in lines if item in (line.one, line.other)]
        error = 0.0 if item == first else _error(mine, extra)
        placed.append(Placed(item, offsets[item] - offsets[first], rates[item], error, len(mine)))
    return tuple(sorted(placed, key=lambda each: each.offset))


def _error(lines: Sequence[Line[T]], extra: float) -> float:
    """Half-width, 95 %, of a recording that `lines` hold; `extra`: variance that loops leave unexplained.

    More pairs do not make the first part smaller: sound comes late to a far microphone however often it is
    heard, and to the first recording as well.
    """
    arrival = max(line.error for line in lines) / _NORMAL_95
    variance = 2 * ARRIVAL_SECONDS**2 + arrival**2 + extra / len(lines)
    return _NORMAL_95 * sqrt(variance)
