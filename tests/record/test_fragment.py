from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record.errors import LawBroken
from tawthiq.record.fragment import from_fragment, to_fragment
from tawthiq.record.selector import Pointer, Region, Seconds, Selector
from tests.record.strategies import regions

milliseconds = st.integers(0, 10**7).map(lambda ms: Fraction(ms, 1000))


@given(milliseconds, st.none() | milliseconds, st.none() | regions())
def test_fragments_round_trip(start: Fraction, length: Fraction | None, region: Region | None) -> None:
    seconds = Seconds(start, None if length is None else start + length)
    selectors: tuple[Selector, ...] = (seconds, region) if region else (seconds,)
    assert from_fragment("#" + to_fragment(selectors)) == selectors


def test_the_form_of_the_standard() -> None:
    region = Region(*(Decimal(n) for n in (10, 20, 30, 40)))
    selectors = (Seconds(Fraction(205), Fraction(212)), region)
    assert to_fragment(selectors) == "t=205,212&xywh=percent:10,20,30,40"
    assert from_fragment("xywh=percent:10,20,30,40&t=npt:3:25,3:32") == selectors
    assert from_fragment("t=,10") == (Seconds(Fraction(0), Fraction(10)),)
    assert from_fragment("") == ()


@pytest.mark.parametrize(
    "fragment",
    ["t=5,", "t=5,4", "t=x", "xywh=1,2,3,4", "xywh=percent:1,2,3", "xywh=percent:90,0,20,10", "id=3", "t=-1",
     "xywh=percent:a,b,c,d"],
)  # fmt: skip
def test_what_points_nowhere_is_refused(fragment: str) -> None:
    with pytest.raises(LawBroken):
        from_fragment(fragment)


def test_a_row_has_no_media_fragment() -> None:
    with pytest.raises(LawBroken, match="pointer"):
        to_fragment((Pointer("/messages/1"),))
