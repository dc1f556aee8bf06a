"""Where the picture of one recording lies in that of another: regions, and the cells of the curves."""

from collections.abc import Sequence

import numpy as np

from tawthiq.match.frame import Frame
from tawthiq.match.recording import Floats, Recording
from tawthiq.match.sighting import Sighting

_CELLS = 4


def regions(one: Recording, other: Recording, sightings: Sequence[Sighting]) -> tuple[Frame, Frame]:
    """What part of the one picture is seen, and in what part of the other: medians over the sightings."""
    here, there = [], []
    for sighting in sightings:
        matrix = sighting.placement.matrix
        there.append(_box(matrix, one.width, one.height, other.width, other.height))
        back = _box(
            np.asarray(np.linalg.inv(matrix), np.float64), other.width, other.height, one.width, one.height
        )
        if sighting.mirror:
            back = np.array([100 - back[2], back[1], 100 - back[0], back[3]])
        here.append(back)
    return _frame(np.median(here, axis=0)), _frame(np.median(there, axis=0))


def _box(matrix: Floats, width: int, height: int, over_width: int, over_height: int) -> Floats:
    """Left, top, right, bottom in percent of the other picture, and inside it."""
    corners = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]], np.float64)
    moved = corners @ matrix.T
    place = moved[:, :2] / moved[:, 2:] / (over_width, over_height) * 100
    box: Floats = np.clip(np.concatenate([place.min(axis=0), place.max(axis=0)]), 0, 100)
    return box


def _frame(box: Floats) -> Frame:
    left, top, right, bottom = (float(x) for x in box)
    return Frame(left, top, max(right - left, 1e-3), max(bottom - top, 1e-3))


def weights(here: Frame, there: Frame) -> tuple[Floats, Floats]:
    """How much of each of the 4 x 4 cells of a curve lies in the regions, row by row, (16,) each."""
    return _covered(here), _covered(there)


def _covered(region: Frame) -> Floats:
    edges = np.arange(_CELLS + 1) * (100 / _CELLS)
    across = np.clip(
        np.minimum(edges[1:], region.x + region.width) - np.maximum(edges[:-1], region.x), 0, None
    )
    down = np.clip(
        np.minimum(edges[1:], region.y + region.height) - np.maximum(edges[:-1], region.y), 0, None
    )
    return np.outer(down, across).ravel() + 1e-6
