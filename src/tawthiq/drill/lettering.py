"""Words painted into pictures. Arabic letters are joined here, so that no machine needs a shaper for them."""

import itertools
import re
import unicodedata
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from tawthiq.drill.texture import Image

FONT = Path(__file__).parent / "fonts" / "noto-sans-arabic-arabic-600-normal.woff2"
_ARABIC = re.compile("[\u0600-\u06ff]")
_FORMS = range(0xFE80, 0xFEFD)
"""Unicode's block of Arabic letters as they are joined (Presentation Forms-B), without its marks."""
_NUMBER = re.compile("[0-9\u0660-\u0669]+")
_TALL = 96
"""Pixels of the font from which every size is made."""

Colour = tuple[int, int, int]
"""Blue, green, red."""
PixelBox = tuple[int, int, int, int]
"""Left, top, right and low edge."""


def language_of(words: str) -> str:
    """`ar` for words with an Arabic letter, `en` for others."""
    return "ar" if _ARABIC.search(words) else "en"


def write_in(picture: Image, words: str, box: PixelBox, colour: Colour) -> None:
    """Write words as large as they go into the middle of the box; `picture` is changed."""
    if language_of(words) == "ar":
        _write_arabic(picture, words, box, colour)
        return
    left, top, right, low = box
    (wide, high), _ = cv2.getTextSize(words, cv2.FONT_HERSHEY_DUPLEX, 1.0, 1)
    scale = min(0.9 * (right - left) / wide, 0.55 * (low - top) / high)
    at = (round((left + right - scale * wide) / 2), round((top + low + scale * high) / 2))
    cv2.putText(picture, words, at, cv2.FONT_HERSHEY_DUPLEX, scale, colour, 1, cv2.LINE_AA)


def _write_arabic(picture: Image, words: str, box: PixelBox, colour: Colour) -> None:
    left, top, right, low = box
    ink = _ink(words)
    scale = min(0.9 * (right - left) / ink.shape[1], 0.72 * (low - top) / ink.shape[0])
    wide, high = (max(1, round(scale * each)) for each in (ink.shape[1], ink.shape[0]))
    x, y = (left + right - wide) // 2, (top + low - high) // 2
    small = cv2.resize(ink, (wide, high), interpolation=cv2.INTER_AREA)[..., None] / 255
    under = picture[y : y + high, x : x + wide]
    under[:] = np.round(under * (1 - small) + np.array(colour) * small).astype(np.uint8)


@cache
def _ink(words: str) -> NDArray[np.uint8]:
    """How much of each pixel the words cover, 0 to 255, with nothing around them."""
    font = ImageFont.truetype(FONT, _TALL, layout_engine=ImageFont.Layout.BASIC)
    shown = joined(words)
    left, top, right, low = (round(each) for each in font.getbbox(shown))
    sheet = Pillow.new("L", (right - left, low - top))
    ImageDraw.Draw(sheet).text((-left, -top), shown, font=font, fill=255)
    return np.asarray(sheet)


def joined(words: str) -> str:
    """Arabic words as they are painted: each letter in the form that its neighbours ask for, the last first.

    Numbers keep their order.
    """
    letters = re.findall("ل[اأإآ]|.", words)
    shaped = [
        _form(letter, _joins(before), bool(_forms(after)))
        for before, letter, after in zip(["", *letters], letters, [*letters[1:], ""], strict=False)
    ]
    pieces = _NUMBER.split("".join(shaped)), _NUMBER.findall("".join(shaped))
    in_order = itertools.chain.from_iterable(itertools.zip_longest(*pieces, fillvalue=""))
    return "".join(piece if _NUMBER.fullmatch(piece) else piece[::-1] for piece in reversed([*in_order]))


def _form(letter: str, joins_before: bool, followed: bool) -> str:
    """The form of one letter; `followed` by another that can join."""
    forms = _forms(letter)
    before, after = joins_before and "final" in forms, followed and "initial" in forms
    name = {(0, 0): "isolated", (0, 1): "initial", (1, 0): "final", (1, 1): "medial"}[before, after]
    return forms.get(name, letter)


def _joins(letter: str) -> bool:
    """Whether a letter joins the one after it."""
    return "initial" in _forms(letter)


def _forms(letter: str) -> dict[str, str]:
    """The forms of a letter, or of lam and alef together; none of what does not join."""
    found = _shapes().get(letter, {})
    return found if "final" in found else {}


@cache
def _shapes() -> dict[str, dict[str, str]]:
    """All forms by the letters they stand for, out of Unicode's own table."""
    found: dict[str, dict[str, str]] = {}
    for code in _FORMS:
        kind, *letters = unicodedata.decomposition(chr(code)).split()
        plain = "".join(chr(int(each, 16)) for each in letters)
        found.setdefault(plain, {})[kind.strip("<>")] = chr(code)
    return found
