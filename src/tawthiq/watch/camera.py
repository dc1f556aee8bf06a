"""How the camera is held, and where it is too dark to see much.

The shift from frame to frame is that of the means of its columns and of its rows, after the integral
projections of Sauer and Schwartz (1996): two lines instead of a picture, so it costs next to nothing. It
sees how the whole picture moves; what moves inside it lowers only how sure it is.
"""

from collections.abc import Iterable, Iterator
from typing import ClassVar

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Finding, Heard, Luma, Picture, Seen, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column, Quantity
from tawthiq.record.value import Term
from tawthiq.record.vocabulary import CAMERA_MOTIONS
from tawthiq.record.written import rounded
from tawthiq.watch.stretches import Times, drafted, stretches

_Lines = npt.NDArray[np.float32]
"""(frames, places): one line of means a frame."""

_STEP_SECONDS = 0.03
"""Frames nearer than this to the one before are passed over: a hand does not shake faster."""

_BATCH = 128
"""Frames measured at a time: twice as fast as 32, for the work is many small steps."""

_WINDOW_SECONDS = 0.5
_REACH = 0.125
"""The largest shift looked for, as a part of the picture's side."""

_FLAT = 1.0
"""Levels squared: lines that differ by less from their own shifted selves show nothing to follow."""

_SURE = 0.3
_FIXED, _MOVING, _SHAKY = 3.0, 12.0, 28.0
"""Percent of the picture a second. Two tenths of a place, which is what noise moves a fixed picture by, are
some 3 at 30 frames a second; at 28 of shake a 1/60 s exposure smears details by half a percent."""

_VOTES = 5
_LEAST_SECONDS = 2.0
_DARK = 34.0
"""Mean brightness, of 16-235: at a tenth of the way from black to white faces cannot be told."""

_COLUMNS = (
    Column("seconds", "s"),
    Column("right", "%/s"),
    Column("down", "%/s"),
    Column("shake", "%/s"),
    Column("sure", "1"),
)


class Camera:
    """A track "track.camera", two rows a second; "camera.motion" and "picture.dark" over stretches."""

    name: ClassVar = "tawthiq.camera"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._waiting: list[Picture] = []
        self._times: list[float] = []
        self._last = (np.empty((0, 0), np.float32), np.empty((0, 0), np.float32))
        self._measured: list[npt.NDArray[np.float64]] = []

    def wants(self, probe: Probe) -> Wants:
        """Every frame, small."""
        return Wants() if probe.is_still or probe.video is None else Wants(luma=Luma(80))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Keep a frame for the next batch."""
        time = float(seen.time)
        if seen.luma is None or (self._times and time < self._times[-1] + _STEP_SECONDS):
            return ()
        if self._waiting and seen.luma.shape != self._waiting[0].shape:
            self._measure()
        self._waiting.append(seen.luma)
        self._times.append(time)
        if len(self._waiting) >= _BATCH:
            self._measure()
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The track, and what it comes to."""
        self._measure()
        if not self._measured:
            return
        steps = np.concatenate(self._measured)
        track = _windows(np.array(self._times, np.float64), steps)
        if not len(track):
            return
        seconds, right, down, shake, sure = track.T[:5]
        measures = tuple(each.astype(np.float32) for each in (right, down, shake, sure))
        yield Table("track.camera", _COLUMNS, (seconds.copy(), *measures))
        yield from _motions(track)
        dark = track[:, 5] < _DARK
        for rows, span in stretches(track[:, 0], dark, _LEAST_SECONDS, _WINDOW_SECONDS):
            yield drafted("picture.dark", Quantity(rounded(track[rows, 5].mean(), 0), "1"), span)

    def _measure(self) -> None:
        """Adds a row a waiting frame: shift right, down (parts of a side), sureness, brightness."""
        if not self._waiting:
            return
        # cv2.reduce is ten times as fast as numpy's mean along the last axis of bytes
        columns = np.concatenate([cv2.reduce(p, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F) for p in self._waiting])
        rows = np.concatenate([cv2.reduce(p, 1, cv2.REDUCE_AVG, dtype=cv2.CV_32F).T for p in self._waiting])
        self._waiting = []
        right, sure_right = _shifts(_joined(self._last[0], columns))
        down, sure_down = _shifts(_joined(self._last[1], rows))
        self._last = columns[-1:], rows[-1:]
        sure = np.minimum(sure_right, sure_down)
        self._measured.append(np.stack([right, down, sure, columns.mean(axis=1)], axis=1))


