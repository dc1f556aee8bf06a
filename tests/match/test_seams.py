"""Which cuts of a recording are seams between footage of others."""

import pytest

from tawthiq.match.seams import End, Shared, along, seams
from tests.record.strategies import some_digest

A, B, C, D = (some_digest(name) for name in "ABCD")


def shared(one: str, here: tuple[float, float], other: str, there: tuple[float, float]) -> Shared:
    return Shared(End(one, here), End(other, there))  # type: ignore[arg-type]


WHOLE_AND_WHOLE = [shared(C, (0, 10), A, (0, 10)), shared(C, (10, 30), B, (0, 20))]
LENGTHS = {A: 10.0, B: 20.0, C: 30.0}


def test_a_cut_at_which_a_counterpart_goes_on_with_something_else_is_a_seam() -> None:
    copies = [shared(C, (0, 5), A, (20, 25))]
    assert seams(copies, {C: [5.0]}, {A: 60, C: 20}) == {C: [5.0]}
    assert seams(copies, {C: [5.6, 12]}, {A: 60, C: 20}) == {C: [5.6]}  # ends are a second apart


def test_so_is_one_before_which_the_counterpart_shows_something_else() -> None:
    assert seams([shared(C, (5, 20), A, (20, 35))], {C: [5.0]}, {A: 60, C: 20}) == {C: [5.0]}


def test_without_a_cut_there_is_no_seam() -> None:
    """Copies are lost in the dark; a recording is not in two for that."""
    assert seams([shared(C, (0, 5), A, (20, 25))], {}, {A: 60, C: 20}) == {}


def test_a_cut_that_both_have_is_no_seam() -> None:
    cuts = {A: [10.0], C: [10.0]}
    assert seams([shared(C, (0, 30), A, (0, 30))], cuts, {A: 30, C: 30}) == {}
    assert seams([shared(C, (0, 10), A, (0, 10))], cuts, {A: 30, C: 30}) == {}  # lost behind the cut
    found_twice = [shared(C, (0, 10), A, (0, 10)), shared(C, (10, 30), A, (10, 30))]
    assert seams(found_twice, cuts, {A: 30, C: 30}) == {}


@pytest.mark.parametrize("missed", [{}, {C: [10.0]}])
def test_an_excerpt_that_ends_at_a_cut_makes_no_seam(missed: dict[str, list[float]]) -> None:
    assert seams([shared(A, (0, 10), C, (0, 10))], missed, {A: 10, C: 30}) == {}  # type: ignore[arg-type]


def test_one_recording_whole_and_another_behind_it_meet_at_a_seam() -> None:
    assert seams(WHOLE_AND_WHOLE, {C: [10.0]}, LENGTHS) == {C: [10.0]}


def test_the_same_recording_twice_over_meets_at_none() -> None:
    again = [shared(C, (0, 10), A, (0, 10)), shared(C, (10, 20), A, (0, 10))]
    assert seams(again, {C: [10.0]}, {A: 10, C: 20}) == {}


def test_a_seam_is_handed_on_along_copies_at_their_speed() -> None:
    copies = [*WHOLE_AND_WHOLE, shared(D, (1, 16), C, (0, 30))]
    found = seams(copies, {C: [10.0]}, LENGTHS | {D: 16})
    assert found == {C: [10.0], D: [pytest.approx(6.0)]}
    assert along(copies[-1].one, copies[-1].other, 6.0) == pytest.approx(10.0)
