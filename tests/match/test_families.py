"""Families of copies: laws for any copies, and what becomes of compilations and of pictures side by side."""

import random

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.match.families import Family, compilations, distinct, families, first_held
from tawthiq.match.frame import Frame
from tawthiq.match.parts import Part
from tawthiq.match.seams import End, Shared
from tawthiq.record.digest import Digest
from tests.record.strategies import some_digest

NODES = [some_digest(str(n)) for n in range(10)]
links = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=12)

A, B, C, D, E, F = NODES[:6]
LEFT, RIGHT = Frame(0, 0, 50, 100), Frame(50, 0, 50, 100)
WHOLE = Frame(0, 0, 100, 100)
LENGTHS = dict.fromkeys(NODES, 60.0)


def shared(
    one: Digest,
    here: tuple[float, float],
    other: Digest,
    there: tuple[float, float],
    region: Frame = WHOLE,
    region_there: Frame = WHOLE,
) -> Shared:
    return Shared(End(one, here, region), End(other, there, region_there))


def linked(pairs: list[tuple[Digest, Digest]]) -> list[Shared]:
    return [shared(one, (0, 10), other, (0, 10)) for one, other in pairs]


def members(found: tuple[Family, ...]) -> set[frozenset[Digest]]:
    return {frozenset(family.members) for family in found}


@given(links, st.randoms())
def test_families_keep_every_member_once_whatever_the_order(
    pairs: list[tuple[Digest, Digest]], rng: random.Random
) -> None:
    found = families(linked(pairs), {}, {})
    shuffled = list(pairs)
    rng.shuffle(shuffled)
    assert families(linked(shuffled), {}, {}) == found
    every = [m for f in found for m in f.members]
    assert sorted(every) == sorted({node for link in pairs for node in link})
    assert compilations(found) == set()
    assert distinct(NODES, found) == len(NODES) - len(every) + len(found)


@given(links)
def test_linked_recordings_share_a_family(pairs: list[tuple[Digest, Digest]]) -> None:
    home = {m: f for f in families(linked(pairs), {}, {}) for m in f.members}
    assert all(home[one] == home[other] for one, other in pairs)


# C shows 5 s of A and then, from its cut at 5 s on, 10 s of B.
COMPILED = [shared(C, (0, 5), A, (20, 25)), shared(C, (5, 15), B, (10, 20))]
CUTS = {C: [5.0]}


def test_a_compilation_is_of_every_family_that_it_shows() -> None:
    copies = [*COMPILED, shared(D, (0, 30), A, (5, 35)), shared(E, (0, 60), B, (0, 60))]
    found = families(copies, CUTS, LENGTHS | {C: 15.0})
    assert members(found) == {frozenset({A, C, D}), frozenset({B, C, E})}
    assert {part for f in found for part in f.parts if part.item == C} == {Part(C, 0, 5), Part(C, 5, None)}
    assert compilations(found) == {C}
    assert distinct([A, B, C, D, E, F], found) == 3
    assert distinct([C], found) == 2


def test_an_end_that_missed_a_seam_joins_no_families() -> None:
    """B's stretch reaches 1.3 s back over the cut, as far as a picture a second and a crop may mislead."""
    copies = [COMPILED[0], shared(C, (3.7, 15), B, (8.7, 20))]
    assert members(families(copies, CUTS, LENGTHS | {C: 15.0})) == {frozenset({A, C}), frozenset({B, C})}


def test_copies_of_a_compilation_are_of_the_families_of_what_it_shows() -> None:
    """F is the compilation, two seconds later; nobody laid it beside the sources."""
    copies = [*COMPILED, shared(F, (2, 17), C, (0, 15)), shared(D, (4, 9), F, (10, 15))]
    found = families(copies, CUTS, LENGTHS | {C: 15.0, F: 17.0})
    assert members(found) == {frozenset({A, C, F}), frozenset({B, C, D, F})}
    assert {part for f in found for part in f.parts if part.item == F} == {Part(F, 0, 7), Part(F, 7, None)}


def test_what_else_a_compilation_shows_is_a_recording_of_its_own() -> None:
    copies = [shared(C, (0, 5), A, (20, 25)), shared(C, (12, 30), B, (10, 28))]
    found = families(copies, {C: [5.0, 12.0]}, LENGTHS | {C: 30.0})
    assert members(found) == {frozenset({A, C}), frozenset({B, C}), frozenset({C})}
    assert [f.parts for f in found if not f.is_shared] == [(Part(C, 5.0, 12.0),)]
    assert distinct([A, B, C], found) == 3
    card = [shared(C, (0, 5), A, (20, 25)), shared(C, (7.5, 30), B, (10, 32.5))]
    assert distinct([A, B, C], families(card, {C: [5.0, 7.5]}, LENGTHS | {C: 30.0})) == 2


def test_two_side_by_side_are_two_and_so_is_a_copy_of_both() -> None:
    copies = [
        shared(C, (0, 20), A, (0, 20), LEFT),
        shared(B, (5, 25), C, (0, 20), WHOLE, RIGHT),
        shared(D, (0, 20), C, (0, 20)),
        shared(E, (0, 10), A, (30, 40)),
    ]
    found = families(copies, {}, LENGTHS)
    assert members(found) == {frozenset({A, C, D, E}), frozenset({B, C, D})}
    assert compilations(found) == {C, D}


def test_crops_of_one_picture_are_one_recording() -> None:
    left, right = Frame(0, 0, 75, 100), Frame(25, 0, 75, 100)
    copies = [shared(B, (0, 20), A, (0, 20), WHOLE, left), shared(C, (0, 20), A, (0, 20), WHOLE, right)]
    assert members(families(copies, {}, LENGTHS)) == {frozenset({A, B, C})}


def test_one_picture_now_left_now_right_is_one_recording() -> None:
    copies = [shared(C, (0, 10), A, (0, 10), LEFT), shared(C, (10, 20), A, (10, 20), RIGHT)]
    assert members(families(copies, {}, LENGTHS)) == {frozenset({A, C})}


def test_who_shows_one_footage_only_is_the_earliest_held_of_it() -> None:
    first, second = families([*COMPILED, shared(D, (0, 30), A, (5, 35))], CUTS, LENGTHS | {C: 15.0})
    held = {C: 0, D: 1, A: 2, B: 3}
    for family in (first, second):
        assert first_held(family, {C}, held) == ((D, A, C) if A in family.members else (B, C))
    assert first_held(first, {C}, {C: 0}) == (C,)


def test_pictures_have_no_seconds() -> None:
    found = families([shared(A, (0, 0), B, (12, 12)), shared(C, (0, 0), A, (0, 0))], {B: [5.0]}, {B: 60.0})
    assert members(found) == {frozenset({A, B, C})}
