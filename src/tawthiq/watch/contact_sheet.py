"""One picture of all key frames with their seconds, for whoever has a minute for an hour of footage."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import cv2
import numpy as np

from tawthiq.media.analyser import Picture
from tawthiq.record.media_time import MediaTime, clock

_SIDE = 160
_ACROSS = 6
_MOST = 96
"""Cells on a sheet: sixteen rows can still be printed. Of more key frames every second one is left out."""

_GAP, _LINE = 4, 16
_FONT, _SIZE = cv2.FONT_HERSHEY_SIMPLEX, 0.4


@dataclass(frozen=True, slots=True)
class Cell:
    """A key frame, RGB with no side over `_SIDE`, and its moment."""

    time: MediaTime
    picture: Picture


class ContactSheet:
    """Collects key frames as they come, in order of time."""

    def __init__(self) -> None:
        self._cells: list[Cell] = []
        self._every = 1
        self._count = 0

    def add(self, time: MediaTime, rgb: Picture) -> None:
        """One more key frame (height, width, 3)."""
        if self._count % self._every == 0:
            scale = min(1.0, _SIDE / max(rgb.shape[:2]))
            size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
            small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
            self._cells.append(Cell(time, small.astype(np.uint8, copy=False)))
        self._count += 1
        if len(self._cells) > _MOST:
            self._cells = self._cells[::2]
            self._every *= 2

    def picture(self) -> Picture | None:
        """The sheet, RGB, read from left to right and down; none of fewer than two."""
        return _sheet(self._cells) if len(self._cells) > 1 else None


def _sheet(cells: Sequence[Cell]) -> Picture:
    tall = max(cell.picture.shape[0] for cell in cells)
    wide = max(cell.picture.shape[1] for cell in cells)
    across = min(_ACROSS, len(cells))
    step_x, step_y = max(wide, 56) + _GAP, tall + _LINE + _GAP
    sheet = np.full((_GAP + ceil(len(cells) / across) * step_y, _GAP + across * step_x, 3), 255, np.uint8)
    for number, cell in enumerate(cells):
        left, top = _GAP + number % across * step_x, _GAP + number // across * step_y
        height, width = cell.picture.shape[:2]
        sheet[top : top + height, left : left + width] = cell.picture
        words = clock(cell.time)
        cv2.putText(sheet, words, (left, top + tall + 12), _FONT, _SIZE, (0, 0, 0), 1, cv2.LINE_AA)
    return sheet