def _joined(last: _Lines, lines: _Lines) -> _Lines:
    """The line before the first, or the first itself, and all lines."""
    return np.concatenate([last if last.shape[1] == lines.shape[1] else lines[:1], lines])


def _shifts(lines: _Lines) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """How far each line is shifted from the one before, as a part of its length; and how sure, 0-1."""
    count, length = lines.shape[0] - 1, lines.shape[1]
    reach = max(2, round(length * _REACH))
    if length < 4 * reach:
        return np.zeros(count), np.zeros(count)
    level = lines - lines.mean(axis=1, keepdims=True)  # brighter is not moved
    here = level[1:, reach:-reach]
    misfits = np.stack(
        [
            np.square(here - level[:-1, reach - s : length - reach - s]).mean(axis=1)
            for s in range(-reach, reach + 1)
        ],
        axis=1,
    )
    best = misfits[:, 1:-1].argmin(axis=1) + 1
    index = np.arange(count)
    low, least, high = (misfits[index, best + step].astype(np.float64) for step in (-1, 0, 1))
    bend = low - 2 * least + high
    fine = np.divide(low - high, 2 * bend, out=np.zeros(count), where=bend > 0)
    usual = misfits.mean(axis=1)
    sure = np.where(usual > _FLAT, np.clip(1 - 2 * least / np.maximum(usual, _FLAT), 0, 1), 0)
    return (best - reach + fine) / length, sure


def _windows(times: Times, steps: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Rows of seconds, right, down, shake (%/s), sureness and brightness, one every half second."""
    numbers = np.floor(times / _WINDOW_SECONDS).astype(int)
    elapsed = np.diff(times, prepend=times[0] - 1)
    speeds = 100 * steps[:, :2] / elapsed[:, None]
    rows = []
    for number in np.unique(numbers):
        inside = numbers == number
        known = inside & (steps[:, 2] >= _SURE)
        known[0] = False  # nothing comes before the first frame
        enough = np.count_nonzero(known) >= 2
        mean = speeds[known].mean(axis=0) if enough else np.zeros(2)
        shake = float(np.sqrt(np.square(speeds[known] - mean).sum(axis=1).mean())) if enough else 0.0
        sure = float(steps[inside, 2].mean()) if enough else 0.0
        bright = float(steps[inside, 3].mean())
        rows.append((number * _WINDOW_SECONDS, float(mean[0]), float(mean[1]), shake, sure, bright))
    return np.array(rows, np.float64).reshape(-1, 6)


def _motions(track: npt.NDArray[np.float64]) -> Iterator[Finding]:
    """One term a stretch: what most of the windows around say, of those that are sure."""
    known = track[:, 4] >= _SURE
    total = np.hypot(np.hypot(track[:, 1], track[:, 2]), track[:, 3])
    kinds = np.where(
        track[:, 3] > _SHAKY,
        3,
        np.where(total < _FIXED, 0, np.where(np.hypot(track[:, 1], track[:, 2]) > _MOVING, 2, 1)),
    )
    votes = np.stack([_moving_sum(known & (kinds == kind)) for kind in range(len(CAMERA_MOTIONS))])
    chosen = np.where(votes.sum(axis=0) > 0, votes.argmax(axis=0), -1)
    for kind, term in enumerate(CAMERA_MOTIONS):
        for _, span in stretches(track[:, 0], chosen == kind, _LEAST_SECONDS, _WINDOW_SECONDS):
            yield drafted("camera.motion", Term(term), span)


def _moving_sum(flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    return np.convolve(flags.astype(np.float64), np.ones(_VOTES), "same")[: len(flags)]
