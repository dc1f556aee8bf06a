"""Points: found again after crops, turns and in the mirror, and spread over the picture."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tawthiq.media.points import FULL_SIDE, MOST_POINTS, Points, mirrored, points_of
from tests.watch.test_hashes import landscape

Bytes = npt.NDArray[np.uint8]


def town(seed: int, size: tuple[int, int] = (180, 320)) -> Bytes:
    """A landscape with hard edges on it, as walls and windows have."""
    random = np.random.default_rng(seed)
    picture = landscape(seed, size).copy()
    for _ in range(160):
        top, left = random.integers(0, size[0] - 12), random.integers(0, size[1] - 16)
        picture[top : top + random.integers(3, 12), left : left + random.integers(3, 16)] = random.integers(
            255
        )
    return picture


def found_again(one: Points, other: Points, bits: int) -> float:
    """Share of the points of `one` with a descriptor of `other` within `bits`."""
    apart = np.bitwise_count(one.descriptors[:, None] ^ other.descriptors[None]).sum(axis=2)
    return float((apart.min(axis=1) <= bits).mean())


def test_a_mirror_picture_has_the_points_computed_without_it() -> None:
    picture = town(1)
    there = points_of(np.ascontiguousarray(picture[:, ::-1]))
    assert found_again(mirrored(points_of(picture)), there, 8) > 0.8
    assert found_again(points_of(picture), there, 8) < 0.1


def test_the_mirror_of_the_mirror_is_the_picture() -> None:
    points = points_of(town(2))
    twice = mirrored(mirrored(points))
    for name in ("x", "y", "scale", "angle", "descriptors"):
        assert np.array_equal(getattr(twice, name), getattr(points, name))


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_turned_crop_is_found_and_another_picture_is_not(turns: int) -> None:
    whole = town(3)
    crop = np.ascontiguousarray(np.rot90(whole[20:170, 30:300], turns))
    again = found_again(points_of(crop), points_of(whole), 30)
    assert again > 0.4
    assert found_again(points_of(crop), points_of(town(4)), 30) < again - 0.25  # corners of boxes are alike


def test_a_busy_half_does_not_starve_a_calm_one() -> None:
    picture = landscape(5, (180, 320)).copy()
    picture[:, 160:] = np.random.default_rng(5).integers(0, 256, (180, 160))
    points = points_of(picture)
    assert len(points) == MOST_POINTS
    strongest = sorted(cv2.ORB.create(1000).detect(picture, None), key=lambda k: -k.response)[:MOST_POINTS]
    assert (points.x < FULL_SIDE // 2).sum() >= 10 > sum(k.pt[0] < 160 for k in strongest)


@pytest.mark.parametrize("shape", [(1, 1), (16, 16), (180, 320), (5, 320)])
def test_flat_and_tiny_pictures_have_none(shape: tuple[int, int]) -> None:
    assert len(points_of(np.full(shape, 90, np.uint8))) == 0
