"""How fast a picture grows: what lies ahead of somebody who walks on does, and of nobody who stands or turns.

Corners are followed by the method of Lucas and Kanade (1981; in pyramids, Bouguet 2000); of their ways the
similarity that most agree on is taken, so that people who walk about in the picture do not count.
"""

import math
from typing import cast

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Picture

_Places = npt.NDArray[np.float32]
"""(corners, 1, 2): right and down, in pixels."""

_CORNERS, _QUALITY, _APART = 40, 0.01, 5
_AROUND = (9, 9)
"""Pixels around a corner by which it is found again."""

_LEVELS = 1
_AGREE = 1.5
"""Pixels by which a corner may miss what most agree on: things near and far never move quite alike."""

_LEAST = 8


def growth(before: Picture, after: Picture) -> float:
    """The natural logarithm of how much larger `after` shows what `before` shows; NaN where none can tell."""
    if before.shape != after.shape:
        return math.nan
    one, other = (cv2.GaussianBlur(each, (3, 3), 0) for each in (before, after))
    corners = cast(_Places | None, cv2.goodFeaturesToTrack(one, _CORNERS, _QUALITY, _APART))
    if corners is None or len(corners) < _LEAST:
        return math.nan
    there, found, _ = cv2.calcOpticalFlowPyrLK(
        one, other, corners, corners.copy(), winSize=_AROUND, maxLevel=_LEVELS
    )
    is_found = np.ravel(found) > 0
    if np.count_nonzero(is_found) < _LEAST:
        return math.nan
    estimated, agree = cv2.estimateAffinePartial2D(
        corners[is_found], np.asarray(there)[is_found], method=cv2.RANSAC, ransacReprojThreshold=_AGREE
    )
    moved = cast(npt.NDArray[np.float64] | None, estimated)
    if moved is None or np.count_nonzero(agree) < _LEAST:
        return math.nan
    size = math.hypot(moved[0, 0], moved[1, 0])
    return math.log(size) if size > 0 else math.nan
