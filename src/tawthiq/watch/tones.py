"""Sirens and other tones that sweep: one clear pitch, alone, that glides on and on.

A voice that is held has ridges too, but several beside one another; a siren's overtones are far from it.
Among voices it is told by how far it glides without one that goes along with it, as a voice's overtones do.
"""

from collections.abc import Iterable
from typing import ClassVar, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.ndimage import maximum_filter1d, median_filter, minimum_filter1d, uniform_filter1d

from tawthiq.media.analyser import Finding, Watched
from tawthiq.record.measure import Quantity
from tawthiq.record.written import rounded
from tawthiq.watch.ridges import HERTZ, LOWEST_HZ, STEP, Measures, RidgeListener, Ridges
from tawthiq.watch.stretches import Flags, bridged, drafted, stretches

_Bins: TypeAlias = npt.NDArray[np.intp]
"""A bin a step."""

_LOW_HZ, _HIGH_HZ = 450, 1800
"""Where a siren's fundamental is (ISO 7731: the loudest parts are between 500 and 2,500 Hz)."""

_UNBROKEN = round(0.75 / STEP)
_BESIDE_STEPS = round(0.3 / STEP)
_BESIDE_BINS = range(4, round(430 / HERTZ) + 1)
"""A voice's overtones are as far apart as its pitch is high."""

_ALONE_DB = 3.0
_ALONG_DB, _ALONG_STEPS = 4.5, round(0.25 / STEP)
"""How much less loud, and how long beside it, what goes along with a tone is at least."""

_GLIDES = 0.35
"""Octaves that a tone glides in one go among voices: what is sung glides less, or its overtones go along."""

_JUMP_BINS = 2
_SPAN = round(3 / STEP)
_SHARE = 0.4
_SWEEPS = 0.1
"""Octaves that the pitch ranges over, or it is a whistle or a beep."""

_LEAST_SECONDS = 3.0
_GAP_SECONDS = 4.0


class Tones(RidgeListener):
    """A "sound.siren" for each stretch of three seconds or more; its score is not a probability."""

    name: ClassVar = "tawthiq.tones"
    version: ClassVar = "3"

    def told(self, ridges: Ridges) -> Measures:
        """A row a step: whether a tone stands alone there, and its pitch in octaves."""
        low, high = (round((hertz - LOWEST_HZ) / HERTZ) for hertz in (_LOW_HZ, _HIGH_HZ))
        lasting = ridges.lasting(_UNBROKEN)[:, low:high]
        loudest = low + np.where(lasting, ridges.level[:, low:high], -np.inf).argmax(axis=1)
        steps = np.arange(len(loudest))
        margin = ridges.level[steps, loudest] - _loudest_beside(ridges, loudest)
        is_there, pitch = np.asarray(lasting.any(axis=1)), np.log2(LOWEST_HZ + loudest * HERTZ)
        glides = (_spans(loudest, is_there, pitch) >= _GLIDES) & ~_is_accompanied(ridges, loudest)
        return np.stack([is_there & ((margin >= _ALONE_DB) | glides), pitch], axis=1)

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The stretches."""
        heard = self.heard()
        if heard is None:
            return
        seconds, told = heard
        score = _scores(told[:, 0], told[:, 1])
        is_siren = bridged(seconds, score >= _SHARE, _GAP_SECONDS)
        for rows, span in stretches(seconds, is_siren, _LEAST_SECONDS, STEP):
            yield drafted("sound.siren", Quantity(rounded(float(score[rows].mean()), 2), "1"), span)


def _spans(bins: _Bins, is_there: Flags, pitch: Measures) -> Measures:
    """At each step the octaves over which the tone there goes without a break or a jump."""
    begins = (np.abs(np.diff(bins)) > _JUMP_BINS) | (is_there[1:] != is_there[:-1])
    first = np.flatnonzero(np.concatenate([[True], begins])[: len(bins)])
    if not len(first):
        return np.zeros(0)
    spans = np.maximum.reduceat(pitch, first) - np.minimum.reduceat(pitch, first)
    return np.repeat(spans, np.diff(first, append=len(bins)))


def _is_accompanied(ridges: Ridges, bins: _Bins) -> Flags:
    """Where for some time another ridge, about as loud, stays as far beside that in each step's `bins`."""
    other = np.where(ridges.lasting(_BESIDE_STEPS), ridges.level, -np.inf)
    near = maximum_filter1d(other, 3, axis=1)  # a bin more or less is as far
    steps, last = np.arange(len(bins)), other.shape[1] - 1
    least = ridges.level[steps, bins] - _ALONG_DB
    places = (bins + side * (far + 1) for far in _BESIDE_BINS for side in (-1, 1))
    is_near = np.stack([near[steps, np.clip(place, 0, last)] >= least for place in places], axis=1)
    along = minimum_filter1d(is_near.view(np.uint8), _ALONG_STEPS, axis=0)
    around = maximum_filter1d(along, _ALONG_STEPS, axis=0, origin=-1)  # each of those steps
    return np.asarray(around.any(axis=1))


def _loudest_beside(ridges: Ridges, bins: _Bins) -> Measures:
    """The level of the loudest other ridge near that in each step's `bins`, in dB."""
    other = np.where(ridges.lasting(_BESIDE_STEPS), ridges.level, -np.inf)
    steps, last = np.arange(len(bins)), other.shape[1] - 1
    sides = (np.clip(bins + side * far, 0, last) for far in _BESIDE_BINS for side in (-1, 1))
    return np.asarray(np.max([other[steps, place] for place in sides], axis=0), np.float64)


def _scores(is_alone: Measures, pitch: Measures) -> Measures:
    """0-1 a step: how much of the three seconds around is one gliding tone; 0 where it does not sweep."""
    share = uniform_filter1d(is_alone, _SPAN, mode="nearest")
    there = np.maximum(share, 1e-9)
    smooth = median_filter(pitch, 3) * is_alone
    mean = uniform_filter1d(smooth, _SPAN, mode="nearest") / there
    square = uniform_filter1d(smooth**2 * is_alone, _SPAN, mode="nearest") / there
    spread = np.sqrt(np.maximum(square - mean**2, 0))
    return np.where(spread * 2 >= _SWEEPS, share, 0.0)
