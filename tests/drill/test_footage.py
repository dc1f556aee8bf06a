from fractions import Fraction
from pathlib import Path

import numpy as np

from tawthiq.drill import footage


def test_uneven_pictures_come_at_uneven_moments() -> None:
    ticks = footage.uneven_ticks(16, Fraction(10))
    steps = np.diff(ticks)
    assert ticks[0] == 0
    assert 9500 < ticks[-1] < 10_000
    assert len(set(steps.tolist())) > 3
    assert steps.min() > 0


def test_a_lying_picture_turned_clockwise_stands() -> None:
    upright = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    assert np.array_equal(np.rot90(footage.lying(upright), -1), upright)


def test_cutting_the_tail_keeps_the_head(tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.write_bytes(bytes(range(100)))
    footage.cut_tail(path, Fraction(3, 5))
    assert path.read_bytes() == bytes(range(60))
