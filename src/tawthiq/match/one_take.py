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

PRIOR = 0.75
"""Share of the stretches whose pictures agree that are copies; a guess, on the side of saying so."""

_MOVEMENT, _AGREES = 7.64, 0.989
"""Weight of a correlation's inverse hyperbolic tangent, and the one that speaks for neither: of 0.76."""

_LEAST, _MOST = -0.5, 0.99
"""Correlations beyond which no more is to be learnt."""

_LONG, _LIVELY = 6.0, 4.0
"""Seconds, and levels of change, from which movement tells all that it can. Under that in proportion to the
seconds, and to the square of the levels: coding, and a screen filmed again, change pictures too."""

_APART, _MOST_APART = 2.1, 2.0
"""Weight of a second apart, and how many count: a cross-fade is no cut, and compilations have them."""

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


def one_take(told: Signs) -> float:
    """The probability that a stretch was taken once, given that its pictures agree.

    The sum of log-likelihood ratios: of movement, fitted together with the seconds apart on 232 stretches of
    copies (every edit of the bench) and 569 of other takes of their places, of development seeds and of a
    small drill; of sound, by judgement. Of real takes of one place it says nothing: none was at hand.
    """
    score = math.log(PRIOR / (1 - PRIOR)) + _SOUND.get(told.sound, 0.0)
    score += _of_movement(told.movement) - _APART * min(told.apart, _MOST_APART)
    return 1 / (1 + math.exp(-score))


def _of_movement(movement: Movement | None) -> float:
    if movement is None:
        return 0.0
    tells = min(1.0, movement.seconds / _LONG) * min(1.0, (movement.change / _LIVELY) ** 2)
    return _MOVEMENT * tells * (math.atanh(min(max(movement.correlation, _LEAST), _MOST)) - _AGREES)
