"""Hashes: near for copies, far for others; and one a second at least one."""

import io
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tawthiq.media.specimen import Specimen, clip
from tawthiq.store.tracks import read_track
from tawthiq.watch.hashes import Hashes
from tawthiq.watch.perceptual import (
    GOOD_QUALITY,
    HASH_BYTES,
    MATCHING_BITS,
    distance,
    perceptual_hash,
)
from tests.media import clips
from tests.media.watched import here

FOOTAGE = Specimen(seconds=5, cuts=(1, 2, 3, 4), width=320, height=240, tone=None)


def track(content: bytes) -> dict[str, npt.NDArray[np.float64]]:
    tracks = [t for t in here(content, Hashes()).tracks if t.header.property == "track.hash"]
    assert len(tracks) == 1
    return read_track(tracks[0].npz)


def landscape(seed: int, size: tuple[int, int] = (240, 320)) -> npt.NDArray[np.uint8]:
    """A picture with structure on all scales, as photographs have."""
    random = np.random.default_rng(seed)
    picture = np.zeros(size, np.float32)
    for cells in (3, 6, 12, 24, 48):
        noise = random.normal(0, 1, (cells, cells)).astype(np.float32)
        picture += cv2.resize(noise, size[::-1], interpolation=cv2.INTER_CUBIC) / np.sqrt(cells)
    scaled: npt.NDArray[np.uint8] = (255 * (picture - picture.min()) / np.ptp(picture)).astype(np.uint8)
    return scaled


def test_copies_are_near_and_others_far() -> None:
    pictures = [landscape(seed) for seed in range(20)]
    hashes = [perceptual_hash(picture)[0] for picture in pictures]
    for picture, hashed in zip(pictures, hashes, strict=True):
        small = cv2.resize(picture, (160, 120), interpolation=cv2.INTER_AREA).astype(np.uint8)
        done, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 40])
        assert done
        again = cv2.imdecode(jpeg, cv2.IMREAD_GRAYSCALE)
        assert again is not None
        brighter = np.clip(picture.astype(int) * 0.8 + 30, 0, 255).astype(np.uint8)
        for copy in (small, again.astype(np.uint8), brighter):
            assert distance(hashed, perceptual_hash(copy)[0]) <= 16
    apart = [distance(a, b) for n, a in enumerate(hashes) for b in hashes[:n]]
    assert min(apart) > MATCHING_BITS
    assert np.mean(apart) == pytest.approx(128, abs=10)


def test_half_the_bits_are_set() -> None:
    hashed, quality = perceptual_hash(landscape(1))
    assert hashed.dtype == np.uint8
    assert hashed.shape == (HASH_BYTES,)
    assert int(np.bitwise_count(hashed).sum()) == pytest.approx(128, abs=2)
    assert quality >= GOOD_QUALITY


@pytest.mark.parametrize("shape", [(1, 1), (16, 16), (64, 64), (1080, 1920), (5, 320)])
def test_any_size_has_a_hash_and_a_flat_picture_no_quality(shape: tuple[int, int]) -> None:
    hashed, quality = perceptual_hash(np.full(shape, 90, np.uint8))
    assert (len(hashed), quality) == (HASH_BYTES, 0)


def test_one_a_second() -> None:
    columns = track(clip(FOOTAGE))
    assert columns["seconds"] == pytest.approx([0, 1, 2, 3, 4], abs=0.05)
    assert columns["hash"].shape == (5, HASH_BYTES)
    assert list(columns["pts"]) == pytest.approx([n * 12800 for n in range(5)], abs=600)


def test_the_same_footage_in_another_coding_is_near() -> None:
    first = track(clip(FOOTAGE))["hash"]
    again = track(clip(replace(FOOTAGE, video_codec="mpeg4", container="avi")))["hash"]
    apart = [[distance(a, b) for b in again.astype(np.uint8)] for a in first.astype(np.uint8)]
    same = np.eye(len(first), dtype=bool)
    # flat tiles at a low bit rate are hard on a hash; footage stays well within the threshold
    assert np.max(np.array(apart)[same]) < 48 < np.min(np.array(apart)[~same])


@pytest.mark.parametrize("content", [clip(clips.ONE_FRAME), clips.picture(), clip(clips.ROTATED)])
def test_short_footage_and_pictures_have_one(content: bytes) -> None:
    assert len(track(content)["hash"]) == 1


def test_footage_turned_by_its_container_is_hashed_as_displayed() -> None:
    from PIL import Image

    upright = landscape(5)
    lying = np.rot90(upright)
    files = []
    for pixels, orientation in ((upright, 1), (lying, 6)):
        file, exif = io.BytesIO(), Image.Exif()
        exif[0x0112] = orientation
        Image.fromarray(np.ascontiguousarray(pixels)).save(file, "PNG", exif=exif)
        files.append(track(file.getvalue())["hash"][0].astype(np.uint8))
    assert distance(*files) <= 4
