"""Reading the regions that `text_regions` cut out, with Tesseract, a program of the system.

Each region enlarged, made dark on light and black and white, read as one line in Arabic and Latin letters.
Its digits are unreliable, the Arabic ones most of all, and marked so.
"""

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

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

_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST_SIGNS = 4
"""Letters and digits in all: three letters are soon found in awnings and stones."""

_ARABIC = re.compile("[\u0620-\u064a]")


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
        words = " ".join(without_strays(list(_words(_line(pixels)))))
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


def _line(pixels: Picture) -> Picture:
    """Dark letters on a white ground, black and white, of a height that Tesseract likes."""
    scale = min(_LARGEST, max(1.0, _LINE_HEIGHT / pixels.shape[0]))
    large = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    _, black_white = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if black_white.mean() < 127:  # letters cover less than their ground
        black_white = 255 - black_white
    return np.asarray(cv2.copyMakeBorder(black_white, 10, 10, 10, 10, cv2.BORDER_CONSTANT, value=255))


def _words(line: Picture) -> Iterator[str]:
    _, png = cv2.imencode(".png", line)
    table = _run("stdin", "stdout", "-l", "+".join(LANGUAGES), "--psm", "7", "tsv", given=png.tobytes())
    rows = csv.DictReader(
        io.StringIO(table.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    for row in rows:
        text = (row.get("text") or "").strip()
        if text and float(row.get("conf") or -1) >= _LEAST_SURE:
            yield text


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
