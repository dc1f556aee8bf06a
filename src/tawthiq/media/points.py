"""Points of a picture and what is around them, so that a picture is known again after crops and turns.

Corners are found and turned as ORB does (Rublee and others, 2011). They are chosen by a quota for each cell
and for fine and coarse scales, for a busy half of a picture would starve a calm one, and a picture shown
small in another is met only on coarse scales. Each is described by 256 comparisons of brightness, of which
the last 128 are the first 128 reflected along the corner's direction: so the descriptors of the mirror
picture are these same bits, halves swapped, and nothing more need be stored or computed.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

LONG_SIDE = 320
MOST_POINTS = 160
DESCRIPTOR_BYTES = 32
STEP = 1.2
"""Ratio of one scale to the next; the coarsest of `_SCALES` sees the picture three times smaller."""

FULL_TURN = 256
"""Units of an angle in one turn, clockwise as the picture is shown."""

FULL_SIDE = 65536
"""Units of x in the width of the picture, and of y in its height."""

_SCALES = 7
_FIRST_COARSE = 3
_CELLS = (6, 4)
_CANDIDATES = 500
_PATCH = 25
_RADIUS = 12
_MARGIN = 16
_FAST_THRESHOLD = 8

Bytes: TypeAlias = npt.NDArray[np.uint8]
Indices: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Points of one picture: `x`, `y` (n,) uint16 in FULL_SIDE-ths; `scale` (n,) 0-6, the size being
    STEP to that power; `angle` (n,) in FULL_TURN-ths; `descriptors` (n, 32) bytes."""

    x: npt.NDArray[np.uint16]
    y: npt.NDArray[np.uint16]
    scale: Bytes
    angle: Bytes
    descriptors: Bytes

    def __len__(self) -> int:
        return len(self.x)


def points_of(grey: Bytes) -> Points:
    """At most MOST_POINTS points of a grey picture (height, width); none where it is flat or tiny."""
    height, width = grey.shape
    large_enough = min(width, height) > 2 * _MARGIN
    corners = _corners().detect(grey, None) if large_enough else ()
    found = np.array([(*k.pt, k.octave, k.angle, k.response) for k in corners], np.float64).reshape(-1, 5)
    found = found[_chosen(found, width, height)]
    scale = found[:, 2].astype(np.uint8)
    angle = (np.rint(found[:, 3] * FULL_TURN / 360).astype(np.int64) % FULL_TURN).astype(np.uint8)
    descriptors = _described(grey, found[:, :2], scale, angle)
    x, y = (_units(found[:, axis], side) for axis, side in ((0, width), (1, height)))
    return Points(x, y, scale, angle, descriptors)


def mirrored(points: Points) -> Points:
    """The points of the same picture seen in a mirror that swaps left and right."""
    x = (FULL_SIDE - 1 - points.x.astype(np.int64)).astype(np.uint16)
    angle = ((FULL_TURN // 2 - points.angle.astype(np.int64)) % FULL_TURN).astype(np.uint8)
    half = DESCRIPTOR_BYTES // 2
    swapped = np.concatenate([points.descriptors[:, half:], points.descriptors[:, :half]], axis=1)
    return Points(x, points.y, points.scale, angle, swapped)


@cache
def _corners() -> cv2.ORB:
    return cv2.ORB.create(
        nfeatures=_CANDIDATES, scaleFactor=STEP, nlevels=_SCALES, edgeThreshold=_MARGIN,
        patchSize=_PATCH, fastThreshold=_FAST_THRESHOLD,
    )  # fmt: skip


def _chosen(found: npt.NDArray[np.float64], width: int, height: int) -> Indices:
    """Which corners to keep: the strongest of every cell and scale group, then the second, and so on."""
    across, down = _CELLS
    cell = (found[:, 1] * down // height) * across + found[:, 0] * across // width
    group = cell * 2 + (found[:, 2] >= _FIRST_COARSE)
    order = np.lexsort((-found[:, 4], group))
    sorted_group = group[order]
    first = np.searchsorted(sorted_group, sorted_group, side="left")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - first
    return np.lexsort((-found[:, 4], rank))[:MOST_POINTS]


def _units(pixels: npt.NDArray[np.float64], side: int) -> npt.NDArray[np.uint16]:
    return np.clip(np.rint((pixels + 0.5) * FULL_SIDE / side), 0, FULL_SIDE - 1).astype(np.uint16)


def _described(grey: Bytes, place: npt.NDArray[np.float64], scale: Bytes, angle: Bytes) -> Bytes:
    """The descriptors, (n, 32), from one flat buffer of all scales."""
    if not len(place):
        return np.empty((0, DESCRIPTOR_BYTES), np.uint8)
    height, width = grey.shape
    sizes = [(round(width / STEP**n), round(height / STEP**n)) for n in range(_SCALES)]
    levels = [grey, *(_smaller(grey, size) for size in sizes[1:])]
    buffer = np.concatenate([cv2.GaussianBlur(level, (7, 7), 2).ravel() for level in levels])
    begins = np.cumsum([0, *(w * h for w, h in sizes)])[scale]
    shape = np.array(sizes)[scale]
    at = np.rint(place / STEP ** scale[:, None].astype(np.float64)).astype(np.int64)
    at = np.clip(at, _RADIUS + 1, np.maximum(shape - _RADIUS - 2, _RADIUS + 1))
    start = (begins + at[:, 1] * shape[:, 0] + at[:, 0]).astype(np.int32)
    places = _turned_offsets(tuple(w for w, _ in sizes))[scale, angle]
    places += start[:, None]
    seen = buffer.take(places, mode="clip")
    half = seen.shape[1] // 2
    return np.packbits(seen[:, :half] < seen[:, half:], axis=1)


def _smaller(grey: Bytes, size: tuple[int, int]) -> Bytes:
    return cv2.resize(grey, size, interpolation=cv2.INTER_LINEAR).astype(np.uint8, copy=False)


@lru_cache(4)
def _turned_offsets(strides: tuple[int, ...]) -> npt.NDArray[np.int32]:
    """The compared places as offsets into the rows of each scale, (scales, FULL_TURN, 512): 3.6 MB."""
    right, below = turned_pattern()
    return np.stack([below * np.int32(stride) + right for stride in strides])


@cache
def turned_pattern() -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Pixels to the right and below of the 512 compared places, for each angle: (FULL_TURN, 512) twice.

    128 pairs of places in a disc, normally spread as in BRIEF (Calonder and others, 2010), drawn once from
    a fixed seed, then their reflections; the first halves of all pairs, then the second.
    """
    random = np.random.default_rng(0x7A0717)
    drawn = random.normal(0, _PATCH / 5, (4096, 2))
    inside = drawn[np.hypot(drawn[:, 0], drawn[:, 1]) <= _RADIUS][:256]
    pairs = inside.reshape(128, 2, 2)
    pairs = np.concatenate([pairs, pairs * (1, -1)])
    places = np.concatenate([pairs[:, 0], pairs[:, 1]])
    turn = np.arange(FULL_TURN)[:, None] * (2 * np.pi / FULL_TURN)
    right = places[:, 0] * np.cos(turn) - places[:, 1] * np.sin(turn)
    below = places[:, 0] * np.sin(turn) + places[:, 1] * np.cos(turn)
    return np.rint(right).astype(np.int32), np.rint(below).astype(np.int32)
