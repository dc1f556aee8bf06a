"""What tells one take from two of one place."""

import itertools

import pytest

from tawthiq.match.one_take import PRIOR, Movement, Signs, one_take
from tawthiq.match.soundtrack import ABSENT, NOT_TOLD, REPLACED, SAME


def told(agree: float, seconds: float = 8, change: float = 8, apart: float = 0, sound: str = "") -> float:
    return one_take(Signs(Movement(agree, seconds, change), apart, sound))


def test_without_a_sign_the_prior_stands() -> None:
    assert one_take(Signs(None, 0, NOT_TOLD)) == pytest.approx(PRIOR)
    assert one_take(Signs(None, 0, ABSENT)) == pytest.approx(PRIOR)


def test_the_better_movements_agree_the_likelier_one_take() -> None:
    each = [told(correlation) for correlation in (-1, 0, 0.3, 0.6, 0.8, 0.9, 0.97, 1)]
    assert all(a <= b for a, b in itertools.pairwise(each))
    assert each[1] < 0.05
    assert each[-2] > 0.99


def test_a_standing_or_a_short_picture_tells_little() -> None:
    assert told(0) < told(0, seconds=2) < PRIOR
    assert told(0) < told(0, change=0.4) < PRIOR
    assert told(1) > told(1, seconds=2) > PRIOR


def test_takes_that_part_without_a_cut_are_two() -> None:
    assert told(0.7, apart=2) < 0.2 < told(0.7)


def test_another_sound_is_weak_evidence() -> None:
    assert told(0.7, sound=REPLACED) < told(0.7) < told(0.7, sound=SAME)
    assert told(0.97, sound=REPLACED) > 0.9, "a copy under music stays a copy"
