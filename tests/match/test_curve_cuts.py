"""Cuts told from a hand's shake by the motion curve alone."""

from dataclasses import replace

import numpy as np
import pytest

from tawthiq.match.aligning import Line
from tawthiq.match.curve_cuts import cuts, jump, unbroken
from tawthiq.match.recording import Curve
from tests.match.invented import film, recorded

RATE = 25


def curve(cut_at: float, size: float, seconds: float = 10) -> Curve:
    """A hand that changes pictures by 6 to 10 levels, and one change of `size`."""
    time = np.arange(int(seconds * RATE)) / RATE
    change = np.random.default_rng(1).uniform(6, 10, len(time))
    change[round(cut_at * RATE)] = size
    return Curve(time, np.repeat(change[:, None], 16, axis=1))


def test_a_change_that_stands_alone_is_a_cut_though_it_is_but_thrice_the_usual() -> None:
    seen = curve(4.0, 24)
    assert cuts(seen, 0, 10) == pytest.approx([4.0])
    assert jump(seen, 0, 10) is None
    assert list(cuts(seen, 4.5, 10)) == []


def test_a_shaking_hand_is_no_cut() -> None:
    assert list(cuts(curve(4.0, 12), 0, 10)) == []


def test_a_burst_of_changes_is_no_cut() -> None:
    seen = curve(4.0, 30)
    rows = np.arange(round(3.6 * RATE), round(4.4 * RATE), 3)
    seen.values[rows] = 28
    assert list(cuts(seen, 0, 10)) == []


def test_the_greatest_cut_is_told_with_its_size() -> None:
    at, size = jump(curve(4.0, 80), 3, 5) or (0.0, 0.0)
    assert at == pytest.approx(4.0)
    assert size == pytest.approx(10, rel=0.2)


def test_no_curve_has_no_cut() -> None:
    assert jump(None, 0, 10) is None
    assert list(cuts(None, 0, 10)) == []


def test_one_cut_does_not_end_a_stretch_on_both_sides() -> None:
    """It is seen at 2.2 s in the copy, and in the source at 2.5 s by a line that is a little off."""
    plain = recorded("film", film(1, 10))
    copy, source = (replace(plain, motion=curve(at, 40)) for at in (2.2, 5.5))
    assert unbroken(copy, source, Line(3.0, 1.0), 2, 2) == pytest.approx((0, 2.2), abs=0.05)
    assert unbroken(copy, source, Line(3.0, 1.0), 3, 3) == pytest.approx((2.5, 7), abs=0.05)
