"""The register knows a mark again where it stands, and nothing else."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.match.marks import Register
from tawthiq.match.recording import Points


def some(random: np.random.Generator, count: int) -> Points:
    """Points crowded into a corner, whose descriptors differ in few bits."""
    descriptors = np.packbits(random.random((count, 256)) < 0.08, axis=1)
    none = np.zeros(count, np.int64)
    return Points(random.uniform(0, 12, (count, 2)), none, none, descriptors)


@given(st.integers(0, 2**32), st.lists(st.integers(0, 9), max_size=4), st.integers(0, 12))
def test_a_point_is_known_that_resembles_a_mark_near_it(seed: int, counts: list[int], asked: int) -> None:
    random = np.random.default_rng(seed)
    marked, points = [some(random, count) for count in counts], some(random, asked)
    expected = [
        any(
            np.bitwise_count(mark ^ descriptor).sum() <= 30 and np.abs(place - there).max() <= 4
            for each in marked
            for mark, there in zip(each.descriptors, each.place, strict=True)
        )
        for descriptor, place in zip(points.descriptors, points.place, strict=True)
    ]
    assert Register(marked).knows(points).tolist() == expected
