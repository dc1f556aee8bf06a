import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tawthiq.drill.camera import Pose, Walk
from tawthiq.drill.scene import Scene, label_box, site, stamp, street
from tawthiq.drill.texture import Image

WIDE = (426, 240)
SCENES = {
    "street": street(16, Walk(Pose((0.3, 1.65, 0.0)), phase=0.3)),
    "rubble": site(16, Walk(Pose((0.0, 1.65, 0.0)), pace=0.0, phase=0.3)),
    "balcony": street(16, Walk(Pose((1.0, 6.5, 190.0), yaw=2.8, pitch=-0.2), pace=0.1, phase=2.0)),
    "other street": street(117, Walk(Pose((-1.0, 1.5, 20.0), yaw=0.22), pace=0.3, phase=5.0)),
    "dusk": site(218, Walk(Pose((3.0, 1.6, 1.0), yaw=-0.3), pace=0.0, phase=1.0), light=0.5),
}


def _small(picture: Image) -> NDArray[np.float32]:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(grey, (64, 64), interpolation=cv2.INTER_AREA), np.float32)


def _hash(picture: Image) -> NDArray[np.bool_]:
    """256 bits: 16 x 16 low frequencies of 64 x 64, above their median, as PDQ."""
    low = np.asarray(cv2.dct(_small(picture)), np.float32)[1:17, 1:17]
    return np.asarray(low > np.median(low), np.bool_).ravel()


def _quality(picture: Image) -> float:
    """PDQ's measure: the sum of gradients of the 64 x 64 picture, 100 at most."""
    small = _small(picture)
    steps = [np.abs(np.diff(small, axis=axis)) * 100 / 255 for axis in (0, 1)]
    return min(100.0, sum(float(step.astype(int).sum()) for step in steps) / 90)


@pytest.mark.parametrize("name", SCENES)
def test_a_frame_is_the_same_whenever_it_is_asked_for(name: str) -> None:
    scene = SCENES[name]
    first = scene.frame(1.5, *WIDE)
    scene.frame(2.5, *WIDE)
    assert np.array_equal(first, scene.frame(1.5, *WIDE))
    assert first.shape == (240, 426, 3)
    assert first.dtype == np.uint8


@pytest.mark.parametrize("name", SCENES)
def test_frames_hash_with_good_quality(name: str) -> None:
    for second in (0.0, 3.0, 9.0):
        assert _quality(SCENES[name].frame(second, *WIDE)) >= 50


def test_scenes_are_far_apart_and_one_scene_moves_slowly() -> None:
    hashes = {
        name: [_hash(scene.frame(second, *WIDE)) for second in (0.0, 4.0, 12.0)]
        for name, scene in SCENES.items()
    }
    for one in hashes:
        for other in hashes:
            if one < other:
                apart = min(int((a != b).sum()) for a in hashes[one] for b in hashes[other])
                assert apart > 60, (one, other)
    street_now, a_moment_later = (SCENES["street"].frame(at, *WIDE) for at in (4.0, 4.067))
    assert int((_hash(street_now) != _hash(a_moment_later)).sum()) < 60


def test_a_street_has_sky_above_and_ground_below() -> None:
    picture = SCENES["balcony"].frame(0.0, *WIDE)
    blue, red = picture[20:60, :, 0].astype(int), picture[20:60, :, 2].astype(int)
    assert (blue > red + 10).mean() > 0.05
    below = picture[200:, :, :].astype(int)
    assert (below.max(axis=2) - below.min(axis=2) < 12).mean() > 0.3


@pytest.mark.parametrize("size", [(426, 240), (240, 426), (320, 240)])
def test_every_frame_says_that_it_is_invented(size: tuple[int, int]) -> None:
    picture = _first(SCENES["street"], size)
    blank: Image = np.zeros_like(picture)
    stamp(blank)
    right, bottom = label_box(size[0])
    assert np.array_equal(picture[: bottom + 1, : right + 1], blank[: bottom + 1, : right + 1])
    assert (blank > 128).sum() > 200
    assert right < size[0]


def _first(scene: Scene, size: tuple[int, int]) -> Image:
    return scene.frame(0.0, *size)
