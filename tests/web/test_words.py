import re
from collections.abc import Iterator

import pytest

from tawthiq.web.rendering import STATIC, TEMPLATES
from tawthiq.web.words import LANGUAGES, catalogue, label, pages, word, words_of

ARABIC = re.compile(r"[\u0600-\u06ff]")
IN_TEMPLATES = re.compile(r"""\bt\("([a-z0-9.-]+)"[,)]""")
IN_SCRIPTS = re.compile(r"""\bword\("([a-z0-9.-]+)"[,)]""")


@pytest.mark.parametrize("page", pages())
def test_every_word_is_in_both_languages(page: str) -> None:
    for key, said in words_of(page).items():
        assert set(said) == set(LANGUAGES), key
        assert ARABIC.search(said["ar"]), key
        assert not ARABIC.search(said["en"]), key
        assert re.findall(r"\{\w+\}", said["en"]) == re.findall(r"\{\w+\}", said["ar"]), key


def test_every_word_that_pages_say_is_there() -> None:
    for file, key in _said():
        assert key in catalogue(), f"{file} says {key!r}"


def test_a_word_takes_its_parts() -> None:
    assert word("arrived", "en", n=3) == "came 3 times"
    assert label("x.our-own-field", "ar") == "x.our-own-field"


def _said() -> Iterator[tuple[str, str]]:
    for folder, ending, pattern in ((TEMPLATES, "*.j2", IN_TEMPLATES), (STATIC, "*.js", IN_SCRIPTS)):
        for file in folder.glob(ending):
            for key in pattern.findall(file.read_text("utf-8")):
                yield file.name, key


def test_pages_hold_nothing_inline() -> None:
    for file in TEMPLATES.glob("*.j2"):
        text = file.read_text("utf-8")
        assert not re.search(r"\son[a-z]+=|\sstyle=|<style|javascript:", text), file.name
        assert not re.search(r"<script(?![^>]*(src=|application/json))", text), file.name


def test_styles_know_no_left_and_right() -> None:
    sided = re.compile(
        r"(margin|padding|border)-(left|right|top|bottom)|[^-](left|right)\s*:|text-align:\s*(left|right)"
    )
    for file in STATIC.glob("*.css"):
        assert not sided.search(file.read_text("utf-8")), file.name
