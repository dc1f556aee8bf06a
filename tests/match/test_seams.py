"""Which cuts of a recording are seams between footage of others."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.match.frame import Frame
from tawthiq.match.seams import End, Shared, along, seams
from tawthiq.record.digest import Digest
from tests.record.strategies import some_digest

A, B, C, D, AGAIN = (some_digest(name) for name in "ABCDE")


def shared(one: Digest, here: tuple[float, float], other: Digest, there: tuple[float, float]) -> Shared:
    return Shared(End(one, here), End(other, there))


EXCERPTS = [shared(C, (0, 5), A, (20, 25)), shared(C, (5, 30), B, (10, 35))]
WHOLES = [shared(C, (0, 10), A, (0, 10)), shared(C, (10, 30), B, (0, 20))]
LONG = {A: 60.0, B: 60.0, C: 30.0, D: 60.0}


def test_a_cut_is_a_seam_where_one_recording_is_left_and_another_met() -> None:
    assert seams(EXCERPTS, {C: [5.0]}, LONG) == {C: [5.0]}
    assert seams(EXCERPTS, {C: [5.6, 12]}, LONG) == {C: [5.6]}  # ends are a second apart


def test_a_stretch_may_reach_a_little_beyond_a_cut_that_the_other_has_not() -> None:
    reaching = [shared(C, (0, 6.7), A, (20, 26.7)), *EXCERPTS[1:]]  # 1.7 s into what B shows
    assert seams(reaching, {C: [5.0]}, LONG) == {C: [5.0]}
    assert seams(reaching[:1], {C: [5.0]}, LONG) == {C: [5.0]}
    assert seams(reaching[:1], {C: [5.0], A: [25.0]}, LONG) == {}
    assert seams([shared(C, (0, 7.5), A, (20, 27.5))], {C: [5.0]}, LONG) == {}  # no longer a little


def test_one_of_the_two_may_end_there() -> None:
    """A was uploaded as an excerpt that ends where the compilation leaves it; B goes on."""
    assert seams(EXCERPTS, {C: [5.0]}, LONG | {A: 25.0}) == {C: [5.0]}
    assert seams(EXCERPTS, {C: [5.0]}, LONG | {A: 25.0, B: 35.0}) == {C: [5.0]}  # B shows something before


def test_without_a_cut_there_is_a_seam_only_where_both_go_on_elsewhere() -> None:
    """Copies are lost in the dark; a recording is not in two for that."""
    assert seams(EXCERPTS, {}, LONG) == {C: [5.0]}
    assert seams([EXCERPTS[0], shared(C, (7, 30), B, (12, 35))], {}, LONG) == {}


def test_or_where_one_is_at_its_own_end_exactly_where_another_is_met_that_shares_nothing_with_it() -> None:
    ending = LONG | {A: 25.0}
    assert seams(EXCERPTS, {}, ending) == {C: [5.0]}
    assert seams([EXCERPTS[0], shared(C, (5, 30), B, (0, 25))], {}, LONG) == {C: [5.0]}
    assert seams([EXCERPTS[0], shared(C, (5.6, 30), B, (10.6, 35))], {}, ending) == {}
    assert seams(EXCERPTS, {}, LONG | {A: 25.6}) == {}
    assert seams([*EXCERPTS, shared(A, (15, 25), B, (0, 10))], {}, ending) == {}


def test_what_follows_may_be_something_that_nobody_else_has() -> None:
    assert seams(EXCERPTS[:1], {C: [5.0]}, LONG) == {C: [5.0]}
    assert seams(EXCERPTS[:1], {C: [7.0]}, LONG) == {}


def test_behind_an_intro_each_goes_its_own_way() -> None:
    """Each has the cut, so none goes on in the same shot; a copy of one of them shows both sides of it."""
    items = (A, B, C, D)
    intro = [shared(one, (0, 6), other, (0, 6)) for one, other in combinations(items, 2)]
    cuts, again = {item: [6.0] for item in items}, shared(AGAIN, (0, 30), A, (0, 30))
    assert seams(intro, cuts, LONG) == cuts
    assert seams([*intro, again], cuts, LONG | {AGAIN: 30.0}) == cuts | {AGAIN: [6.0]}
    assert seams(intro[:3], cuts, LONG) == {A: [6.0]}  # D, C and B know of one other only


def test_a_cut_that_both_have_is_no_seam() -> None:
    cuts = {A: [10.0], C: [10.0]}
    again = shared(D, (0, 12), C, (12, 24))
    assert seams([shared(C, (0, 30), A, (0, 30)), again], cuts, LONG) == {}
    assert seams([shared(C, (0, 10), A, (0, 10)), again], cuts, LONG) == {}  # lost behind the cut
    found_twice = [shared(C, (0, 10), A, (0, 10)), shared(C, (10, 30), A, (10, 30))]
    assert seams([*found_twice, again], cuts, LONG) == {}


@pytest.mark.parametrize("ends", [9.2, 10.0])
def test_excerpts_that_end_and_begin_at_a_cut_make_no_seam_where_somebody_shows_both(ends: float) -> None:
    copies = [
        shared(A, (0, ends), C, (0, ends)),
        shared(B, (0, 15), C, (10, 25)),
        shared(D, (0, 9), C, (6, 15)),
    ]
    assert seams(copies, {C: [10.0]}, {A: ends, B: 15.0, C: 30.0, D: 9.0}) == {}


def test_who_is_known_again_for_a_moment_only_or_shows_a_smaller_picture_is_no_source() -> None:
    """The cut was not seen in a small picture of it, and the copy was lost there."""
    met = shared(B, (0, 9), C, (6, 15))
    moment = shared(C, (4, 5), A, (24, 25))
    small = Shared(End(C, (0, 5)), End(A, (20, 25), Frame(0, 25, 100, 50)))
    for copy in (moment, small):
        assert seams([copy, met], {C: [5.0]}, LONG | {B: 9.0}) == {}


def test_one_recording_whole_and_another_behind_it_meet_at_a_seam() -> None:
    assert seams(WHOLES, {C: [10.0]}, {A: 10.0, B: 20.0, C: 30.0}) == {C: [10.0]}
    assert seams(WHOLES, {C: [10.0]}, {A: 10.8, B: 20.8, C: 30.0}) == {}  # neither ends there


def test_who_ends_at_a_cut_may_be_part_of_one_that_goes_on() -> None:
    """The source itself was not laid beside the compilation, for an excerpt of it had been."""
    copies = [*WHOLES, shared(A, (0, 10), D, (20, 30)), shared(C, (3, 18), AGAIN, (0, 15))]
    assert seams(copies, {C: [10.0]}, {A: 10.0, B: 20.0, C: 30.0, D: 60.0})[C] == [10.0]
    assert seams([*WHOLES, copies[-1]], {C: [10.0]}, {A: 10.0, B: 20.0, C: 30.0}) == {}


def test_an_upload_of_the_same_that_has_the_cut_says_nothing_against_a_seam() -> None:
    again, lengths = shared(C, (3, 18), AGAIN, (0, 15)), {A: 10.0, B: 20.0, C: 30.0, AGAIN: 15.0}
    assert seams([*WHOLES, again], {C: [10.0], AGAIN: [7.0]}, lengths) == {C: [10.0], AGAIN: [7.0]}


def test_who_ends_a_second_behind_the_cut_goes_on() -> None:
    assert seams(EXCERPTS[:1], {C: [5.0]}, LONG | {A: 26.0}) == {C: [5.0]}
    assert seams(EXCERPTS[:1], {C: [5.0]}, LONG | {A: 25.8}) == {}


def test_who_goes_on_with_the_same_is_not_left() -> None:
    """C ends where it leaves A, and shows D there; but D is a copy of A, so A goes on as D does."""
    left = [shared(A, (0, 5.2), C, (24.8, 30)), shared(C, (24.8, 30), D, (0, 5.2))]
    met = shared(A, (4.5, 9), B, (11.5, 16))
    assert seams([*left, met, shared(A, (0, 10), D, (0, 10))], {}, LONG | {A: 10.0, D: 10.0}) == {}
    apart = seams([*left, met, shared(A, (0, 5.2), D, (0, 5.2))], {}, LONG | {A: 10.0, D: 10.0})
    (seam,) = apart[A]
    assert seam == pytest.approx(4.85)


def test_the_same_recording_twice_over_meets_at_none() -> None:
    again = [shared(C, (0, 10), A, (0, 10)), shared(C, (10, 20), A, (0, 10))]
    assert seams(again, {C: [10.0]}, {A: 10, C: 20}) == {}


def test_a_seam_is_handed_on_along_copies_at_their_speed() -> None:
    copies = [*EXCERPTS, shared(D, (1, 16), C, (0, 30))]
    found = seams(copies, {C: [5.0]}, LONG | {D: 16})
    assert found == {C: [5.0], D: [pytest.approx(3.5)]}
    assert along(copies[-1].one, copies[-1].other, 3.5) == pytest.approx(5.0)


@given(st.lists(st.floats(0, 30), max_size=40), st.randoms())
def test_seams_do_not_hang_on_the_order_in_which_cuts_were_written_down(
    cuts: list[float], rng: random.Random
) -> None:
    copies = [*EXCERPTS, shared(A, (0, 20), B, (5, 25)), shared(A, (20, 28), D, (2, 10))]
    mixed = list(cuts)
    rng.shuffle(mixed)
    found = seams(copies, {A: cuts, B: cuts}, LONG)
    assert seams(copies, {A: mixed, B: mixed}, LONG) == found
    assert seams(copies, {A: [*cuts, 900.0], B: cuts}, LONG) == found  # no copy begins or ends there
