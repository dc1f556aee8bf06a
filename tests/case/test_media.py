from fractions import Fraction
from pathlib import Path

import av
from PIL import Image

from tests.case import paths as at
from tests.case.media import KEPT, TRIMMED_SIZE
from tests.case.truth import DemoTruth


def test_the_cut_is_smaller_and_coarser_than_the_film(demo_folder: Path, demo_truth: DemoTruth) -> None:
    rates = []
    for path in (at.LONG, at.TRIMMED):
        with av.open(str(demo_folder / path)) as box:
            film = box.streams.video[0].codec_context
            rates.append(box.bit_rate)
    assert (film.width, film.height) == TRIMMED_SIZE
    assert rates[1] < rates[0] / 2


def test_the_damaged_film_is_the_only_one_without_its_tail(demo_folder: Path, demo_truth: DemoTruth) -> None:
    assert demo_truth.damaged_kept == KEPT == Fraction(3, 5)
    content = (demo_folder / at.DAMAGED).read_bytes()
    box = content.index(b"mdat") - 4
    told = int.from_bytes(content[box : box + 4], "big")
    assert (box + told) * KEPT == len(content) or abs((box + told) * KEPT - len(content)) <= 1


def test_the_photograph_is_a_picture_of_the_film(demo_folder: Path, demo_truth: DemoTruth) -> None:
    with Image.open(demo_folder / at.PICTURE) as opened:
        assert opened.size == (426, 240)
        assert opened.format == "JPEG"
