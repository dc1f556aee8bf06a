"""Panes: told where films stand beside one another, or small on what stands still; nowhere else."""

import cv2
import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.watch.pane_cutting import FEWEST, Box, panes_of
from tests.match.invented import RATE, film

Picture = npt.NDArray[np.uint8]
SECONDS = 6
ONE, OTHER = (film(seed, SECONDS)[::RATE] for seed in (31, 32))

sides = st.tuples(st.integers(0, 40), st.integers(1, 40))
boxes = st.builds(lambda x, y: Box(x[0], y[0], x[0] + x[1], y[0] + y[1]), sides, sides)


def shown(picture: Picture, ground: Picture, box: Box) -> Picture:
    out = ground.copy()
    small = cv2.resize(picture, (box.width, box.height), interpolation=cv2.INTER_AREA)
    out[box.top : box.bottom, box.left : box.right] = small
    return out


def test_a_whole_picture_is_no_pane() -> None:
    assert panes_of(ONE) == ()
    assert panes_of(film(33, SECONDS, moves=False)[::RATE]) == ()


def test_two_films_beside_one_another_are_two_panes() -> None:
    black = np.zeros_like(ONE[0])
    left, right = Box(0, 45, 160, 135), Box(160, 45, 320, 135)
    both = [shown(a, shown(b, black, right), left) for a, b in zip(ONE, OTHER, strict=True)]
    found = panes_of(both)
    assert len(found) == 2
    assert min(found[0].shared(left), found[1].shared(right)) > 0.9
    turned = [np.ascontiguousarray(picture.T) for picture in both]
    assert [box.turned for box in panes_of(turned)] == list(found)


@given(st.integers(0, 150), st.integers(0, 80))
def test_a_film_on_a_still_ground_is_one_pane_wherever_it_stands(left: int, top: int) -> None:
    ground = np.full_like(ONE[0], 90)
    box = Box(left, top, left + 160, top + 90)
    (found,) = panes_of([shown(picture, ground, box) for picture in ONE])
    assert found.shared(box) > 0.85


def test_what_nearly_fills_the_picture_is_no_pane() -> None:
    black = np.zeros_like(ONE[0])
    assert panes_of([shown(picture, black, Box(10, 6, 310, 174)) for picture in ONE]) == ()


def test_a_moment_tells_no_border() -> None:
    ground = np.full_like(ONE[0], 90)
    small = [shown(picture, ground, Box(20, 20, 180, 110)) for picture in ONE]
    assert panes_of(small[: FEWEST - 1]) == ()
    assert len(panes_of(small[:FEWEST])) == 1


@given(boxes, boxes)
def test_boxes_share_as_much_with_one_another_and_all_with_themselves(one: Box, other: Box) -> None:
    assert one.shared(other) == other.shared(one)
    assert 0 <= one.shared(other) <= 1 == one.shared(one)
    assert one.turned.shared(other.turned) == one.shared(other)
    assert one.turned.turned == one
