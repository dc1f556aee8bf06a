"""One picture a shot, the sharpest; and one every ten seconds."""

import io
import itertools
from dataclasses import replace
from fractions import Fraction

import cv2
import numpy as np
from PIL import Image

from tawthiq.media import analyser
from tawthiq.media.analyser import Seen, Watched
from tawthiq.media.specimen import Specimen, clip
from tawthiq.record.selector import Frame, Seconds
from tawthiq.watch.key_frames import KeyFrames
from tests.media import clips
from tests.media.watched import here

FOOTAGE = Specimen(seconds=6, cuts=(1, 2.52, 4.4))


def found(content: bytes) -> list[tuple[float, Image.Image]]:
    pictures = [p for p in here(content, KeyFrames()).pictures if p.header.property == "key-frame"]
    times = [s.start for p in pictures for s in p.header.selectors if isinstance(s, Seconds)]
    images = [Image.open(io.BytesIO(p.jpeg)) for p in pictures]
    sizes = [(p.header.width, p.header.height) for p in pictures]
    assert [image.size for image in images] == sizes
    return list(zip(map(float, times), images, strict=True))


def test_one_a_shot() -> None:
    times = [time for time, _ in found(clip(FOOTAGE))]
    assert [sum(time >= cut for cut in FOOTAGE.cuts) for time in times] == [0, 1, 2, 3]


def test_a_long_shot_has_one_every_ten_seconds() -> None:
    times = [time for time, _ in found(clip(replace(FOOTAGE, seconds=35, rate=5, cuts=(), tone=None)))]
    assert len(times) == 4
    assert all(after - before < 20 for before, after in itertools.pairwise(times))


def test_no_side_is_over_320_and_small_footage_is_not_enlarged() -> None:
    ((_, large),) = found(clip(Specimen(seconds=0.2, width=640, height=360, tone=None)))
    ((_, small),) = found(clip(Specimen(seconds=0.2, width=96, height=64, tone=None)))
    assert (large.size, small.size) == ((320, 180), (96, 64))


def test_the_sharpest_is_taken() -> None:
    key_frames = KeyFrames()
    sharp = np.kron(np.indices((8, 8)).sum(0) % 2, np.ones((20, 20))).astype(np.uint8) * 255
    for time in range(4):
        blurred = sharp if time == 2 else cv2.GaussianBlur(sharp, (21, 21), 0).astype(np.uint8)
        frame = Frame(0, time, Fraction(1))
        seen = Seen(Fraction(time), frame, is_key=False, luma=None, picture=np.dstack([blurred] * 3))
        assert not list(key_frames.see(seen))
    (best,) = key_frames.finish(Watched(Fraction(4)))
    assert isinstance(best, analyser.Image)
    assert best.selectors == (Seconds(Fraction(2), frame=Frame(0, 2, Fraction(1))),)


def test_a_still_picture_is_its_own_key_frame() -> None:
    account = here(clips.picture(), KeyFrames())
    assert [p.header.selectors for p in account.pictures] == [()]


def test_all_are_on_one_sheet() -> None:
    (sheet,) = [p for p in here(clip(FOOTAGE), KeyFrames()).pictures if p.header.property == "contact-sheet"]
    image = Image.open(io.BytesIO(sheet.jpeg))
    assert image.size == (sheet.header.width, sheet.header.height)
    assert image.width > 4 * 160 > image.height * 4
    assert sheet.header.selectors == ()
