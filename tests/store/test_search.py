from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record.arabic import words
from tawthiq.record.item import Access
from tawthiq.record.span import Span
from tawthiq.store.layout import Layout
from tawthiq.store.search import search, snippet
from tawthiq.store.writing import RecordWriter
from tests.store.samples import access_mark, arrival, put, said, writing

TEXTS = (
    "انتشال ثلاثة من تحت الأنقاض في حيّ الكلاسة",
    "قال الأنصاري إن القصف كان على مُحَمَّد وأهله",
    "Rescuers ask for ropes, 12 jacks and floodlights",
    "في الحي القديم ٣٠ شهيداً",
)


@pytest.fixture
def record(layout: Layout) -> Iterator[RecordWriter]:
    with writing(layout) as record:
        film = put(record, b"film")
        statements = [said(Span(film.digest), text) for text in TEXTS]
        record.add([film], [arrival(film.digest, "VID_2013-08 حلب.mp4"), *statements])
        yield record


@pytest.mark.parametrize(
    "query, found",
    [
        ("الانقاض", {0}),
        ("انقاض", {0}),
        ("حي", {0, 3}),
        ("الكلاسه حي", {0}),
        ("الانصارى", {1}),
        ("نصار", {1}),
        ("محمد", {1}),
        ("ROPES jacks", {2}),
        ("12", {2}),
        ("30", {3}),
        ("٣٠", {3}),
        ("ropes 30", set()),
        ('"ropes" OR *', set()),
        ("", set()),
        ("؟ !", set()),
    ],
)
def test_words_are_found_in_the_readers_own_spelling(
    record: RecordWriter, query: str, found: set[int]
) -> None:
    hits = search(record.index, query)
    assert {hit.snippet for hit in hits} == {TEXTS[number] for number in found}


def test_file_names_are_found(record: RecordWriter) -> None:
    (hit,) = search(record.index, "vid 08 حلب")
    assert (hit.property, hit.part, hit.snippet) == ("acquisition", "name", "VID_2013-08 حلب.mp4")


def test_what_is_restricted_is_found_by_nobody_else(record: RecordWriter) -> None:
    (hit,) = search(record.index, "ropes")
    assert hit.item and hit.access is Access.TEAM
    assert search(record.index, "ropes", seen_by=Access.PUBLIC) == ()
    record.add(statements=[access_mark(Span(hit.item), Access.RESTRICTED)])
    assert search(record.index, "ropes") == ()
    assert len(search(record.index, "ropes", seen_by=Access.RESTRICTED)) == 1


@given(st.text(), st.text())
def test_a_snippet_is_a_piece_of_the_text_as_found(text: str, query: str) -> None:
    piece = snippet(text, words(query)).removeprefix("…").removesuffix("…")
    assert piece in text


def test_a_snippet_shows_the_word_sought() -> None:
    text = "كلام كثير " * 30 + "تحت الأنقَاض" + " ثم كلام" * 30
    assert "الأنقَاض" in snippet(text, words("انقاض"))
