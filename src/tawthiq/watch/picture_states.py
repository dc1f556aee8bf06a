"""Stretches without a moving picture: black, frozen, a test card."""

from collections.abc import Iterable
from typing import ClassVar

import cv2
import numpy as np

from tawthiq.media.analyser import Finding, Heard, Luma, Picture, Seen, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.value import Term
from tawthiq.watch.stretches import drafted, stretches

_STEP_SECONDS = 0.1
_BLACK_MEAN, _BLACK_SPREAD = 24.0, 4.0
"""Of 16-235. Night is darker than it looks, but it has noise and lights; a covered lens has neither."""

_SAME = 0.25
"""Mean change a pixel: codecs ripple by a tenth, sensors by one and more."""

_FLAT = 2.5
_BARS_SPREAD, _BARS_LEVELS = 25.0, 4
_LEAST_SECONDS = {"black": 0.5, "frozen": 2.0, "test-card": 1.0}


class PictureStates:
    """A "picture.state" for each stretch: black for half a second, frozen for two, a test card for one."""

    name: ClassVar = "tawthiq.picture-states"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._seconds: list[float] = []
        self._states: dict[str, list[bool]] = {state: [] for state in _LEAST_SECONDS}
        self._last: Picture | None = None

    def wants(self, probe: Probe) -> Wants:
        """Every frame, small."""
        return Wants() if probe.is_still or probe.video is None else Wants(luma=Luma(80))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Look at ten frames a second."""
        time = seen.second
        if seen.luma is None or (self._seconds and time < self._seconds[-1] + _STEP_SECONDS):
            return ()
        black, card = _is_black(seen.luma), _is_test_card(seen.luma)
        frozen = _is_same(self._last, seen.luma) and not black and not card
        self._last = seen.luma
        self._seconds.append(time)
        for state, is_so in (("black", black), ("frozen", frozen), ("test-card", card and not black)):
            self._states[state].append(is_so)
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The stretches."""
        if not self._seconds:
            return
        seconds = np.array(self._seconds, np.float64)
        for state, least in _LEAST_SECONDS.items():
            flags = np.array(self._states[state], bool)
            for _, span in stretches(seconds, flags, least, 0.0):
                yield drafted("picture.state", Term(state), span)


def _is_black(luma: Picture) -> bool:
    mean, spread = cv2.meanStdDev(luma)
    return float(mean[0, 0]) < _BLACK_MEAN and float(spread[0, 0]) < _BLACK_SPREAD


def _is_same(last: Picture | None, luma: Picture) -> bool:
    if last is None or last.shape != luma.shape:
        return False
    return cv2.mean(cv2.absdiff(last, luma))[0] < _SAME


def _is_test_card(luma: Picture) -> bool:
    """One colour, or upright bars of at least four brightnesses in the upper half (as SMPTE's and EBU's)."""
    upper = luma[: max(2, luma.shape[0] // 2)]
    bars = cv2.reduce(upper, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F)
    departure = cv2.absdiff(upper.astype(np.float32), np.repeat(bars, len(upper), axis=0))
    if cv2.mean(departure)[0] > _FLAT:
        return False
    spread = float(cv2.meanStdDev(luma)[1][0, 0])
    if spread < _FLAT:
        return True
    levels = len(np.unique(np.round(bars / 8)))
    steps = np.abs(np.diff(bars[0]))
    is_stepped = np.count_nonzero(steps > _FLAT) < len(steps) / 3  # bars, not a gradient
    return bool(bars.std() > _BARS_SPREAD and levels >= _BARS_LEVELS and is_stepped)
