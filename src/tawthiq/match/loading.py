"""From tracks as they are kept to a recording that can be matched."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from tawthiq.match.frame import Frame
from tawthiq.match.marks import standing_marks, without_marks
from tawthiq.match.recording import Curve, Pane, Points, Recording
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken

Columns: TypeAlias = Mapping[str, npt.NDArray[Any]]

NEEDED = ("track.hash", "track.points", "track.thumbnails")
"""The tracks without which nothing is matched; all three have the same rows."""

USEFUL = ("track.motion", "track.waveform", "track.panes")

_FULL_SIDE = 65536
_FULL_BOX = 65535
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
    if "track.panes" in tracks:
        recording = _with_panes(recording, tracks["track.panes"])
    marks = standing_marks(recording.thumbnails)
    return recording if marks is None else without_marks(replace(recording, marks=marks))


def _with_panes(recording: Recording, track: Columns) -> Recording:
    """The recording with a row more for each pane of its pictures."""
    boxes, known = track["box"], set(recording.seconds.tolist())
    order = np.lexsort((track["seconds"], *boxes.T[::-1]))
    rows = [int(row) for row in order if float(track["seconds"][row]) in known]
    panes = tuple(_pane(track, row) for row in rows)
    return replace(
        recording,
        seconds=np.concatenate([recording.seconds, track["seconds"][rows].astype(np.float64)]),
        hashes=np.concatenate([recording.hashes, track["hash"][rows]]),
        quality=np.concatenate([recording.quality, track["quality"][rows]]),
        points=(
            *recording.points,
            *(
                _points(track, row, pane.thumbnail.shape[1], pane.thumbnail.shape[0])
                for row, pane in zip(rows, panes, strict=True)
            ),
        ),
        panes=panes,
    )


def _pane(track: Columns, row: int) -> Pane:
    height, width = (int(side) for side in track["side"][row])
    frame = Frame(*(float(each) * 100 / _FULL_BOX for each in track["box"][row]))
    return Pane(frame, track["grey"][row, :height, :width])


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
