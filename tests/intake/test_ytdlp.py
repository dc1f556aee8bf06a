from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.intake.reading import Reading
from tawthiq.intake.ytdlp import YtDlp
from tawthiq.record.digest import digest_of
from tawthiq.record.errors import SourceError
from tawthiq.record.measure import Exact
from tawthiq.record.selector import Pointer
from tawthiq.record.span import Span
from tests.intake.given import document, keep, of, posts, put, sent, value

PAGE = {
    "id": "abc",
    "title": "بعد القصف",
    "description": "Friday",
    "uploader": "Street Lens",
    "uploader_id": "@lens",
    "webpage_url": "https://video.example/abc",
    "extractor_key": "Example",
    "timestamp": 1376660400,
    "upload_date": "20130816",
    "duration": 421.5,
    "epoch": 1376700000,
    "ext": "mp4",
}


def read(root: Path, page: Any, name: str = "film.info.json") -> Reading:
    put(root, name, page)
    return YtDlp().read(document(root, name))


def test_the_page_is_about_the_video_and_cites_the_json(tmp_path: Path) -> None:
    put(tmp_path, "film.mp4", b"film")
    reading = read(tmp_path, PAGE)
    (title,) = of(reading, "page.title")
    assert title.about == Span(digest_of(b"film"))
    assert title.spans[0].selectors == (Pointer("/title"),)
    assert (title.said_by.name, title.said_by.account) == ("Street Lens", "@lens")
    assert value(reading, "page.uploaded").earliest == datetime(2013, 8, 16, 13, 40, tzinfo=UTC)
    assert of(reading, "page.uploaded")[0].said_by.name == "Example"
    assert value(reading, "x.page.duration") == Exact(Fraction(843, 2), "s")
    assert not of(reading, "media.duration")
    assert (reading.found, reading.lost) == (1, 0)


@pytest.mark.parametrize(
    "page",
    [
        {"title": "x", "_filename": "/home/a/clip.webm"},
        {"title": "x", "filename": "C:\\videos\\clip.webm"},
        {"title": "x", "requested_downloads": [{"filepath": "down/clip.webm"}]},
    ],
)
def test_the_video_is_found_by_the_name_it_was_given(tmp_path: Path, page: Any) -> None:
    put(tmp_path, "clip.webm", b"film")
    assert of(read(tmp_path, page), "page.title")[0].about == Span(digest_of(b"film"))


def test_a_merged_download_of_another_ending_is_found(tmp_path: Path) -> None:
    put(tmp_path, "in/film.mkv", b"film")
    assert of(read(tmp_path, PAGE, "in/film.info.json"), "page.title")[0].about == Span(digest_of(b"film"))


def test_without_a_video_the_page_is_about_itself(tmp_path: Path) -> None:
    put(tmp_path, "film.jpg", b"thumbnail")
    reading = read(tmp_path, PAGE)
    (title,) = of(reading, "page.title")
    assert title.about == Span(title.spans[0].item)


def test_a_day_of_upload_is_a_day(tmp_path: Path) -> None:
    uploaded = value(read(tmp_path, {"upload_date": "20130816"}), "page.uploaded")
    assert uploaded.earliest == datetime(2013, 8, 16, tzinfo=UTC)
    assert uploaded.latest == datetime(2013, 8, 17, tzinfo=UTC)


def test_two_times_that_disagree_are_both_kept(tmp_path: Path) -> None:
    reading = read(tmp_path, {**PAGE, "upload_date": "20130901"})
    assert len(of(reading, "page.uploaded")) == 2


def test_a_broken_field_spoils_no_other(tmp_path: Path) -> None:
    reading = read(
        tmp_path, {**PAGE, "title": ["x"], "timestamp": "soon", "duration": None, "upload_date": "x"}
    )
    assert {r.where for r in reading.rejects} == {"/title", "/timestamp", "/upload_date"}
    assert value(reading, "page.description").text == "Friday"
    assert (reading.found, reading.lost) == (1, 0)


def test_numbers_that_would_fill_the_memory_are_refused(tmp_path: Path) -> None:
    put(tmp_path, "film.info.json", b'{"title":"x","duration":1e999999999,"timestamp":1e-999999999}')
    reading = YtDlp().read(document(tmp_path, "film.info.json"))
    assert {r.where for r in reading.rejects} == {"/duration", "/timestamp"}


def test_comments_are_posts(tmp_path: Path) -> None:
    comments = [
        {
            "id": "1",
            "text": "where?",
            "author": "N",
            "author_id": "@n",
            "timestamp": 1376660500,
            "parent": "root",
        },
        {"id": "2", "text": "east", "author": "O", "timestamp": 1376660600, "parent": "1"},
        "broken",
    ]
    reading = read(tmp_path, {**PAGE, "comments": comments})
    assert [(p.text, p.reply_to) for p in posts(reading)] == [("where?", ""), ("east", "1")]
    assert of(reading, "post")[1].spans[0].selectors == (Pointer("/comments/1"),)
    assert [r.where for r in reading.rejects] == ["/comments/2"]
    assert (reading.found, reading.lost) == (4, 1)


def test_youtubes_reckoned_times_are_not_instants(tmp_path: Path) -> None:
    comments = [{"id": "1", "text": "x", "timestamp": 1290000000, "_time_text": "3 years ago"}]
    (post,) = posts(read(tmp_path, {**PAGE, "extractor_key": "Youtube", "comments": comments}))
    assert (sent(post).earliest, sent(post).stated) == (None, "3 years ago")
    assert sent(post).latest == datetime.fromtimestamp(1376700000, UTC)


def test_a_page_that_says_nothing_is_a_reject_and_a_list_is_an_error(tmp_path: Path) -> None:
    assert read(tmp_path, {"formats": []}).lost == 1
    with pytest.raises(SourceError):
        read(tmp_path, [])


_FIELD = (
    st.none() | st.integers() | st.floats() | st.text(max_size=9) | st.lists(st.text(max_size=3), max_size=2)
)


@settings(max_examples=100, deadline=None)
@given(
    page=st.dictionaries(st.sampled_from(list(PAGE)), _FIELD),
    comments=st.lists(
        _FIELD | st.dictionaries(st.sampled_from(["id", "text", "author", "timestamp", "parent"]), _FIELD),
        max_size=5,
    ),
)
def test_posts_in_are_posts_out_and_rejects(
    tmp_path_factory: pytest.TempPathFactory, page: dict[str, Any], comments: list[Any]
) -> None:
    root = tmp_path_factory.mktemp("law")
    reading = read(root, {**page, "comments": comments})
    lost_page = not any(s.property.startswith(("page.", "x.", "post.place")) for s in reading.statements)
    lost = sum(r.where.startswith("/comments/") for r in reading.rejects) + lost_page
    assert reading.found == 1 + len(comments)
    assert reading.lost == lost
    assert len(posts(reading)) == len(comments) - lost + lost_page
    keep(reading)
    assert reading == YtDlp().read(document(root, "film.info.json"))
