"""Clocks out of pairs: exact ones, wrong ones, and what is said of how well they are known."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.match.event_clock import ARRIVAL_SECONDS, Line, clocks

STARTS = {"a": 0.0, "b": 4.5, "c": 11.0, "d": 20.25}


def lines(starts: dict[str, float]) -> list[Line[str]]:
    return [Line(one, other, starts[other] - starts[one]) for one, other in itertools.combinations(starts, 2)]


@given(st.lists(st.floats(0, 600), min_size=2, max_size=6, unique=True))
def test_exact_pairs_give_the_exact_clock(starts: list[float]) -> None:
    named = {str(n): start for n, start in enumerate(starts)}
    (clock,) = clocks(lines(named))
    for placed in clock.placed:
        assert placed.offset == pytest.approx(named[placed.item] - min(starts), abs=1e-6)
    assert clock.placed[0].error == 0
    assert not clock.outliers


def test_a_wrong_pair_is_named_and_moves_nothing() -> None:
    wrong = Line("a", "d", 3.0)
    (clock,) = clocks([*(line for line in lines(STARTS) if (line.one, line.other) != ("a", "d")), wrong])
    assert clock.outliers == (wrong,)
    assert {p.item: p.offset for p in clock.placed} == pytest.approx(STARTS, abs=0.02)
    assert {p.item: p.pairs for p in clock.placed} == {"a": 2, "b": 3, "c": 3, "d": 2}


def test_recordings_that_nothing_joins_have_clocks_of_their_own() -> None:
    found = clocks([Line("a", "b", 2.0), Line("x", "y", -3.0)])
    assert [[p.item for p in clock.placed] for clock in found] == [["a", "b"], ["y", "x"]]
    assert clocks([]) == ()


def test_drift_is_shared_out() -> None:
    (clock,) = clocks([Line("a", "b", 10.0, 1 + 200e-6, middle=30)])
    rates = {p.item: p.rate for p in clock.placed}
    assert rates["b"] / rates["a"] == pytest.approx(1 + 200e-6, abs=1e-6)
    assert rates["a"] * rates["b"] == pytest.approx(1, abs=1e-6)


def test_intervals_hold_what_distance_does() -> None:
    random = np.random.default_rng(1)
    held = []
    for _ in range(200):
        late = dict(zip(STARTS, random.normal(0, ARRIVAL_SECONDS, len(STARTS)), strict=True))
        (clock,) = clocks(lines({item: start - late[item] for item, start in STARTS.items()}))
        first = clock.placed[0].item
        held += [
            abs(p.offset - (STARTS[p.item] - STARTS[first])) <= p.error
            for p in clock.placed
            if p.item != first
        ]
    assert 0.9 <= np.mean(held) <= 0.99


def test_loops_that_do_not_close_widen_the_intervals() -> None:
    good = lines(STARTS)
    bad = [Line(x.one, x.other, x.offset + (0.2 if n % 2 else -0.2)) for n, x in enumerate(good)]
    (tight,), (wide,) = clocks(good), clocks(bad)
    assert max(p.error for p in wide.placed) > max(p.error for p in tight.placed)
