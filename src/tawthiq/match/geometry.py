"""How one picture lies in another, from points that resemble each other: shift, turn, size, mild perspective.

Every pair of alike points states by itself where the whole picture would lie, for a point has a place, a
size and an angle. So each is asked in turn how many others agree: nothing is drawn at random, and the same
tracks always give the same answer.
"""

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.match.recording import STEP, Bytes, Floats, Points

Indices: TypeAlias = npt.NDArray[np.int64]

_MOST_BITS = 76
_RATIO = 0.92
"""A point's best partner must be nearer than this share of the distance of the second."""

_ROUGH, _FINE = 9.0, 2.5
"""Pixels of the thumbnail within which points agree at first, and at last."""

_TURN = 24
"""256ths of a turn within which angles agree."""

_SIZES = 2.5
"""Steps of scale within which sizes agree."""

_CELL = 3.0
"""Points nearer than this, in pixels of the thumbnail, count as one."""

_SMALLEST, _LARGEST = 0.2, 5.0
_MOST_PERSPECTIVE = 0.35
_MOST_SKEW = 1.6


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """`matrix` (3, 3) takes a pixel of one thumbnail to the other's; `cells` distinct places agree on it."""

    matrix: Floats
    cells: int

    @property
    def scale(self) -> float:
        """How much larger the picture is in the other, both thumbnails being 128 pixels."""
        return float(np.sqrt(abs(np.linalg.det(self.matrix[:2, :2]))))

    @property
    def turn(self) -> float:
        """Degrees clockwise."""
        return float(np.degrees(np.arctan2(self.matrix[1, 0], self.matrix[0, 0])))

    def at(self, place: Floats) -> Floats:
        """Where places (n, 2) come to lie."""
        return _moved(self.matrix, place)


def alike(one: Points, other: Points) -> tuple[Indices, Indices]:
    """Indices of points that resemble each other more than the next best."""
    if not len(one) or len(other) < 2:
        none = np.empty(0, np.int64)
        return none, none
    apart = _apart(one.descriptors, other.descriptors)
    best = apart.argmin(axis=1)
    rows = np.arange(len(one))
    nearest = apart[rows, best].astype(np.float64)
    apart[rows, best] = 512
    second = apart.min(axis=1)
    good = (nearest <= _MOST_BITS) & (nearest <= _RATIO * second)
    return rows[good], best[good]


def place(one: Points, other: Points) -> Placement | None:
    """How the picture of `one` lies in that of `other`; None where no four places agree."""
    here, there = alike(one, other)
    if len(here) < 4:
        return None
    a, b = one.only(here), other.only(there)
    agreeing = _largest_agreement(a, b)
    matrix = None
    for tolerance in (_ROUGH / 2, _FINE * 1.5, _FINE):
        if agreeing.sum() < 4:
            return None
        matrix = _similarity(a.place[agreeing], b.place[agreeing])
        agreeing = np.linalg.norm(_moved(matrix, a.place) - b.place, axis=1) <= tolerance
    if matrix is None or not _SMALLEST <= np.sqrt(abs(np.linalg.det(matrix[:2, :2]))) <= _LARGEST:
        return None
    matrix, agreeing = _perspective(matrix, agreeing, a.place, b.place)
    cells = min(_distinct(a.place[agreeing]), _distinct(b.place[agreeing]))
    return Placement(matrix, cells) if cells >= 4 else None


def scaling(one: Bytes, other: Bytes) -> Placement:
    """The placement of the whole picture on the whole other."""
    (h, w), (k, v) = one.shape, other.shape
    return Placement(np.diag([v / w, k / h, 1.0]), 0)


def _apart(one: Bytes, other: Bytes) -> npt.NDArray[np.uint16]:
    a, b = (np.ascontiguousarray(d).view(np.uint64) for d in (one, other))
    apart = np.zeros((len(a), len(b)), np.uint16)
    for word in range(a.shape[1]):
        apart += np.bitwise_count(a[:, word, None] ^ b[None, :, word])
    return apart


def _largest_agreement(a: Points, b: Points) -> npt.NDArray[np.bool_]:
    """Which pairs agree with the pair that most agree with."""
    turn = (b.angle - a.angle) * (2 * np.pi / 256)
    size = STEP ** (b.scale - a.scale).astype(np.float64)
    c, s = size * np.cos(turn), size * np.sin(turn)
    across = a.place[None, :, 0] - a.place[:, None, 0]
    down = a.place[None, :, 1] - a.place[:, None, 1]
    x = b.place[:, None, 0] + c[:, None] * across - s[:, None] * down
    y = b.place[:, None, 1] + s[:, None] * across + c[:, None] * down
    away = np.hypot(x - b.place[None, :, 0], y - b.place[None, :, 1])
    reach = _ROUGH + 0.12 * size[:, None] * np.hypot(across, down)
    steps = (b.scale - a.scale)[None, :] - (b.scale - a.scale)[:, None]
    turns = (b.angle - a.angle)[None, :] - (b.angle - a.angle)[:, None]
    turned = np.abs((turns + 128) % 256 - 128)
    agree = (away <= reach) & (np.abs(steps) <= _SIZES) & (turned <= _TURN)
    chosen: npt.NDArray[np.bool_] = agree[int(agree.sum(axis=1).argmax())]
    return chosen


def _similarity(a: Floats, b: Floats) -> Floats:
    """The least-squares similarity (Umeyama, 1991), as complex numbers."""
    p, q = (x[:, 0] + 1j * x[:, 1] for x in (a, b))
    p0, q0 = p.mean(), q.mean()
    spread = float((np.abs(p - p0) ** 2).sum())
    turn = ((q - q0) * np.conj(p - p0)).sum() / spread if spread else 1 + 0j
    shift = q0 - turn * p0
    return np.array(
        [[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag], [0, 0, 1]], np.float64
    )


def _perspective(
    matrix: Floats, agreeing: npt.NDArray[np.bool_], a: Floats, b: Floats
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """A homography where it is mild and more points agree with it; else what was given."""
    wide = np.linalg.norm(_moved(matrix, a) - b, axis=1) <= 2 * _FINE
    if wide.sum() < 10:
        return matrix, agreeing
    found, _ = cv2.findHomography(a[wide], b[wide], 0)
    if found is None or not _mild(np.asarray(found, np.float64)):
        return matrix, agreeing
    better = np.linalg.norm(_moved(found, a) - b, axis=1) <= _FINE
    if better.sum() <= agreeing.sum():
        return matrix, agreeing
    return np.asarray(found, np.float64), better


def _mild(matrix: Floats) -> bool:
    sides = np.linalg.svd(matrix[:2, :2], compute_uv=False)
    upright = np.linalg.det(matrix[:2, :2]) > 0
    flat = np.abs(matrix[2, :2]).max() * 128 <= _MOST_PERSPECTIVE
    return bool(upright and flat and sides[0] <= _MOST_SKEW * sides[1])


def _moved(matrix: Floats, place: Floats) -> Floats:
    moved = place @ matrix[:2, :2].T + matrix[:2, 2]
    depth = place @ matrix[2, :2] + matrix[2, 2]
    out: Floats = moved / np.where(np.abs(depth) < 1e-6, 1e-6, depth)[:, None]
    return out


def _distinct(place: Floats) -> int:
    cells = (place // _CELL).astype(np.int64) @ (1, 10_000)
    return len(set(cells.tolist()))
