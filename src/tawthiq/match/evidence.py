"""What the evidence of a run is worth: is it the moment or only the place, and how likely is it at all."""

import math
from collections.abc import Sequence

import numpy as np

from tawthiq.match.aligning import FEWEST_POINTS, Run
from tawthiq.match.recording import Curve, Recording
from tawthiq.match.sighting import GOOD_QUALITY, Sighting, look

_ASIDE = (2, -2, 3, -3)
"""Pictures beside the line that are looked at: a moving camera shows something else there."""

_ASKED = 5
_SAME_PLACE = 4.0
_SAME_SIZE = 0.06
_MOST_BESIDE = 0.5

_CURVE, _CURVE_SHORT = 0.45, 0.9
"""A curve agrees from 0.45 + 0.9 / seconds: short ones agree by chance."""

_STILL, _MOST_STILL = 0.6, 0.8
"""Levels by which the liveliest cell of a picture that stands still changes at most, in this share of its
frames. Coding alone changed title cards by 0.2; an invented standing camera's street changed by 5 and more, a
dot wandering over a still wall by 2.7."""

_END = 0.5
_LONG_SOUND = 8.0
"""Seconds."""

_SLOPE, _CONSTANT = 2.68, -4.07
_MOST_SURE = 0.999
"""What was never seen to fail, in a hundred cases, is not certain."""


def has_evidence(recording: Recording) -> bool:
    """Whether any picture has enough structure to be known again: not all blank, dark or title cards."""
    points = any(len(p) >= FEWEST_POINTS for p in recording.points)
    return points or bool((recording.quality >= GOOD_QUALITY).any())


def moment(
    one: Recording,
    other: Recording,
    run: Run,
    here: tuple[float, float],
    correlation: float,
    sound: str,
) -> str:
    """Why the run, seconds `here`, shows one moment and not two of one place; empty where nothing says so.

    A picture that stands still within a film - a title card, an intro - has no moment, and is put before a
    hundred films; only long sound can tell.
    """
    seconds = here[1] - here[0]
    there = run.line.there(here[0]), run.line.there(here[1])
    if _stands(one.motion, here) or _stands(other.motion, there):
        return "sound agrees" if sound == "same" and seconds >= _LONG_SOUND else ""
    if correlation >= _CURVE + _CURVE_SHORT / max(seconds, 1.0):
        return "movement agrees"
    if sound == "same":
        return "sound agrees"
    beside = _beside(one, other, run)
    if beside is not None and beside <= _MOST_BESIDE:
        return "the camera moves"
    return ""


def _stands(motion: Curve | None, stretch: tuple[float, float]) -> bool:
    """Whether nothing moves within `stretch`, its ends left out, where a cut may lie."""
    if motion is None:
        return False
    margin = min(_END, (stretch[1] - stretch[0]) / 4)
    inside = (motion.seconds > stretch[0] + margin) & (motion.seconds < stretch[1] - margin)
    change = motion.values[inside].max(axis=1)
    return bool(len(change)) and float(np.quantile(change, _MOST_STILL)) < _STILL


def _beside(one: Recording, other: Recording, run: Run) -> float | None:
    """The share of pictures beside the line that show the same at the same place; None: there are none."""
    seen = 0
    tried = 0
    for sighting in _evenly(run.sightings):
        for aside in _ASIDE:
            there = sighting.there + aside
            if 0 <= there < len(other.seconds) and other.frame(there) == other.frame(sighting.there):
                tried += 1
                found = look(one, other, sighting.here, there, mirror=sighting.mirror)
                seen += found is not None and _same_placement(one, sighting, found)
    return seen / tried if tried else None


def _evenly(sightings: Sequence[Sighting]) -> Sequence[Sighting]:
    return sightings[:: max(1, len(sightings) // _ASKED)][:_ASKED]


def _same_placement(one: Recording, a: Sighting, b: Sighting) -> bool:
    centre = np.array([[one.width / 2, one.height / 2]])
    away = float(np.linalg.norm(a.placement.at(centre) - b.placement.at(centre)))
    return away <= _SAME_PLACE and abs(math.log(a.placement.scale / b.placement.scale)) <= _SAME_SIZE


def weight_of(run: Run) -> float:
    """How much a run is worth: its sightings by agreeing blocks and places, and what was tried in vain."""
    each = [
        max(0.0, s.agreement.share - 0.45)
        * min(s.agreement.agreeing, 40) ** 0.5
        * min(s.placement.cells or 12, 30) ** 0.5
        for s in run.sightings
    ]
    return math.fsum(each) * len(run.sightings) / run.looked


def probability(weight: float) -> float:
    """That a run said to be a copy is one, at these seconds, by its weight.

    A logistic curve over the logarithm of the weight, fitted (`python -m benchmarks.match_copies --seed 5000
    --fit`) on what was said to be a copy in 17 kinds of edited copies of one drawn street, in excerpts of one
    to three pictures of them, and in 12,075 pairs of unrelated videos, a quarter under one banner and some
    behind one intro: 168 stretches, 163 of them right. Of footage of real attacks it says nothing.
    """
    if weight <= 0:
        return 0.0
    return min(_MOST_SURE, 1 / (1 + math.exp(-(_SLOPE * math.log(weight) + _CONSTANT))))
