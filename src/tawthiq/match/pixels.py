"""Pixels decide: lay one thumbnail on the other and see, block by block, whether they show the same."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.match.geometry import Placement
from tawthiq.match.marks import Mask
from tawthiq.match.recording import Bytes, Floats

_BLOCK = 8
_TEXTURE = 5.0
"""Standard deviation, in levels, from which a block has something to compare."""

_ALIKE = 0.6
"""Correlation from which two blocks show the same."""

_WHOLE = 0.9
"""Share of a block that must be seen, and be no mark."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of `textured` blocks compared, `agreeing` show the same; `overlap` is the largest share of either
    picture that the compared part covers."""

    agreeing: int
    textured: int
    overlap: float

    @property
    def share(self) -> float:
        """Agreeing of textured; 0 where nothing has texture."""
        return self.agreeing / self.textured if self.textured else 0.0


def agreement(
    one: Bytes, other: Bytes, placement: Placement, marks: Mask | None, other_marks: Mask | None
) -> Agreement:
    """How two thumbnails (h, w) agree under `placement`; the larger shown is always made smaller."""
    matrix = placement.matrix
    if placement.scale > 1:
        one, other, marks, other_marks = other, one, other_marks, marks
        matrix = np.asarray(np.linalg.inv(matrix), np.float64)
    size = (other.shape[1], other.shape[0])
    scale = min(placement.scale, 1 / placement.scale)
    if scale < 0.8:  # as a lens would: no finer detail than the smaller picture can hold
        one = cv2.GaussianBlur(one, (0, 0), 0.45 / scale).astype(np.uint8, copy=False)
    laid = cv2.warpPerspective(one, matrix, size, flags=cv2.INTER_LINEAR).astype(np.float32)
    usable = np.ones(one.shape, np.float32) if marks is None else 1 - marks.astype(np.float32)
    seen = cv2.warpPerspective(usable, matrix, size, flags=cv2.INTER_LINEAR)
    free = seen if other_marks is None else seen * (1 - other_marks.astype(np.float32))
    return _compared(laid, other.astype(np.float32), np.asarray(free, np.float32), matrix, one.size)


def _compared(
    laid: npt.NDArray[np.float32],
    other: npt.NDArray[np.float32],
    seen: npt.NDArray[np.float32],
    matrix: Floats,
    size: int,
) -> Agreement:
    a, b, weight = _blocks(laid), _blocks(other), _blocks(seen)
    whole = weight.mean(axis=1) >= _WHOLE
    a, b = a[whole], b[whole]
    a = a - a.mean(axis=1, keepdims=True)
    b = b - b.mean(axis=1, keepdims=True)
    a_spread, b_spread = a.std(axis=1), b.std(axis=1)
    textured = np.maximum(a_spread, b_spread) >= _TEXTURE
    alike = (a * b).mean(axis=1) >= _ALIKE * np.maximum(a_spread * b_spread, 1e-3)
    covered = float(seen.sum())
    whole_size = size * float(abs(np.linalg.det(matrix[:2, :2])))
    overlap = max(covered / seen.size, min(1.0, covered / max(whole_size, 1.0)))
    return Agreement(int((alike & textured).sum()), int(textured.sum()), overlap)


def _blocks(picture: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """(blocks, pixels of each); a rim narrower than a block is left out on the far sides."""
    rows, columns = (side // _BLOCK for side in picture.shape)
    cut = picture[: rows * _BLOCK, : columns * _BLOCK]
    return cut.reshape(rows, _BLOCK, columns, _BLOCK).swapaxes(1, 2).reshape(rows * columns, _BLOCK * _BLOCK)
