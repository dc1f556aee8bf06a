"""The constants of what is stated of copies, by maximum likelihood: `match_copies --fit`.

Two curves. That pictures are alike at all, by the weight of a run (match.evidence.probability); and that they
were taken once, by movement and by seconds in which both go on and part (match.one_take.log_ratio).
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from benchmarks.copy_bench import AGAIN, Said
from tawthiq.match.comparing import LEAST_PROBABILITY
from tawthiq.match.evidence import probability
from tawthiq.match.one_take import Signs, copy_probability, features
from tawthiq.match.segment import Segment
from tawthiq.match.terms import COPY

Floats = npt.NDArray[np.float64]

_TINY = 1e-3
"""Ridge: where nothing speaks against a constant, it does not run away."""


def report_fit_of_pictures(said: Sequence[Said]) -> None:
    """Slope and constant of the logistic curve over the logarithm of the weight.

    Of stretches that show a moment, those that lie right against those of other videos and of other seconds;
    other takes are alike, and neither. With the targets of Platt (1999), so that classes without an error do
    not make it a step; where nothing is wrong there is nothing to fit.
    """
    moments = [s for s in said if s.segment.weight > 0 and _shows_a_moment(s.segment)]
    told = [s for s in moments if s.query.edit != AGAIN]
    right = np.array([s.right for s in told])
    if right.all():
        print(f"pictures, of {len(told)}: none is wrong")
        return
    aims = np.where(right, (right.sum() + 1) / (right.sum() + 2), 1 / ((~right).sum() + 2))
    weights = np.log([s.segment.weight for s in told])
    slope, constant = logistic(
        np.stack([weights, np.ones_like(weights)], axis=1), aims, np.ones_like(weights)
    )
    print(
        f"pictures, of {len(told)}, {right.sum()} of them copies: slope {slope:.3f}, constant {constant:.3f}"
    )


def report_fit_of_one_take(copied: Sequence[Said], takes: Sequence[Said]) -> None:
    """Weight of movement, the correlation that speaks for neither, and the weight of a second apart.

    Of stretches whose pictures are likely alike, copies and other takes counted alike.
    """
    sides = [[s.segment.told for s in side if _is_alike(s.segment)] for side in (copied, takes)]
    signs = [told for side in sides for told in side if told is not None]
    design = np.array([features(told) for told in signs])
    aims = np.repeat([1.0, 0.0], [sum(told is not None for told in side) for side in sides])
    worth = np.where(aims == 1, 1 / aims.sum(), 1 / (1 - aims).sum()) * len(aims) / 2
    movement, least, apart = logistic(design, aims, worth)
    agrees = -least / movement
    print(f"one take, of {aims.sum():.0f} copies and {(1 - aims).sum():.0f} other takes:", end=" ")
    print(f"movement {movement:.2f}, agrees {agrees:.3f} (at {math.tanh(agrees):.2f}), apart {-apart:.2f}")
    found = [_would_be_said(s.segment) for s in takes if _is_alike(s.segment)]
    print(f"other takes said to be copies with the constants that stand: {sum(found)} of {len(found)}")


def logistic(design: Floats, aims: Floats, worth: Floats) -> Floats:
    """Coefficients (k,) of logistic regression of `aims` (n,) in 0-1 on `design` (n, k), weighed by `worth`.

    Newton's method on the penalised likelihood.
    """
    line = np.zeros(design.shape[1])
    for _ in range(100):
        stated = 1 / (1 + np.exp(-np.clip(design @ line, -500, 500)))
        slope = design.T @ (design * (worth * stated * (1 - stated))[:, None]) + _TINY * np.eye(len(line))
        line += np.linalg.solve(slope, design.T @ (worth * (aims - stated)) - _TINY * line)
    return line


def _is_alike(segment: Segment) -> bool:
    return probability(segment.weight) >= LEAST_PROBABILITY


def _would_be_said(segment: Segment) -> bool:
    return segment.label == COPY and segment.probability >= LEAST_PROBABILITY


def _shows_a_moment(segment: Segment) -> bool:
    """Whether it is a copy, or would be if it were likelier: a title card never would."""
    told = segment.told or Signs(None, 0.0, "")
    likely = copy_probability(probability(segment.weight), told)
    return segment.label == COPY or likely < LEAST_PROBABILITY
