import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from hypothesis import given

from tawthiq.publish.contents import (
    CSV_COLUMNS,
    Contents,
    FamilyView,
    ItemView,
    LinkView,
    Thumbnail,
    contents_csv,
    disarmed,
)
from tawthiq.publish.pages import contents_html, seal_html
from tawthiq.publish.phrases import LANGUAGES, phrases
from tawthiq.publish.seal import SealSheet
from tawthiq.record.bodies import Reject
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.post import Acquisition
from tawthiq.record.review import Standing
from tests.record.strategies import some_digest, words

AT = datetime(2013, 8, 24, 12, tzinfo=UTC)
LONG, SHORT, HIDDEN = (some_digest(name) for name in ("long", "short", "hidden"))
CONTENTS = Contents(
    "شارع السوق (invented)",
    "record-1",
    AT,
    (
        ItemView(
            Item(LONG, 1200, "video/mp4"),
            (
                Acquisition("a/طويل.mp4", "folder"),
                Acquisition("b/copy.mp4", "folder", given_by="invented giver"),
            ),
            Fraction(212),
            (Thumbnail(b"\xff\xd8jpeg", Fraction(205)),),
            ("moov ends early",),
        ),
        ItemView(Item(SHORT, 90, "video/mp4"), (Acquisition("short.mp4"),), Fraction(20)),
        ItemView(
            Item(HIDDEN, 9, "image/jpeg", access=Access.RESTRICTED),
            (Acquisition("names-a-witness.jpg"),),
            thumbnails=(Thumbnail(b"\xff\xd8secret", None),),
        ),
        ItemView(Item(some_digest("track"), 9, "application/x-npz", Role.TRACK), ()),
    ),
    (
        FamilyView(
            (LONG, SHORT),
            (
                LinkView(
                    SHORT,
                    Fraction(0),
                    Fraction(20),
                    LONG,
                    Fraction(190),
                    Fraction(210),
                    "0.75",
                    Standing.PROPOSED,
                ),
            ),
        ),
    ),
    (Reject("chat.txt", "line 4", "<b>no such month</b>", "intake"),),
    (("items", 4), ("rejects", 1)),
)


class Sound(HTMLParser):
    """Fails on markup that does not nest, and collects what a page would fetch or run."""

    VOID = frozenset({"meta", "link", "input", "img", "br", "path", "rect"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_the_page_is_self_contained_and_sound() -> None:
    tags = Sound(contents_html(CONTENTS)).tags
    assert not [tag for tag, _ in tags if tag in {"script", "iframe", "link", "object"}]
    for _, attributes in tags:
        for name in ("src", "href"):
            assert (attributes.get(name) or "#").startswith(("#", "data:image/jpeg;base64,"))
        assert not [name for name in attributes if name.startswith("on")]


def test_every_item_family_and_reject_stands_in_both_languages() -> None:
    page = contents_html(CONTENTS)
    for language in LANGUAGES:
        for digest in (LONG, SHORT, HIDDEN):
            assert f'id="{language}-{digest}"' in page
        assert f'id="{language}-family-1"' in page
    assert page.count("b/copy.mp4") == 2, "every name it came under, once a language"
    assert page.count("earlier custody unknown") >= 2
    assert "الحيازة السابقة غير معروفة" in page


def test_foreign_words_are_shown_and_never_run() -> None:
    page = contents_html(CONTENTS)
    assert "<b>no such month</b>" not in page
    assert "&lt;b&gt;no such month&lt;/b&gt;" in page


def test_a_restricted_item_shows_neither_name_nor_picture() -> None:
    page = contents_html(CONTENTS)
    assert "names-a-witness" not in page
    assert HIDDEN in page


def test_the_csv_has_a_line_for_every_arrival() -> None:
    rows = list(csv.DictReader(io.StringIO(contents_csv(CONTENTS).lstrip("\ufeff"))))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert [r["name"] for r in rows] == ["a/طويل.mp4", "b/copy.mp4", "short.mp4", "", ""]
    assert rows[0]["object"] == f"objects/{LONG[:2]}/{LONG}"
    assert [r["family"] for r in rows] == ["1", "1", "1", "", ""]
    assert "names-a-witness" not in contents_csv(CONTENTS)


@given(words)
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert not disarmed(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert disarmed(cell).removeprefix("'") == cell.removeprefix("'")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_formulas_are_disarmed(cell: str) -> None:
    assert disarmed(cell) == f"'{cell}"


def test_an_empty_record_has_a_page() -> None:
    Sound(contents_html(replace(CONTENTS, items=(), families=(), rejects=())))


def test_the_seal_shows_the_head_three_ways() -> None:
    sheet = SealSheet("x", "record-1", AT, some_digest(), ("lusab", "babad"), (("ab" * 16, 12),))
    page = seal_html(sheet)
    Sound(page)
    assert "".join(sheet.digits) == sheet.head
    assert " ".join(sheet.digits) in page
    assert "lusab babad" in page
    assert page.count("<svg") == 1


def test_every_phrase_is_in_both_languages() -> None:
    for key, found in phrases().items():
        assert set(found) == set(LANGUAGES), key
        assert re.search(r"[\u0600-\u06ff]", found["ar"]), key
        assert not re.search(r"[\u0600-\u06ff]", found["en"]), key
