"""An answer is given again for the same arrays, and only for these."""

import numpy as np
import numpy.typing as npt

from tawthiq.watch.recent import Arrays, recent


def test_the_last_answer_is_given_again_for_equal_arrays_only() -> None:
    asked: list[Arrays] = []

    @recent
    def sizes(given: list[npt.NDArray[np.uint8]]) -> list[int]:
        asked.append(given)
        return [each.size for each in given]

    one, other = np.zeros((2, 3), np.uint8), np.ones((2, 3), np.uint8)
    assert sizes([one, other]) == sizes([one.copy(), other]) == [6, 6]
    assert len(asked) == 1
    assert sizes([other, one]) == [6, 6]
    assert sizes([one]) == [6]
    assert len(asked) == 3


def test_one_array_is_compared_by_shape_and_values() -> None:
    @recent
    def total(given: npt.NDArray[np.float32]) -> tuple[float, int]:
        return float(given.sum()), given.ndim

    flat = np.ones(4, np.float32)
    assert total(flat) == (4, 1)
    assert total(flat.reshape(2, 2)) == (4, 2)
    assert total(2 * flat) == (8, 1)
