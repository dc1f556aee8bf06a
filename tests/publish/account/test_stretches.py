from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.publish.account.stretches import Extent, Stretch, merged, stretches, without

_TIMES = st.fractions(0, 420, max_denominator=25)
_EXTENTS = st.lists(st.tuples(_TIMES, _TIMES).map(lambda pair: (min(pair), max(pair))), max_size=12)


@given(st.dictionaries(st.sampled_from("abcd"), _EXTENTS), st.integers(1, 420))
def test_stretches_lie_end_to_end_and_are_few(states: dict[str, list[Extent]], end: int) -> None:
    found = stretches(states, Fraction(end))
    assert found[0].start == 0
    assert found[-1].end == end
    assert all(one.end == other.start for one, other in pairwise(found))
    assert all(one.states != other.states for one, other in pairwise(found))
    assert len(found) <= 12


@given(_EXTENTS, _EXTENTS)
def test_what_is_cut_out_is_gone_and_the_rest_is_left(extents: list[Extent], holes: list[Extent]) -> None:
    for extent in extents:
        left = without(extent, holes)
        assert all(not (a < b and _deep((a, b), hole)) for a, b in left for hole in holes)
        length = sum(b - a for a, b in left)
        gone = sum(b - a for a, b in merged((max(a, extent[0]), min(b, extent[1])) for a, b in holes if a < b
                                            and a < extent[1] and b > extent[0]))  # fmt: skip
        assert length == extent[1] - extent[0] - gone


def _deep(one: Extent, other: Extent) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])


def test_what_comes_and_goes_is_one_stretch() -> None:
    speech = [(Fraction(n), Fraction(n) + 4) for n in range(0, 40, 5)]
    (first, rest) = stretches({"speech": speech}, Fraction(120))
    assert first == Stretch(Fraction(0), Fraction(39), (("speech", True),))
    assert rest.states == ()


def test_nothing_lasts_no_time() -> None:
    assert stretches({}, Fraction(0)) == ()
