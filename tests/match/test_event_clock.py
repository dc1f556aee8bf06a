"""Clocks out of pairs: exact ones, wrong ones, and what is said of how well they are known."""

import itertools
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.drill.filming import shootings
from tawthiq.drill.scenario import Camera, Size, read_scenario
from tawthiq.drill.sound import RATE as DRILL_RATE
from tawthiq.drill.soundtrack import soundtracks
from tawthiq.match.event_clock import Line, clocks
from tawthiq.match.sync import Heard, synchronise
from tests.match.test_sync import RATE, stored

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


def test_intervals_hold_the_true_clock_of_a_drill(night: "Night") -> None:
    """Truth is when each camera began; what is compared is only what its microphone heard."""
    (clock,) = clocks(night.lines)
    assert len(clock.placed) == len(night.begins) and not clock.outliers
    first, *rest = clock.placed
    for placed in rest:
        off = placed.offset - (night.begins[placed.item] - night.begins[first.item])
        assert abs(off) <= placed.error, placed.item
        assert abs(off) > 0.002, "sound is late by its distance: nothing here can be exact"
        assert 0.145 <= placed.error <= 0.3


def test_a_pair_of_a_drill_moved_by_a_second_is_the_one_that_is_named(night: "Night") -> None:
    # Of two pairs that alone hold a recording either may be wrong: one held by three others is moved.
    held = Counter(camera for line in night.lines for camera in (line.one, line.other))
    line = max(night.lines, key=lambda each: min(held[each.one], held[each.other]))
    others = [each for each in night.lines if each is not line]
    wrong = replace(line, offset=line.offset + 1)
    (clock,) = clocks([*others, wrong])
    assert clock.outliers == (wrong,)


@dataclass(frozen=True)
class Night:
    """A drill's night, heard by four: the moments found between them, and when each truly began."""

    begins: dict[int, float]
    lines: list[Line[int]]


PLACES = ((-2.4, 7.0, -30.0), (1.4, 1.6, -14.0), (2.6, 9.5, -45.0), (0.3, 1.3, -55.0))
"""Metres, up to 41 apart; the impacts are 60 beyond the heap, other sources between."""


@pytest.fixture(scope="module")
def night() -> Night:
    size = Size("four", 0.1, 1, 0, 0, 0, 0, 8)
    cameras = tuple(
        Camera(f"c{n}", "impacts", f"c{n}.mp4", 8 * n, 100, place, drift_ppm=20 * n, sizes=(size.name,))
        for n, place in enumerate(PLACES)
    )
    scenario = replace(read_scenario("night-strike"), cameras=cameras)
    shots = shootings(scenario, size, 7)
    tracks = soundtracks(scenario.event("impacts"), shots, 61.0, size.scale, 7).tracks
    sounds = [stored(np.ascontiguousarray(tracks[shot.path][:: DRILL_RATE // RATE])) for shot in shots]
    lines = []
    for one, other in itertools.combinations(range(len(sounds)), 2):
        found = synchronise(sounds[one], sounds[other])
        if found is not None and found.heard is Heard.MOMENT:
            lines.append(Line(one, other, found.offset, found.rate, found.error, found.line.middle))
    return Night({n: float(shot.begins) for n, shot in enumerate(shots)}, lines)


def test_loops_that_do_not_close_widen_the_intervals() -> None:
    good = lines(STARTS)
    bad = [Line(x.one, x.other, x.offset + (0.2 if n % 2 else -0.2)) for n, x in enumerate(good)]
    (tight,), (wide,) = clocks(good), clocks(bad)
    assert max(p.error for p in wide.placed) > max(p.error for p in tight.placed)
