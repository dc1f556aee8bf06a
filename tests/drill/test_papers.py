import io

import numpy as np
from PIL import Image

from tawthiq.drill import papers


def test_the_photograph_tells_its_phone_and_a_time_without_a_zone() -> None:
    picture = np.full((24, 32, 3), 120, np.uint8)
    content = papers.photograph(picture, "2013:08:16 13:05:40")
    assert content == papers.photograph(picture, "2013:08:16 13:05:40")
    with Image.open(io.BytesIO(content)) as opened:
        exif = opened.getexif()
        inner = exif.get_ifd(0x8769)
        assert opened.size == (32, 24)
    assert exif[0x010F] == "Invented"
    assert inner[0x9003] == "2013:08:16 13:05:40"
    assert not set(inner) & {0x9010, 0x9011, 0x9012}
    assert not exif.get_ifd(0x8825)


def test_noise_is_of_no_format_and_the_same_for_a_seed() -> None:
    assert papers.noise(16) == papers.noise(16) != papers.noise(17)
    assert b"ftyp" not in papers.noise(16)[:64]
