import random
from fractions import Fraction

import numpy as np
import pytest

from tawthiq.drill.copyplan import EDITS
from tawthiq.drill.editing import WHOLE, changed, look_of, pixels
from tawthiq.drill.texture import Image


def _picture() -> Image:
    """Left half red, right half blue, the upper left corner white."""
    picture: Image = np.zeros((120, 200, 3), np.uint8)
    picture[:, :100, 2], picture[:, 100:, 0] = 200, 200
    picture[:40, :60] = 255
    return picture


@pytest.mark.parametrize("edits", EDITS)
def test_every_look_gives_a_picture_of_its_size_inside_its_boxes(edits: tuple[str, ...]) -> None:
    look = look_of(edits, 200, 120, random.Random(3))
    shown = changed(_picture(), look, 1.0)
    assert shown.shape == (look.height, look.width, 3)
    for box in (look.cropped, look.placed):
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= 100
        assert box.y + box.height <= 100


def test_a_mirrored_picture_has_left_on_the_right() -> None:
    shown = changed(_picture(), look_of(("mirror",), 200, 120, random.Random(1)), 0.0)
    assert tuple(shown[100, 10]) == (200, 0, 0)
    assert tuple(shown[5, 190]) == (255, 255, 255)


def test_a_quarter_clockwise_puts_the_upper_left_corner_to_the_right() -> None:
    turns = (look_of(("rotation",), 200, 120, random.Random(seed)) for seed in range(20))
    look = next(each for each in turns if each.turn == 1)
    shown = changed(_picture(), look, 0.0)
    assert shown.shape == (200, 120, 3)
    assert tuple(shown[5, 115]) == (255, 255, 255)


def test_outside_a_small_picture_and_behind_bars_is_nothing_of_the_source() -> None:
    barred = look_of(("letterbox",), 200, 120, random.Random(1))
    shown = changed(_picture(), barred, 0.0)
    _, top, _, low = pixels(barred.placed, barred.width, barred.height)
    assert not shown[:top].any()
    assert not shown[low:].any()
    assert shown[top + 2 : low - 2].any()
    assert barred.placed != WHOLE


def test_a_re_filmed_picture_lies_within_the_box_that_is_told() -> None:
    look = look_of(("re-film",), 200, 120, random.Random(1))
    shown = changed(_picture(), look, 0.3)
    left, top, right, low = pixels(look.placed, 200, 120)
    coloured = np.argwhere(shown.max(axis=2).astype(int) > 120)
    assert coloured.min(axis=0)[0] >= top - 3
    assert coloured.max(axis=0)[0] <= low + 3
    assert coloured.min(axis=0)[1] >= left - 3
    assert coloured.max(axis=0)[1] <= right + 3
    assert look.placed.width == Fraction(81)
