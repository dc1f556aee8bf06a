"""What goes on from one picture to the next, and what does not."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tawthiq.watch.continuity import continuity

Frame = npt.NDArray[np.uint8]


def scene(seed: int) -> Frame:
    """Soft detail of many sizes, as a street has."""
    random = np.random.default_rng(seed)
    fine = cv2.GaussianBlur(random.normal(128, 400, (120, 160)), (0, 0), 2.5)
    return np.clip(fine, 0, 255).astype(np.uint8)


def window(world: Frame, x: int = 30, y: int = 30) -> Frame:
    return np.ascontiguousarray(world[y : y + 45, x : x + 80])


def test_a_picture_goes_on_in_itself_and_in_no_other() -> None:
    assert continuity(window(scene(1)), window(scene(1))) > 0.99
    assert all(continuity(window(scene(n)), window(scene(n + 1))) < 0.28 for n in range(20))


@pytest.mark.parametrize(("right", "down"), [(5, 0), (-12, 3), (0, -8), (15, 5)])
def test_it_goes_on_where_the_camera_was_turned(right: int, down: int) -> None:
    assert continuity(window(scene(2)), window(scene(2), 30 + right, 30 + down)) > 0.5


def test_it_goes_on_where_light_comes_or_goes() -> None:
    night = (window(scene(3)) * 0.2).astype(np.uint8)
    assert continuity(night, window(scene(3))) > 0.8
    assert continuity(window(scene(3)), night) > 0.8


def test_it_goes_on_beside_somebody_who_steps_before_the_lens() -> None:
    covered = window(scene(4)).copy()
    covered[10:, 20:60] = 150
    assert continuity(window(scene(4)), covered) > 0.5
    assert continuity(covered, window(scene(4))) > 0.35


def test_a_label_on_both_is_not_enough() -> None:
    one, other = window(scene(5)), window(scene(6))
    one[:7, :24] = other[:7, :24] = window(scene(7))[:7, :24]
    assert continuity(one, other) < 0.28


def test_upright_pictures_are_looked_at_like_lying_ones() -> None:
    lying = continuity(window(scene(8), 22, 26), window(scene(8)))
    upright = continuity(window(scene(8), 22, 26).T.copy(), window(scene(8)).T.copy())
    assert upright == pytest.approx(lying, abs=0.02) and lying > 0.5


@pytest.mark.parametrize("shape", [(45, 80), (3, 4), (1, 1)])
def test_where_nothing_is_to_be_seen_nothing_can_be_told(shape: tuple[int, int]) -> None:
    flat = np.full(shape, 90, np.uint8)
    assert continuity(flat, flat) == 0
    assert continuity(np.full((45, 81), 90, np.uint8), flat) == 0
