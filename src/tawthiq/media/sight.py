"""The representations of one frame, each made at most once, whoever asks.

A strided view of the brightness costs nothing; a conversion costs up to a decode (facts: 0.94 against
1.4-1.8 of one). So every frame gives a view, and only frames that are due are converted.
"""

import re
from functools import cache
from typing import Protocol, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame

from tawthiq.media.analyser import Picture

_LUMA_PLANE = re.compile(r"(?:yuvj?a?4\d\dp|nv\d\d|gray)(\d*)(?:le)?\Z")
"""Pixel formats whose first plane is the brightness alone, one sample a pixel."""


_Plane: TypeAlias = npt.NDArray[np.uint8 | np.uint16]


class Sight(Protocol):
    """What can be seen of one frame."""

    def luma(self, long_side: int) -> Picture:
        """Brightness, strided; upright."""
        ...

    def picture(self, long_side: int, *, colour: bool) -> Picture:
        """Scaled so that no side is over `long_side`, never enlarged; upright."""
        ...


class FrameSight:
    """A decoded frame; `width` and `height` as displayed, `rotation` in degrees clockwise."""

    def __init__(self, frame: VideoFrame, width: int, height: int, rotation: int) -> None:
        self._frame = frame
        self._size = (width, height)
        self._turns = -rotation // 90 % 4
        self._plane: _Plane | None = None
        self._lumas: dict[int, Picture] = {}
        self._pictures: dict[tuple[int, bool], Picture] = {}
        self._smalls: dict[tuple[int, int], VideoFrame] = {}

    def luma(self, long_side: int) -> Picture:
        """See Sight."""
        if long_side not in self._lumas:
            plane = self._brightness()
            step = -(-max(plane.shape) // long_side)
            small = self._eight_bits(plane[::step, ::step])
            upright = np.rot90(small, self._turns) if self._turns else small
            self._lumas[long_side] = np.ascontiguousarray(upright)
        return self._lumas[long_side]

    def picture(self, long_side: int, *, colour: bool) -> Picture:
        """See Sight."""
        key = (long_side, colour)
        if key not in self._pictures:
            width, height = fitted(self._size, long_side)
            if self._turns % 2:
                width, height = height, width
            made = self._colour(width, height) if colour else self._grey(width, height)
            self._pictures[key] = np.ascontiguousarray(np.rot90(made, self._turns))
        return self._pictures[key]

    def _grey(self, width: int, height: int) -> Picture:
        depth = _luma_depth(self._frame.format.name)
        if depth == 0:
            return self._converted("gray", width, height)
        return self._eight_bits(_plane_of(self._small(width, height), depth))

    def _colour(self, width: int, height: int) -> Picture:
        """Scaled in its own format and then converted: a quarter of what both at once take."""
        small = self._small(width, height)
        return small.reformat(format="rgb24", threads=1).to_ndarray().astype(np.uint8, copy=False)

    def _small(self, width: int, height: int) -> VideoFrame:
        """The frame at that size in its own format, from which grey and colour are both made."""
        if (width, height) not in self._smalls:
            self._smalls[width, height] = self._scaled(None, width, height)
        return self._smalls[width, height]

    def _converted(self, pixel_format: str, width: int, height: int) -> Picture:
        return self._scaled(pixel_format, width, height).to_ndarray().astype(np.uint8, copy=False)

    def _scaled(self, pixel_format: str | None, width: int, height: int) -> VideoFrame:
        return self._frame.reformat(width, height, pixel_format, interpolation="AREA", threads=1)

    def _brightness(self) -> _Plane:
        if self._plane is None:
            frame, depth = self._frame, _luma_depth(self._frame.format.name)
            if depth == 0:  # packed or RGB: no plane to look at, so the frame is converted after all
                self._plane = self._converted("gray", frame.width, frame.height)
            else:
                self._plane = _plane_of(frame, depth)
        return self._plane

    def _eight_bits(self, plane: _Plane) -> Picture:
        if plane.dtype == np.uint8:
            return plane.astype(np.uint8, copy=False)
        return (plane >> (_luma_depth(self._frame.format.name) - 8)).astype(np.uint8)


class StillSight:
    """One picture, already upright: RGB (height, width, 3)."""

    def __init__(self, rgb: Picture) -> None:
        self._rgb = rgb

    def luma(self, long_side: int) -> Picture:
        """See Sight."""
        step = -(-max(self._rgb.shape[:2]) // long_side)
        return _grey_of(self._rgb[::step, ::step])

    def picture(self, long_side: int, *, colour: bool) -> Picture:
        """See Sight."""
        height, width = self._rgb.shape[:2]
        scaled = cv2.resize(self._rgb, fitted((width, height), long_side), interpolation=cv2.INTER_AREA)
        small = scaled.astype(np.uint8, copy=False)
        return small if colour else _grey_of(small)


def _plane_of(frame: VideoFrame, depth: int) -> _Plane:
    """The first plane of a frame, `depth` bits a sample, as it lies in memory."""
    kind = np.dtype(np.uint8 if depth == 8 else "<u2")
    plane = frame.planes[0]
    rows: _Plane = np.frombuffer(plane, kind)  # type: ignore[call-overload]  # a buffer
    return rows.reshape(-1, plane.line_size // kind.itemsize)[: frame.height, : frame.width]


def _grey_of(rgb: Picture) -> Picture:
    return cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)


def fitted(size: tuple[int, int], long_side: int) -> tuple[int, int]:
    """Width and height of `size` scaled so that no side is over `long_side`; never enlarged."""
    scale = min(1.0, long_side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


@cache
def _luma_depth(pixel_format: str) -> int:
    """Bits a sample of the first plane, where that is the brightness; 0 where there is no such plane."""
    match = _LUMA_PLANE.match(pixel_format)
    if not match:
        return 0
    bits = match.group(1)
    return int(bits) if bits in {"9", "10", "12", "14", "16"} else 0 if bits else 8
