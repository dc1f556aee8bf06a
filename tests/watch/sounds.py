"""Invented sounds at 16 kHz, and what an analyser says of them."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Analyser, Finding, Heard, Watched
from tawthiq.record.draft import Draft
from tawthiq.record.selector import Seconds
from tawthiq.record.value import Quantity
from tawthiq.watch.windows import SOUND_RATE

Wave = npt.NDArray[np.float64]


def seconds(length: float) -> Wave:
    return np.arange(round(length * SOUND_RATE)) / SOUND_RATE


def hiss(length: float, level: float, seed: int = 1) -> Wave:
    return level * np.random.default_rng(seed).standard_normal(len(seconds(length)))


def with_bangs(bed: Wave, onsets: Sequence[float], level: float, fade: float = 0.06) -> Wave:
    """`bed` with a bang at each onset: noise that dies away."""
    random = np.random.default_rng(2)
    mixed = bed.copy()
    for onset in onsets:
        at = round(onset * SOUND_RATE)
        time = np.arange(min(SOUND_RATE, len(bed) - at)) / SOUND_RATE
        mixed[at : at + len(time)] += level * random.standard_normal(len(time)) * np.exp(-time / fade)
    return mixed


def played(analyser: Analyser, wave: Wave) -> list[Finding]:
    found: list[Finding] = []
    block = SOUND_RATE // 2
    for at in range(0, len(wave), block):
        samples = wave[at : at + block].astype(np.float32)
        found += analyser.hear(Heard(Fraction(at, SOUND_RATE), SOUND_RATE, samples))
    return [*found, *analyser.finish(Watched(Fraction(len(wave), SOUND_RATE)))]


def spans(found: Sequence[Finding], term: str) -> list[tuple[float, float, float]]:
    """Start, end and score of each finding of that property."""
    drafts = [d for d in found if isinstance(d, Draft) and d.property == term]
    return [
        (float(s.start), float(s.end or 0), float(d.value.amount))
        for d in drafts
        for s in d.selectors
        if isinstance(s, Seconds) and isinstance(d.value, Quantity)
    ]
