"""Reading regions with Tesseract, where it is installed."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, features

from tawthiq.media.messages import Maker, Measured
from tawthiq.record.draft import Draft
from tawthiq.record.errors import ExtraMissing
from tawthiq.record.value import Text
from tawthiq.watch import text_reading
from tawthiq.watch.text_reading import TextReader, tesseract_version, without_strays
from tawthiq.watch.text_regions import COLUMNS
from tawthiq.watch.unreviewed import MARK
from tests.watch.test_text_regions import BANNER, found, frame

NASKH = Path("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Bold.ttf")


def _missing() -> str:
    try:
        tesseract_version()
    except ExtraMissing as cause:
        return cause.message
    return ""


needs_tesseract = pytest.mark.skipif(bool(_missing()), reason=_missing() or "installed")


def _read(pixels: np.ndarray) -> list[Draft]:
    excerpt = Measured(Maker("tests", "1"), "x.text", COLUMNS, len(pixels))
    return list(TextReader().read(excerpt, {"pixel": pixels}))


@needs_tesseract
def test_a_banner_is_read_and_its_number_marked() -> None:
    (banner,) = found(*(frame(n, "ALEPPO NEWS 16 AUGUST") for n in range(4)))
    (draft,) = _read(banner.arrays[0])
    assert draft.value == Text(f"ALEPPO NEWS 16 AUGUST {MARK}")


@needs_tesseract
@pytest.mark.skipif(
    not (features.check("raqm") and NASKH.is_file()), reason="no font or shaping for Arabic letters here"
)
@pytest.mark.parametrize("words", ["شبكة حلب الإخبارية", "قصف صاروخي على المدنيين"])
def test_arabic_is_read(words: str) -> None:
    strip = Image.new("L", (420, 52), 40)
    ImageDraw.Draw(strip).text((20, 2), words, font=ImageFont.truetype(str(NASKH), 30), fill=250)
    (draft,) = _read(np.array(strip, np.uint8))
    assert draft.value == Text(words, "ar")


@needs_tesseract
def test_stones_say_nothing() -> None:
    x, y, width, height = BANNER
    assert _read(np.ascontiguousarray(frame(3)[y : y + height, x : x + width])) == []
    assert _read(np.zeros((2, 2), np.uint8)) == []
    assert _read(np.zeros((30, 90, 3), np.uint8)) == []


def test_single_signs_at_the_ends_are_the_frame() -> None:
    assert without_strays(["١", "حلب", "-", "آب", "|"]) == ["حلب", "-", "آب"]
    assert without_strays(["|", "l"]) == []


def test_without_the_program_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_reading, "PROGRAM", "no-such-program-anywhere")
    with pytest.raises(ExtraMissing) as caught:
        TextReader()
    assert "tesseract-ocr-ara" in caught.value.advice
