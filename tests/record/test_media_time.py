from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record.errors import LawBroken
from tawthiq.record.media_time import clock, parse_clock, parse_rational, rational
from tests.record.strategies import fractions


@given(st.fractions())
def test_rationals_round_trip(value: Fraction) -> None:
    assert parse_rational(rational(value)) == value


@given(fractions)
def test_a_shown_second_has_begun_and_is_read_back(time: Fraction) -> None:
    shown = parse_clock(clock(time, decimals=3))
    assert shown <= time < shown + Fraction(1, 1000)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("3:25", 205),
        ("205", 205),
        ("1:02:03.5", Fraction(7447, 2)),
        ("0:00", 0),
        ("12.48", Fraction(312, 25)),
    ],
)
def test_times_as_people_write_them(text: str, time: Fraction) -> None:
    assert parse_clock(text) == time


def test_times_as_people_read_them() -> None:
    assert clock(Fraction(205)) == "3:25"
    assert clock(Fraction(3723)) == "1:02:03"
    assert clock(Fraction(1248, 100), decimals=3) == "0:12.480"
    assert clock(Fraction(-5)) == "-0:05"


@pytest.mark.parametrize("text", ["", "3:75", "x", "1:2:3:4", "-3", "٣:٢٥", "1."])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(LawBroken):
        parse_clock(text)


@pytest.mark.parametrize("text", ["1/0", "2/4", "0.5", "+1", "01", "1/1", " 1"])
def test_what_is_no_rational_is_refused(text: str) -> None:
    with pytest.raises(LawBroken):
        parse_rational(text)
