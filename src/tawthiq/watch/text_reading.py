"""Reading the regions that `text_regions` cut out, with Tesseract, a program of the system.

Each region enlarged, made dark on light, and read as one line in Arabic and Latin letters: as it is, where
that is not clear in black and white too, and last by its brightest parts alone, which are captions without a
box. What is read most surely is told. Digits are unreliable, the Arabic ones most of all, and marked so.
"""

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Picture
from tawthiq.media.messages import Measured
from tawthiq.record.draft import Draft
from tawthiq.record.errors import ExtraMissing
from tawthiq.record.value import Text
from tawthiq.watch.unreviewed import marked

PROGRAM = "tesseract"
LANGUAGES = ("ara", "eng")

_LINE_HEIGHT = 64
"""Pixels: Tesseract was trained on letters of about 30, and the strip is twice that."""

_LARGEST = 6.0
_TIMEOUT = 20.0
"""Seconds for one line, which takes a tenth of one."""

_LEAST_SURE = 50.0
"""Percent by Tesseract's own word, under which what it reads in stones begins."""

_CLEAR = 85.0
"""Percent from which on every word of a line is taken as it was first read."""

_BRIGHT = 205
"""Letters of captions are nearly white; what lies behind them seldom is, in the mean over their time."""

_NO_MARKS = dict.fromkeys((0x200E, 0x200F))
"""Marks of direction that Tesseract puts at the ends of words."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST_SIGNS = 4
"""Letters and digits in all: three letters are soon found in awnings and stones."""

_ARABIC = re.compile("[\u0620-\u064a]")


class _Word(NamedTuple):
    text: str
    sure: float


class TextReader:
    """A reader of text regions: a "transcription" for each in which anything could be read."""

    name = PROGRAM
    starts_programs = True

    def __init__(self) -> None:
        """Raises ExtraMissing where the program or one of its languages is not installed."""
        self.version = tesseract_version()

    def read(self, excerpt: Measured, columns: Mapping[str, npt.NDArray[Any]]) -> Iterable[Draft]:
        """The words of one region, if any."""
        pixels = columns["pixel"]
        if pixels.ndim != 2 or pixels.dtype != np.uint8 or min(pixels.shape) < 4:
            return ()
        words = " ".join(without_strays([word.text for word in _read(pixels)]))
        if not _WORD.search(words) or sum(c.isalnum() for c in words) < _LEAST_SIGNS:
            return ()
        language = "ar" if _ARABIC.search(words) else ""
        return (Draft("transcription", Text(marked(words), language), excerpt.selectors),)


def without_strays(words: list[str]) -> list[str]:
    """`words` without single signs at the ends, which is what the frame of a region is read as."""
    kept = [n for n, word in enumerate(words) if len(word) > 1]
    return words[kept[0] : kept[-1] + 1] if kept else []


def tesseract_version() -> str:
    """The release of the installed Tesseract. Raises ExtraMissing where it or a language is not there."""
    mend = "Install it, on Debian: apt-get install tesseract-ocr tesseract-ocr-ara"
    if shutil.which(PROGRAM) is None:
        raise ExtraMissing("tesseract is not installed: text on screen is not read", mend=mend)
    listed = set(_run("--list-langs").decode("utf-8", "replace").split())
    if missing := [language for language in LANGUAGES if language not in listed]:
        raise ExtraMissing(f"tesseract lacks {', '.join(missing)}: text on screen is not read", mend=mend)
    found = re.search(r"tesseract v?(\S+)", _run("--version").decode("utf-8", "replace"))
    return found[1] if found else "unknown"


def _read(pixels: Picture) -> list[_Word]:
    """The words of a line, by the way of making it plain that gives the surest."""
    large = _enlarged(pixels)
    best: list[_Word] = []
    for plain in (_grey, _black_white, _brightest):
        found = list(_words(plain(large)))
        if _sureness(found) > _sureness(best):
            best = found
        if best and min(word.sure for word in best) >= _CLEAR:
            break
    return best


def _sureness(words: list[_Word]) -> float:
    return sum(word.sure * len(word.text) for word in words)


def _enlarged(pixels: Picture) -> Picture:
    """Of a height that Tesseract likes."""
    scale = min(_LARGEST, max(1.0, _LINE_HEIGHT / pixels.shape[0]))
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)


def _grey(large: Picture) -> Picture:
    return _dark_on_light(large)


def _black_white(large: Picture) -> Picture:
    _, parted = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return _dark_on_light(np.asarray(parted, np.uint8))


def _brightest(large: Picture) -> Picture:
    return np.asarray(np.where(large > _BRIGHT, 0, 255), np.uint8)


def _dark_on_light(picture: Picture) -> Picture:
    """Letters cover less than their ground."""
    return np.asarray(255 - picture if picture.mean() < 127 else picture, np.uint8)


def _words(line: Picture) -> Iterator[_Word]:
    framed = cv2.copyMakeBorder(line, 10, 10, 10, 10, cv2.BORDER_CONSTANT, value=255)
    _, png = cv2.imencode(".png", framed)
    table = _run("stdin", "stdout", "-l", "+".join(LANGUAGES), "--psm", "7", "tsv", given=png.tobytes())
    rows = csv.DictReader(
        io.StringIO(table.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    for row in rows:
        text = (row.get("text") or "").strip().translate(_NO_MARKS)
        sure = float(row.get("conf") or -1)
        if text and sure >= _LEAST_SURE:
            yield _Word(text, sure)


def _run(*words: str, given: bytes = b"") -> bytes:
    done = subprocess.run(
        [PROGRAM, *words],
        input=given,
        capture_output=True,
        timeout=_TIMEOUT,
        check=False,
        env={"OMP_THREAD_LIMIT": "1", "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
    )
    return done.stdout or done.stderr
