"""A weak hint that a voice chants or recites: overtones of a voice held longer than speech holds them.

No recording of recitation or of a call to prayer could be obtained to measure this on. So its score is never
over 0.5, it is inferred and not measured, and singing, a horn, a flute or a propeller that speeds up give the
same hint. Where a siren or an engine is louder it is not heard, as a person hardly would.
"""

from collections.abc import Iterable
from typing import ClassVar

import numpy as np
from scipy.ndimage import uniform_filter1d

from tawthiq.media.analyser import Finding, Watched
from tawthiq.record.measure import Quantity
from tawthiq.record.statement import Method
from tawthiq.record.written import rounded
from tawthiq.watch.ridges import HERTZ, LOWEST_HZ, STEP, Measures, RidgeListener, Ridges
from tawthiq.watch.stretches import bridged, drafted, stretches

_HELD = round(0.38 / STEP)
"""Steps that a tone goes on; vowels of speech last a tenth of a second or two."""

_PITCHES_HZ = (100, 430)
"""How far overtones lie apart: the pitch of a voice."""

_HIGHEST_HZ = 2400
_AS_LOUD_DB = 12.0
"""Overtones of one voice side by side; a siren and its echo differ by more."""

_SPAN = round(6 / STEP)
_SHARE = 0.3
_MOVES = 0.04
"""Octaves by which the lowest overtone strays, or it is a horn or a hum."""

_LEAST_SECONDS = 5.0
_GAP_SECONDS = 4.0
_MOST = 0.5


class Chant(RidgeListener):
    """A "sound.chant" for each stretch of five seconds or more: a weak hint, and inferred."""

    name: ClassVar = "tawthiq.chant"
    version: ClassVar = "2"

    def told(self, ridges: Ridges) -> Measures:
        """A row a step: whether two overtones of a voice are held there, and where the lower one is."""
        all_held = ridges.lasting(_HELD)
        several = np.count_nonzero(all_held, axis=1) > 1  # few steps of most sound: the rest is not looked at
        held, level = all_held[several], ridges.level[several]
        top = round((_HIGHEST_HZ - LOWEST_HZ) / HERTZ)
        lower = np.zeros(all_held.shape, bool)[:, :top]
        found = lower[several]
        for apart in range(*(round(hertz / HERTZ) for hertz in _PITCHES_HZ)):
            near = np.abs(level[:, :-apart] - level[:, apart:]) <= _AS_LOUD_DB
            both = held[:, :-apart] & held[:, apart:] & near
            found |= both[:, :top]
        lower[several] = found
        return np.stack([lower.any(axis=1), np.log2(LOWEST_HZ + lower.argmax(axis=1) * HERTZ)], axis=1)

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The stretches."""
        heard = self.heard()
        if heard is None:
            return
        seconds, told = heard
        score = _scores(told[:, 0], told[:, 1])
        hinted = bridged(seconds, score >= _SHARE, _GAP_SECONDS)
        for rows, span in stretches(seconds, hinted, _LEAST_SECONDS, STEP):
            weight = Quantity(rounded(min(_MOST, float(score[rows].mean())), 2), "1")
            yield drafted("sound.chant", weight, span, Method.INFERRED)


def _scores(is_held: Measures, pitch: Measures) -> Measures:
    """0-1 a step: how much of the six seconds around is held; 0 where that does not move."""
    share = uniform_filter1d(is_held, _SPAN, mode="nearest")
    there = np.maximum(share, 1e-9)
    mean = uniform_filter1d(pitch * is_held, _SPAN, mode="nearest") / there
    square = uniform_filter1d(pitch**2 * is_held, _SPAN, mode="nearest") / there
    return np.where(np.sqrt(np.maximum(square - mean**2, 0)) >= _MOVES, share, 0.0)
