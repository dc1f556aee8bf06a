"""Where one shot ends and another begins, from brightness alone.

A cut is a change that is large, larger than the frames around it change, lasting, and of nearly everything.
The second keeps out a shaking or sweeping hand, whose every frame differs; the third a flash, after which all
is as before; the last a light that stays on, or somebody who steps before the lens (`watch.continuity`).
A jump within one scene, the camera where it was, is therefore not told.
The idea of comparing with the neighbourhood is that of PySceneDetect's AdaptiveDetector.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Picture
from tawthiq.watch.continuity import continuity
from tawthiq.watch.recent import recent

Moment = TypeVar("Moment")
_Looks: TypeAlias = npt.NDArray[np.float32]
"""One row a frame, so scaled that the sum of absolute differences of two rows is their change."""

_NEIGHBOURS = 8
"""Frames on either side with which a change is compared: a third of a second of ordinary video."""

_BATCH = 32
_LEAST_CHANGE = 0.15
_TIMES_NEIGHBOURS = 3.0
_LASTING = 0.6
_FLASH_FRAMES = 2
_GOES_ON = 0.4
"""How much of a picture goes on within a shot (`watch.continuity`). Of 124 cuts of invented and real footage
the most is .29; of what passes for a cut by all else, but for a van driven through, the least is .42."""

_BINS = 32
_GRID = 8
_GRID_RANGE = 64
"""Levels of brightness by which all of the grid must change to weigh as much as an all-new histogram."""


@dataclass(frozen=True, slots=True)
class Cut(Generic[Moment]):
    """The first frame of a new shot, by the moment it was given with; `score` 0-1 is not a probability."""

    moment: Moment
    score: float


class CutDetector(Generic[Moment]):
    """Give it every frame in order; it answers in batches, for code that stays in cache costs a third.

    Unless it is `sure`, which costs as much again where much changes, it takes a light that stays on and
    somebody before the lens for cuts too.
    """

    def __init__(self, *, sure: bool = True) -> None:
        self._sure = sure
        self._waiting: list[Picture] = []
        self._lumas: list[Picture] = []
        self._moments: list[Moment] = []
        self._looks: _Looks = np.empty((0, _BINS + _GRID**2), np.float32)
        self._changes = np.empty(0, np.float32)
        self._judged = 0

    def add(self, moment: Moment, luma: Picture) -> Sequence[Cut[Moment]]:
        """One more frame; the cuts that can be told by now."""
        self._moments.append(moment)
        self._waiting.append(luma)
        return self._judge(_NEIGHBOURS) if len(self._waiting) >= _BATCH else ()

    def finish(self) -> Sequence[Cut[Moment]]:
        """There are no more frames; the cuts among the last."""
        return self._judge(0)

    def _judge(self, left_open: int) -> list[Cut[Moment]]:
        """Judge all frames but the last `left_open`, and forget those no longer needed."""
        self._look()
        end = max(self._judged, len(self._moments) - left_open)
        candidates = np.flatnonzero(self._changes[self._judged : end] >= _LEAST_CHANGE) + self._judged
        cuts = [cut for place in candidates for cut in self._cut(int(place))]
        first = max(0, end - _NEIGHBOURS - 1)
        self._moments, self._lumas = self._moments[first:], self._lumas[first:]
        self._looks, self._changes = self._looks[first:], self._changes[first:]
        self._judged = end - first
        return cuts

    def _look(self) -> None:
        if self._waiting:
            known = len(self._looks)
            self._looks = np.concatenate([self._looks, _looked(self._waiting)])
            steps = np.abs(np.diff(self._looks[max(0, known - 1) :], axis=0)).sum(axis=1)
            first = [] if known else [0.0]  # nothing comes before the first frame
            self._changes = np.concatenate([self._changes, np.array(first, np.float32), steps])
            self._lumas += self._waiting
            self._waiting = []

    def _cut(self, place: int) -> list[Cut[Moment]]:
        change = float(self._changes[place])
        around = self._changes[max(1, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1]
        others = np.delete(around, min(place - 1, _NEIGHBOURS))
        usual = float(np.median(others)) if len(others) else 0.0
        lasting = self._lasting(place)
        if change <= _TIMES_NEIGHBOURS * usual or lasting <= _LASTING * change:
            return []
        if self._sure and continuity(self._lumas[max(0, place - 1)], self._lumas[place]) >= _GOES_ON:
            return []
        return [Cut(self._moments[place], lasting / (lasting + _TIMES_NEIGHBOURS * usual + 0.05))]

    def _lasting(self, place: int) -> float:
        """The least change from just before to just after, a flash's length left out on either side."""
        before = self._looks[[max(0, place - 1), max(0, place - 1 - _FLASH_FRAMES)]]
        after = self._looks[[place, min(len(self._looks) - 1, place + _FLASH_FRAMES)]]
        return float(np.abs(before[:, None] - after[None, :]).sum(axis=2).min())


@recent
def _looked(lumas: Sequence[Picture]) -> _Looks:
    """How each frame looks: how much of it is how bright, and how bright it is where."""
    histograms = np.stack([cv2.calcHist([luma], [0], None, [_BINS], [0, 256]).ravel() for luma in lumas])
    sizes = np.array([[4 * luma.size] for luma in lumas], np.float32)
    grids = _grids(lumas).reshape(len(lumas), -1) / np.float32(2 * _GRID_RANGE * _GRID**2)
    return np.concatenate([histograms / sizes, grids], axis=1, dtype=np.float32)


def _grids(lumas: Sequence[Picture]) -> Picture:
    """The means of 8 × 8 cells of each, one below the other."""
    height, width = lumas[0].shape
    if min(height, width) >= _GRID and all(luma.shape == (height, width) for luma in lumas):
        # a whole number of pixels a cell is four times as fast, and one call for all three times
        lumas = [np.concatenate([luma[: height - height % _GRID, : width - width % _GRID] for luma in lumas])]
        return _reduced(lumas[0], lumas[0].shape[0] // (height // _GRID))
    return np.concatenate([_reduced(luma, _GRID) for luma in lumas])


def _reduced(luma: Picture, rows: int) -> Picture:
    return np.asarray(cv2.resize(luma, (_GRID, rows), interpolation=cv2.INTER_AREA), np.uint8)
