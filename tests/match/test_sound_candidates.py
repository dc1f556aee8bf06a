"""Offsets to look at: the true one is among them, however long both are and wherever one begins."""

import numpy as np
import numpy.typing as npt
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tawthiq.match.sound_candidates import SHORTEST, candidates
from tawthiq.match.sounding import FRAMES, RATE, Sounding
from tests.record.strategies import some_digest

ROW = 0.5
"""Seconds of a row of a stored track: recordings are whole rows long."""

SCENE = np.random.default_rng(8).standard_normal(30 * RATE).astype(np.float32)
COLOUR = np.random.default_rng(9).standard_normal((30 * FRAMES, 17)).astype(np.float32)

rows = st.integers(8, 20)
starts = st.integers(0, 40)


def recorded(start: float, seconds: float, *, silent: bool = False, colour: bool = True) -> Sounding:
    """What lies between these seconds of the scene; `silent`: nothing is heard in its second half."""
    whole = SCENE[round(start * RATE) : round((start + seconds) * RATE)].copy()
    if silent:
        whole[len(whole) // 2 :] = 0
    tracks = COLOUR[round(start * FRAMES) : round((start + seconds) * FRAMES)]
    cepstrum: npt.NDArray[np.float32] = tracks if colour else np.zeros_like(tracks)
    return Sounding(some_digest("x"), cepstrum, whole)


@settings(max_examples=30, deadline=None)
@given(rows, rows, starts, st.booleans(), st.booleans())
def test_the_true_offset_is_named_first(
    here: int, there: int, after: int, silent: bool, colour: bool
) -> None:
    first, second = here * ROW, there * ROW
    begins = after * ROW / 4
    shared = min(first, begins + second) - begins
    assume(shared >= SHORTEST + (second / 2 if silent else 0))
    found = candidates(
        recorded(0, first, colour=colour), recorded(begins, second, silent=silent, colour=colour)
    )
    assert abs(found[0].offset - begins) <= 1 / RATE
    assert found[0].methods == 1 + colour


@settings(max_examples=20, deadline=None)
@given(rows, rows)
def test_no_offset_leaves_less_than_enough_in_common(here: int, there: int) -> None:
    one, other = recorded(0, here * ROW), recorded(15, there * ROW)
    for found in candidates(one, other):
        shared = min(one.seconds, found.offset + other.seconds) - max(0.0, found.offset)
        assert shared >= SHORTEST - 1 / FRAMES
