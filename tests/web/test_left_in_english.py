"""Every page in Arabic, walked for English that somebody forgot.

Names, digests and codes are isolated in <bdi>, <code> or between isolating marks, and are left out, as is
what says itself that it is English. What software wrote must not hide there: statements of machines are
looked into.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from tawthiq.app.desk import Desk
from tawthiq.app.editing import Hand
from tawthiq.app.entity_edits import Basis
from tawthiq.app.incident_edits import make_incident
from tawthiq.app.person_edits import add_household, add_member
from tawthiq.record.agent import person
from tawthiq.record.digest import Digest
from tawthiq.record.span import Span
from tawthiq.store import queries
from tests.app.case import Case
from tests.web.site import entered

ME = person("محللة (مختلقة)")
APART = frozenset({"bdi", "code", "kbd", "script", "style", "title", "textarea", "svg"})
VOID = frozenset({"meta", "link", "img", "input", "br", "wbr", "source", "hr", "path", "circle"})
SPOKEN = ("aria-label", "title", "placeholder", "alt")
ISOLATED = re.compile(r"[\u2066-\u2068][^\u2069]*\u2069")
EDGES = ".,:;()[]«»“”؛،*"
LATIN = re.compile(r"[A-Za-z]{2,}(?:['-][A-Za-z]+)*")
CODES = frozenset({"UTC", "HTML", "PDF", "CSV", "XLSX", "Ctrl", "Shift", "Natural", "Earth"})
"""What is written so in Arabic too: codes, keys, and whose the map's shores are."""
FOUND = frozenset({"transcription", "translation", "picture.shows", "post", "page.title"})
"""What software only passes on: words of others, in their language."""


class Left(HTMLParser):
    """Gathers what is said in Latin letters where it is said to nobody in particular."""

    def __init__(self) -> None:
        super().__init__()
        self.apart: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if not self.apart:
            self.found += [left for name in SPOKEN for left in latin(given.get(name) or "")]
        if tag in VOID:
            return
        if self.apart or tag in APART or given.get("lang") == "en":
            self.apart.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.apart:
            while self.apart.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.apart:
            self.found += latin(data)


class Proposed(HTMLParser):
    """Gathers what machines are shown to say, isolated or not."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.by_machine = False
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "article":
            self.by_machine = given.get("data-from") == "machine" and given.get("data-term") not in FOUND
        if tag not in VOID and (self.inside or (self.by_machine and given.get("class") == "words-said")):
            if given.get("dir") == "ltr":  # codes and numbers
                self.by_machine = False
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.inside and self.by_machine:
            self.found += latin(data)


def latin(words: str) -> list[str]:
    """The words in Latin letters that are no codes, addresses, or names of files."""
    words = ISOLATED.sub("", words)
    return [w for w in (each.strip(EDGES) for each in words.split()) if LATIN.fullmatch(w) and w not in CODES]


def left_in_english(page: str) -> list[str]:
    """All English that is left on an Arabic page."""
    readers = (Left(), Proposed())
    for reader in readers:
        reader.feed(page)
    return [each for reader in readers for each in reader.found]


def paths(desk: Desk) -> Iterator[str]:
    """Every page, of each kind of item, statement and entity one or more."""
    yield from ("/", "/table", "/incident", "/map", "/people", "/people?show=households", "/events")
    yield from ("/people?which=sought", "/search", "/search?q=حي", "/search?q=zzzz", "/item/00000000")
    yield from (f"/item/{each.item.digest}" for each in queries.items(desk.index) if each.acquisitions)
    of_each = {row.statement.property: row.id for row in queries.statements(desk.index)}
    yield from (f"/statement/{each}" for each in of_each.values())
    for row in queries.statements(desk.index, properties=("entity",)):
        kind = getattr(row.statement.value, "kind", "")
        if kind in {"incident", "person", "household", "event"}:
            yield f"/{kind}/{row.id}"


@pytest.mark.parametrize("preference", ["blind/0", "blind/1", "plain/1", "seen/public"])
def test_no_page_in_arabic_is_left_in_english(desk: Desk, case: Case, preference: str) -> None:
    _enrich(desk, case.digest("footage/VID_20130816_130200.mp4"))
    client = entered(desk)
    client.get("/prefer/language/ar")
    client.get(f"/prefer/{preference}")
    left = {}
    for path in paths(desk):
        page = client.get(path, headers={"accept": "text/html"}).text
        if found := left_in_english(page):
            left[path] = found
    assert left == {}


def test_what_is_left_is_seen() -> None:
    assert left_in_english("<p>نص <bdi>name.mp4</bdi> left over</p>") == ["left", "over"]
    said = '<article data-from="machine" data-term="time"><span class="words-said"><bdi>so far</bdi></span>'
    assert left_in_english(said + "</article>") == ["so", "far"]
    assert left_in_english('<button title="Play">▶</button><p>\u2066UTC 3\u2069 SHA-256</p>') == ["Play"]


def _enrich(desk: Desk, film: Digest) -> None:
    """An incident and a numbered household beside what the case holds."""
    hand = Hand(desk.record, ME)
    basis = Basis((Span(film),))
    make_incident(hand, "حادثة مختلقة", [film])
    _, home = add_household(hand, "17", "", basis)
    someone = next(
        row.id
        for row in queries.statements(desk.index, properties=("entity",))
        if getattr(row.statement.value, "kind", "") == "person"
    )
    add_member(hand, home, someone, basis)
