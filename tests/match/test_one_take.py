"""What tells one take from two of one place."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.match.one_take import PRIOR, Movement, Signs, copy_probability
from tawthiq.match.soundtrack import ABSENT, NOT_TOLD, REPLACED, SAME

SURE = 0.999
"""Probability by pictures that nobody doubts."""

probabilities = st.floats(0, 0.999)


def told(agree: float, seconds: float = 8, change: float = 8, apart: float = 0, sound: str = "") -> float:
    return copy_probability(SURE, Signs(Movement(agree, seconds, change), apart, sound))


@given(probabilities)
def test_without_a_sign_the_prior_stands(alike: float) -> None:
    for sound in (NOT_TOLD, ABSENT):
        assert copy_probability(alike, Signs(None, 0, sound)) == pytest.approx(alike * PRIOR)


@given(probabilities, probabilities, st.floats(-1, 1), st.floats(0, 4))
def test_pictures_more_alike_are_never_less_likely_a_copy(
    one: float, other: float, agree: float, apart: float
) -> None:
    signs = Signs(Movement(agree, 5, 5), apart, "")
    less, more = (copy_probability(alike, signs) for alike in sorted((one, other)))
    assert 0 <= less <= more <= 1


def test_few_pictures_that_move_alike_are_a_copy_and_many_that_do_not_are_none() -> None:
    assert copy_probability(0.2, Signs(Movement(0.98, 6, 5), 0, "")) > 0.95
    assert copy_probability(0.2, Signs(Movement(0.5, 6, 5), 0, "")) < 0.05
    assert copy_probability(SURE, Signs(Movement(0.5, 6, 5), 0, "")) < 0.2


def test_the_better_movements_agree_the_likelier_one_take() -> None:
    each = [told(correlation) for correlation in (-1, 0, 0.3, 0.6, 0.8, 0.9, 0.97, 1)]
    assert all(a <= b for a, b in itertools.pairwise(each))
    assert each[1] < 0.05
    assert each[-2] > 0.99


def test_a_standing_or_a_short_picture_tells_little() -> None:
    assert told(0) < told(0, seconds=2) < PRIOR
    assert told(0) < told(0, change=0.4) < PRIOR
    assert told(0.95) > told(0.95, seconds=2) > PRIOR


def test_takes_that_part_without_a_cut_are_two() -> None:
    assert told(0.83, apart=2) < 0.5 < told(0.83)


def test_another_sound_is_weak_evidence() -> None:
    assert told(0.8, sound=REPLACED) < told(0.8) < told(0.8, sound=SAME)
    assert told(0.97, sound=REPLACED) > 0.9, "a copy under music stays a copy"
