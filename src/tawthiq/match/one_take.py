"""One recording or two of one place: what speaks for the pictures of a stretch having been taken once.

Points and pixels know a wall again, whoever films it and whenever. Two takes differ in how the hand moved,
in what moved before the camera, in what was heard; and nobody who films a place again keeps the pace of the
first for long, so that two takes part within themselves, while a copy ends where something was cut.
"""

import math
from dataclasses import dataclass

from tawthiq.match.aligning import Line, Run
from tawthiq.match.curve_cuts import unbroken
from tawthiq.match.recording import Floats, Recording
from tawthiq.match.refining import along, mean_change
from tawthiq.match.soundtrack import REPLACED, SAME

BEYOND = 4.0
"""Seconds beyond the pictures that agree in which movement is compared as well, up to the nearest cut."""

SHORTEST = 1.5
"""Seconds of movement, at least, that tell anything."""

_RIM = 0.15
"""Seconds next to a cut that are left out: the curves are smoothed over it."""

_SAMPLE = 1.0
"""Seconds from one picture to the next; one that is not known again at either end tells nothing."""

PRIOR = 0.9
"""Share of the stretches whose pictures agree that are copies; a guess. With it the bench finds what is
stated (decision 0034), where a place is filmed again once for 24 copies; 0.75 was too modest there."""

_MOVEMENT, _AGREES = 14.3, 1.21
"""Weight of a correlation's inverse hyperbolic tangent, and the one that speaks for neither: of 0.84."""

_LEAST, _MOST = -0.5, 0.99
"""Correlations beyond which no more is to be learnt."""

_LONG, _LIVELY = 6.0, 4.0
"""Seconds, and levels of change, from which movement tells all that it can. Under that in proportion to the
seconds, and to the square of the levels: coding, and a screen filmed again, change pictures too."""

_APART, _MOST_APART = 1.28, 2.0
"""Weight of a second apart, and how many count: a cross-fade is no cut, and compilations have them."""

_MOST_SURE = 0.999
"""As of pictures (match.evidence): what was never seen to fail is not certain."""

_SOUND = {SAME: 1.5, REPLACED: -1.0}
"""By judgement, not fitted: edits of the bench keep the sound, people do not. A second microphone close by
hears the same, a copy under music nothing of it."""


@dataclass(frozen=True, slots=True)
class Movement:
    """How well two motion curves correlate along a line, -1 to 1, over so many `seconds`.

    `change`: levels by which pictures change, the mean of the quieter.
    """

    correlation: float
    seconds: float
    change: float


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells one take from two; no movement where the curves are too short or there are none.

    `movement`: of the stretch, with what lies beside it up to the nearest cut.
    `apart`: seconds beside the stretch, at both ends, in which both recordings go on uncut and show
    different things. `sound` as match.soundtrack says it.
    """

    movement: Movement | None
    apart: float
    sound: str


def signs(
    one: Recording,
    other: Recording,
    run: Run,
    line: Line,
    here: tuple[float, float],
    cells: tuple[Floats, Floats],
    sound: str,
) -> Signs:
    """What is to be told of the stretch `here`, in which the pictures of `run` agree along `line`.

    `cells` (16,) of either curve: weights of those where the one picture lies in the other.
    """
    first, last = (float(one.seconds[run.sightings[n].here]) for n in (0, -1))
    begin, end = unbroken(one, other, line, first, last)
    before = first - begin - _SAMPLE if run.before is not None else 0.0
    after = end - last - 2 * _SAMPLE if run.after is not None else 0.0
    around = max(begin + _RIM, here[0] - BEYOND), min(end - _RIM, here[1] + BEYOND)
    return Signs(
        _movement(one, other, line, around, cells),
        max(0.0, before) + max(0.0, after),
        sound,
    )


def _movement(
    one: Recording, other: Recording, line: Line, here: tuple[float, float], cells: tuple[Floats, Floats]
) -> Movement | None:
    if one.motion is None or other.motion is None or here[1] - here[0] < SHORTEST:
        return None
    there = line.there(here[0]), line.there(here[1])
    change = min(mean_change(one.motion, here, cells[0]), mean_change(other.motion, there, cells[1]))
    return Movement(along(one.motion, other.motion, here, line, cells), here[1] - here[0], change)


def copy_probability(alike: float, told: Signs) -> float:
    """That a stretch is a copy, where its pictures are the same place with probability `alike`.

    Three rivals by Bayes' rule: a copy, another take of the place, and pictures that are not alike at all.
    What `told` says for the first it says against both others, for neither moves as a copy does: so a
    stretch of few pictures in which all moves alike is a copy, too.
    """
    odds = min(alike, _MOST_SURE) / (1 - min(alike, _MOST_SURE))
    copied = odds * PRIOR * math.exp(log_ratio(told))
    return min(_MOST_SURE, copied / (copied + odds * (1 - PRIOR) + 1))


def log_ratio(told: Signs) -> float:
    """How much likelier what is told is of one take than of two: the logarithm of the ratio.

    Of movement, fitted together with the seconds apart (`python -m benchmarks.match_copies --fit`) on 257
    stretches of copies, every edit of the bench, and 486 of other takes of their places, of development seeds
    3000 and 5000; of sound, by judgement. Of real takes of one place it says nothing: none was at hand.
    """
    agrees, tells, apart = features(told)
    return _SOUND.get(told.sound, 0.0) + _MOVEMENT * (agrees - _AGREES * tells) - _APART * apart


def features(told: Signs) -> tuple[float, float, float]:
    """What is weighed: how well movement agrees times how much it tells; how much it tells; seconds apart.

    How well: the inverse hyperbolic tangent of the correlation.
    """
    apart = min(told.apart, _MOST_APART)
    if told.movement is None:
        return 0.0, 0.0, apart
    seconds, lively = told.movement.seconds / _LONG, told.movement.change / _LIVELY
    tells = min(1.0, seconds) * min(1.0, lively**2)
    return tells * math.atanh(min(max(told.movement.correlation, _LEAST), _MOST)), tells, apart
