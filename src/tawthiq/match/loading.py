"""From tracks as they are kept to a recording that can be matched."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from tawthiq.match.marks import standing_marks, without_marks
from tawthiq.match.recording import Curve, Points, Recording
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken

Columns: TypeAlias = Mapping[str, npt.NDArray[Any]]

NEEDED = ("track.hash", "track.points", "track.thumbnails")
"""The tracks without which nothing is matched; all three have the same rows."""

USEFUL = ("track.motion", "track.waveform")

_FULL_SIDE = 65536
_MOTION_UNITS = 256


def recording_of(item: Digest, tracks: Mapping[str, Columns], duration: float | None) -> Recording:
    """The recording whose `tracks`, by property, these are; no duration for a still picture.

    Raises LawBroken where the tracks do not belong together.
    """
    hashes, points, thumbnails = (tracks[name] for name in NEEDED)
    rows = {len(each["seconds"]) for each in (hashes, points, thumbnails)}
    if len(rows) != 1:
        raise LawBroken(f"{item}: the tracks of copies have {sorted(rows)} rows; they belong to one pass")
    grey = thumbnails["grey"]
    seconds = hashes["seconds"].astype(np.float64)
    recording = Recording(
        item,
        float(seconds[-1]) + 1 if duration is None else duration,
        duration is None,
        seconds,
        hashes["hash"],
        hashes["quality"],
        tuple(_points(points, row, grey.shape[2], grey.shape[1]) for row in range(len(grey))),
        grey,
        _motion(tracks.get("track.motion")),
        _loudness(tracks.get("track.waveform")),
    )
    marks = standing_marks(recording.thumbnails)
    return recording if marks is None else without_marks(replace(recording, marks=marks))


def _points(track: Columns, row: int, width: int, height: int) -> Points:
    count = int(track["count"][row])
    x, y = (track[axis][row, :count].astype(np.float64) / _FULL_SIDE for axis in "xy")
    return Points(
        np.stack([x * width, y * height], axis=1),
        track["scale"][row, :count].astype(np.int64),
        track["angle"][row, :count].astype(np.int64),
        track["descriptor"][row, :count],
    )


def _motion(track: Columns | None) -> Curve | None:
    if track is None or len(track["seconds"]) < 2:
        return None
    return Curve(track["seconds"].astype(np.float64), track["change"].astype(np.float64) / _MOTION_UNITS)


def _loudness(track: Columns | None) -> Curve | None:
    if track is None or not len(track["seconds"]):
        return None
    return Curve(track["seconds"].astype(np.float64), track["level"].astype(np.float64))
