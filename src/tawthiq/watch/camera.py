"""How the camera is held, and where it is too dark to see much.

The shift from frame to frame is that of the means of its columns and of its rows, after the integral
projections of Sauer and Schwartz (1996): two lines instead of a picture, so it costs next to nothing. It
sees how the whole picture moves; what moves inside it lowers only how sure it is.

Somebody walks where the picture grows for some seconds (`watch.growth`), as it does for who goes on, while it
goes up and down as often as people take steps; a car or a lens that zooms does the first alone.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Finding, Heard, Luma, Picture, Seen, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column, Quantity
from tawthiq.record.value import Term
from tawthiq.record.vocabulary import CAMERA_MOTIONS
from tawthiq.record.written import rounded
from tawthiq.watch.growth import growth
from tawthiq.watch.stretches import Flags, bridged, drafted, runs, stretches

_Lines: TypeAlias = npt.NDArray[np.float32]
"""(frames, places): one line of means a frame."""

_Rows: TypeAlias = npt.NDArray[np.float64]
"""A row a frame: seconds, speed right and down (%/s; NaN of the first), sureness, brightness. Or a row a
window: seconds, right, down, shake (%/s), sureness, brightness, growth (%/s, NaN where not known), and the
speed down in each of its tenths of a second (NaN where not known)."""

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

_PAIR_SECONDS, _PAIRS = 0.3, 2
"""Between the two frames by which it is told how fast the picture grows, in each second window: it costs."""

_GROWS, _GOES_ON = 5.5, 3.5
"""Percent a second, in the middle of four seconds: some 0.5 m/s between houses. A hand that stands and zooms
a little reached 5.5 nowhere in 1,459 drawn windows."""

_MIDDLE, _LEAST_KNOWN = 9, 3
_TENTHS, _TREAD_WINDOWS = 5, 8
_STEPS_HZ = (1.4, 2.4)
"""Steps a second of those who walk or hurry."""

_SLOWEST_HZ = 0.4
_TREADS = 0.25
"""Part of the movement up and down that must be as often as steps; of noise a fifth is."""

_WALK_SECONDS = _PAUSE_SECONDS = 3.0
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
    Column("growth", "%/s"),
)


class Camera:
    """A track "track.camera", two rows a second; "camera.motion" and "picture.dark" over stretches."""

    name: ClassVar = "tawthiq.camera"
    version: ClassVar = "2"

    def __init__(self) -> None:
        self._waiting: list[Picture] = []
        self._times: list[float] = []
        self._last = (np.empty((0, 0), np.float32), np.empty((0, 0), np.float32))
        self._last_time = math.nan
        self._steps: list[_Rows] = []
        self._from: tuple[float, Picture] | None = None
        self._pairs: dict[int, tuple[float, Picture, Picture]] = {}
        self._growth: dict[int, float] = {}
        self._windows: list[_Rows] = []

    def wants(self, probe: Probe) -> Wants:
        """Every frame, small."""
        return Wants() if probe.is_still or probe.video is None else Wants(luma=Luma(80))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Keep a frame for the next batch."""
        time = seen.second
        last = self._times[-1] if self._times else self._last_time
        if seen.luma is None or time < last + _STEP_SECONDS:
            return ()
        if self._waiting and seen.luma.shape != self._waiting[0].shape:
            self._measure()
        self._pair(time, seen.luma)
        self._waiting.append(seen.luma)
        self._times.append(time)
        if len(self._waiting) >= _BATCH:
            self._measure()
            self._work(time // _WINDOW_SECONDS)
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The track, and what it comes to."""
        self._measure()
        self._work(math.inf)
        if not self._windows:
            return
        track = np.concatenate(self._windows)
        seconds, right, down, shake, sure, _, grows = track.T[:7]
        measures = tuple(each.astype(np.float32) for each in (right, down, shake, sure, grows))
        yield Table("track.camera", _COLUMNS, (seconds.copy(), *measures))
        yield from _motions(track)
        dark = track[:, 5] < _DARK
        for rows, span in stretches(track[:, 0], dark, _LEAST_SECONDS, _WINDOW_SECONDS):
            yield drafted("picture.dark", Quantity(rounded(track[rows, 5].mean(), 0), "1"), span)

    def _pair(self, time: float, luma: Picture) -> None:
        """Keeps the first frame of a window and one soon after, by which it is told how the picture grows."""
        number = int(time // _WINDOW_SECONDS)
        if number % _PAIRS:
            return
        if self._from is None or number != self._from[0] // _WINDOW_SECONDS:
            self._from = time, luma
        elif number not in self._pairs and time - self._from[0] >= _PAIR_SECONDS:
            self._pairs[number] = time - self._from[0], self._from[1], luma

    def _measure(self) -> None:
        """Adds a row a waiting frame."""
        if not self._waiting:
            return
        # cv2.reduce is ten times as fast as numpy's mean along the last axis of bytes
        columns = np.concatenate([cv2.reduce(p, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F) for p in self._waiting])
        rows = np.concatenate([cv2.reduce(p, 1, cv2.REDUCE_AVG, dtype=cv2.CV_32F).T for p in self._waiting])
        right, sure_right = _shifts(_joined(self._last[0], columns))
        down, sure_down = _shifts(_joined(self._last[1], rows))
        times = np.array(self._times, np.float64)
        elapsed = np.diff(times, prepend=self._last_time)
        sure = np.minimum(sure_right, sure_down)
        self._steps.append(
            np.stack([times, 100 * right / elapsed, 100 * down / elapsed, sure, columns.mean(axis=1)], axis=1)
        )
        self._last, self._last_time = (columns[-1:], rows[-1:]), float(times[-1])
        for number, (apart, before, after) in self._pairs.items():  # side by side, in the processor's caches
            if number not in self._growth:
                self._growth[number] = 100 * growth(before, after) / apart
        self._waiting, self._times = [], []

    def _work(self, until: float) -> None:
        """Makes the windows before that number of their frames, which need be kept no longer."""
        if not self._steps:
            return
        steps = np.concatenate(self._steps)
        is_over = steps[:, 0] // _WINDOW_SECONDS < until
        if is_over.any():
            self._windows.append(_windows(steps[is_over], self._growth))
            self._growth = {n: each for n, each in self._growth.items() if n >= until}
            self._pairs = {n: each for n, each in self._pairs.items() if n >= until}
        self._steps = [steps[~is_over]]


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


def _windows(steps: _Rows, grown: Mapping[int, float]) -> _Rows:
    """A row every half second of those of frames."""
    numbers = (steps[:, 0] // _WINDOW_SECONDS).astype(int)
    return np.stack([_window(n, steps[numbers == n], grown.get(n, math.nan)) for n in np.unique(numbers)])


def _window(number: int, steps: _Rows, grows: float) -> _Rows:
    """The row of one window."""
    known = (steps[:, 3] >= _SURE) & np.isfinite(steps[:, 1])
    speeds = steps[known, 1:3]
    enough = len(speeds) >= 2
    mean = speeds.mean(axis=0) if enough else np.zeros(2)
    shake = np.sqrt(np.square(speeds - mean).sum(axis=1).mean()) if enough else 0.0
    sure, bright = steps[:, 3].mean(), steps[:, 4].mean()
    begins = number * _WINDOW_SECONDS
    tenth = ((steps[known, 0] - begins) * 10).astype(int)
    count = np.bincount(tenth, minlength=_TENTHS)[:_TENTHS]
    total = np.bincount(tenth, steps[known, 2], _TENTHS)[:_TENTHS]
    tenths = np.divide(total, count, out=np.full(_TENTHS, math.nan), where=count > 0)
    return np.array([begins, *mean, shake, sure, bright, grows, *tenths], np.float64)


def _motions(track: _Rows) -> Iterator[Finding]:
    """One term a stretch: what most of the windows around say, of those that are sure.

    Who walks may shake too; that the camera moves, or is held well, goes without saying.
    """
    known = track[:, 4] >= _SURE
    total = np.hypot(np.hypot(track[:, 1], track[:, 2]), track[:, 3])
    is_shaky, is_moving = track[:, 3] > _SHAKY, np.hypot(track[:, 1], track[:, 2]) > _MOVING
    kinds = np.select([is_shaky, total < _FIXED, is_moving], ["shaky", "fixed", "moving"], "steady")
    votes = np.stack([_moving_sum(known & (kinds == kind)) for kind in CAMERA_MOTIONS])
    chosen = np.where(votes.sum(axis=0) > 0, votes.argmax(axis=0), -1)
    is_walking = _walking(track)
    for number, term in enumerate(CAMERA_MOTIONS):
        is_so = is_walking if term == "walking" else (chosen == number) & ~(is_walking & (term != "shaky"))
        for _, span in stretches(track[:, 0], is_so, _LEAST_SECONDS, _WINDOW_SECONDS):
            yield drafted("camera.motion", Term(term), span)


def _walking(track: _Rows) -> Flags:
    """Where the picture grows on and on, and treads."""
    grows, treads = _middle(track[:, 6]), _treads(track[:, 7:])
    goes_on = bridged(track[:, 0], grows >= _GOES_ON, _PAUSE_SECONDS)
    for first, after in runs(goes_on):
        lasts = (after - first) * _WINDOW_SECONDS >= _WALK_SECONDS
        goes_on[first:after] = (
            lasts and grows[first:after].max() >= _GROWS and treads[first:after].mean() >= _TREADS
        )
    return goes_on


def _middle(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The median of the known values of some four seconds around each; -inf where too few are known."""
    padded = np.pad(values, _MIDDLE // 2, constant_values=math.nan)
    around = np.sort(
        np.lib.stride_tricks.sliding_window_view(padded, _MIDDLE), axis=1
    )  # what is not known last
    count = np.isfinite(around).sum(axis=1)
    middle = around[np.arange(len(values)), np.maximum(count - 1, 0) // 2]
    return np.where(count >= _LEAST_KNOWN, middle, -math.inf)


def _treads(tenths: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """What part of the movement up and down in the four seconds around each row is as often as steps, 0-1."""
    beside = _TREAD_WINDOWS // 2 * _TENTHS
    padded = np.pad(np.nan_to_num(tenths.astype(np.float32)).ravel(), beside)
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * beside)[::_TENTHS][: len(tenths)]
    level = around - around.mean(axis=1, keepdims=True)
    power = np.square(np.abs(np.fft.rfft(level * np.hanning(2 * beside), axis=1)))
    hertz = np.fft.rfftfreq(2 * beside, 0.1)
    as_steps = (hertz >= _STEPS_HZ[0]) & (hertz <= _STEPS_HZ[1])
    whole = power[:, hertz >= _SLOWEST_HZ].sum(axis=1)
    return np.asarray(power[:, as_steps].sum(axis=1) / np.maximum(whole, 1e-9), np.float64)


def _moving_sum(flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    return np.convolve(flags.astype(np.float64), np.ones(_VOTES), "same")[: len(flags)]
