"""The shelf: every near hash is found, whatever piece it lies in; points of a large one in its lists."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.match import hash_shelf, shelf
from tawthiq.match.hash_shelf import HashShelf
from tawthiq.match.shelf import Shelf, points_for
from tests.match.invented import film, recorded


def test_every_near_hash_is_found_across_pieces() -> None:
    random = np.random.default_rng(1)
    held = random.integers(0, 256, (2 * hash_shelf._PIECE + 100, 32), dtype=np.uint8)
    chosen = np.array([0, hash_shelf._PIECE - 1, hash_shelf._PIECE, len(held) - 1])
    asked = held[chosen].copy()
    asked[:, 3] ^= 0b111
    found = HashShelf()
    for part in np.array_split(held, 7):
        found.add(part)
    assert sorted(found.near(asked, 3)) == [(n, int(place), 3) for n, place in enumerate(chosen)]
    assert list(found.near(asked, 2)) == []
    assert list(HashShelf().near(asked, 3)) == []


def test_few_points_of_a_picture_find_it_again() -> None:
    whole, other = recorded("whole", film(1, 12)), recorded("other", film(2, 12))
    part = recorded("part", [p[:, ::-1] for p in film(1, 12)[42:92]])
    few = Shelf(np.empty((0, 32), np.uint8), most_points=40)
    for recording in (other, whole):
        few.add(recording, range(len(recording.seconds)))
    hints = few.ask(part)
    assert max(hints, key=lambda n: hints[n][0].votes) == 1
    assert hints[1][0].mirror


@given(st.integers(0, 10**8), st.integers(0, 10**8))
def test_a_larger_shelf_holds_no_more_points_of_a_picture(some: int, more: int) -> None:
    few, many = sorted((some, more))
    assert 60 <= points_for(many) <= points_for(few) <= 160
    assert points_for(few) == 60 or few * points_for(few) <= 60_000_000


def test_a_shelf_with_lists_answers_as_a_flat_one(monkeypatch: pytest.MonkeyPatch) -> None:
    recordings = [recorded(str(n), film(n, 10)) for n in range(1, 5)]
    sample = np.concatenate([p.descriptors for r in recordings for p in r.points])
    answers = []
    for most in (len(sample), len(sample) - 1):
        monkeypatch.setattr(shelf, "_FLAT_UP_TO", most)
        held = Shelf(sample)
        for recording in recordings:
            held.add(recording, range(len(recording.seconds)))
        found = held.ask(recorded("part", film(3, 10)[20:70]))
        answers.append(max((hints[0].votes, number) for number, hints in found.items())[1])
    assert answers == [2, 2]
