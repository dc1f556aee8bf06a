import hashlib
import tomllib
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont, features

from tawthiq.drill.editing import BANNER_WORDS, LOGO_WORDS
from tawthiq.drill.lettering import FONT, joined, language_of, write_in
from tawthiq.drill.texture import Image

ARABIC = tuple(words for words in (*BANNER_WORDS, *LOGO_WORDS) if language_of(words) == "ar")


def test_letters_take_the_form_that_their_neighbours_ask_for_and_run_to_the_left() -> None:
    assert joined("بيت") == "\ufe96\ufef4\ufe91"  # final ta, medial ya, initial ba
    assert joined("دار") == "\ufead\ufe8d\ufea9"  # none of these joins the next
    assert joined("سلام") == "\ufee1\ufefc\ufeb3"  # lam and alef are one
    assert joined("سوق، بيت") == "\ufe96\ufef4\ufe91 ،\ufed5\ufeee\ufeb3"
    assert joined("٣٠ قتيل") == f"{joined('قتيل')} ٣٠"  # numbers keep their order
    assert joined("ماء") == "\u0621\ufe8e\ufee3"


@pytest.mark.parametrize("words", ARABIC)
def test_the_font_has_a_letter_for_everything_that_is_painted(words: str) -> None:
    font = ImageFont.truetype(FONT, 40, layout_engine=ImageFont.Layout.BASIC)
    unknown = bytes(font.getmask("\ue000"))
    assert not [
        letter for letter in joined(words) if letter != " " and bytes(font.getmask(letter)) == unknown
    ]


@pytest.mark.skipif(not (features.check("raqm") and features.check("fribidi")), reason="Pillow cannot shape")
@pytest.mark.parametrize("words", [*ARABIC, "٣٠ قتيلاً في المدينة"])
def test_words_look_as_a_shaper_of_arabic_sets_them(words: str) -> None:
    def ink(shown: str, engine: ImageFont.Layout) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        font = ImageFont.truetype(FONT, 40, layout_engine=engine)
        sheet = Pillow.new("L", (900, 90))
        ImageDraw.Draw(sheet).text((20, 20), shown, font=font, fill=255)
        return np.asarray(sheet, np.float64)

    ours, theirs = ink(joined(words), ImageFont.Layout.BASIC), ink(words, ImageFont.Layout.RAQM)
    # Letters in other forms would need more or less ink and room; the shaper moves pairs by a few pixels.
    assert ours.sum() == pytest.approx(theirs.sum(), rel=0.02)
    widths = [np.ptp(np.flatnonzero(sheet.sum(axis=0))) for sheet in (ours, theirs)]
    assert widths[0] == pytest.approx(widths[1], rel=0.03)


@pytest.mark.parametrize("words", [*BANNER_WORDS, *LOGO_WORDS])
def test_words_stay_in_their_box_and_fill_much_of_it(words: str) -> None:
    picture: Image = np.zeros((240, 426, 3), np.uint8)
    write_in(picture, words, (20, 180, 400, 230), (255, 255, 255))
    rows, columns = np.nonzero(picture.max(axis=2) > 60)
    assert rows.min() >= 180
    assert rows.max() < 230
    assert columns.min() >= 20
    assert columns.max() < 400
    assert columns.max() - columns.min() > 120
    assert rows.max() - rows.min() >= 15


def test_words_of_both_languages_are_painted() -> None:
    told = [language_of(words) for words in (*BANNER_WORDS, *LOGO_WORDS)]
    assert all(one != next_ for one, next_ in pairwise(told[:4]))
    assert set(told) == {"ar", "en"}


def test_the_font_is_the_one_that_is_told() -> None:
    ((name, told),) = tomllib.loads((FONT.parent / "MANIFEST.toml").read_text("utf-8")).items()
    assert name == FONT.name
    assert hashlib.sha256(FONT.read_bytes()).hexdigest() == told["sha256"]
    assert (FONT.parent / told["licence_file"]).is_file()
