"""Footage that the browser cannot play, in the browser; and exact frames where the frame rate varies."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tawthiq.app.building import build
from tawthiq.app.desk import at_desk
from tawthiq.media.specimen import Specimen, clip
from tawthiq.record.agent import software
from tawthiq.record.digest import digest_of
from tawthiq.record.item import Item
from tawthiq.record.post import Acquisition
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement
from tests.web.site import Site, entered, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TIMES = (0, 0.04, 0.2, 0.24, 0.7, 0.74, 1.5, 1.52, 2.0)
MPEG4 = clip(Specimen(seconds=1, video_codec="mpeg4", audio_codec="pcm_s16le", container="avi"))
TEN_BITS = clip(Specimen(times=TIMES, pixel_format="yuv420p10le", sound_delay=0.1))
PLAIN = clip(Specimen(times=TIMES, sound_delay=0.1))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A record with what browsers play and what they do not, watched; no copies were made yet."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / "in").mkdir()
    for name, content in (("old.avi", MPEG4), ("ten-bits.mp4", TEN_BITS), ("plain.mp4", PLAIN)):
        (folder / "in" / name).write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(folder / "home"))
        patch.setattr("tawthiq.app.stages.make_copies", lambda *_: None)
        record = build([folder / "in"], folder / "in.record").record
        with at_desk(record) as desk, served(desk) as running:
            yield running


@pytest.fixture
def page(browser: "Browser", site: Site) -> "Iterator[Page]":
    context = browser.new_context(base_url=site.base, locale="en")
    opened = context.new_page()
    opened.goto(site.entry)
    yield opened
    context.close()


def test_the_page_says_that_a_copy_is_being_made_and_then_plays_it(page: "Page", site: Site) -> None:
    page.goto(f"/item/{digest_of(MPEG4)}")
    page.wait_for_function("() => !document.querySelector('.cannot').hidden")
    assert "is being made" in page.inner_text(".cannot")
    site.desk.work.start()
    page.locator("p.copy").wait_for()
    assert digest_of(MPEG4) in page.inner_text("p.copy")
    _ready(page)
    assert page.locator(".cannot").is_hidden()


@pytest.mark.parametrize("content", [TEN_BITS, PLAIN])
def test_every_frame_is_reached_both_ways_where_the_rate_varies(page: "Page", content: bytes) -> None:
    page.goto(f"/item/{digest_of(content)}")
    _ready(page)
    assert (page.locator("p.copy").count() == 1) is (content is TEN_BITS)
    assert page.evaluate("document.querySelector('tq-player').frames.length") == len(TIMES)
    there = [0, *(_pressed(page, ".") for _ in TIMES[1:])]
    back = [*(_pressed(page, ",") for _ in TIMES[1:])]
    assert there == pytest.approx(TIMES, abs=0.003)
    assert back == pytest.approx(TIMES[-2::-1], abs=0.003)


def _ready(page: "Page") -> None:
    page.wait_for_function("() => document.querySelector('video').readyState >= 2")
    page.wait_for_function("() => document.querySelector('tq-player').frames.length > 0")


def _pressed(page: "Page", key: str) -> float:
    """Presses a key; the time of the frame that the browser itself says it then shows, -1 for none."""
    page.evaluate(
        """() => {
          window.shown = null;
          const video = document.querySelector("video");
          video.requestVideoFrameCallback((_, told) => { window.shown = told.mediaTime; });
          setTimeout(() => { window.shown ??= -1; }, 3000);
        }"""
    )
    page.keyboard.press(key)
    page.wait_for_function("() => window.shown !== null")
    return float(page.evaluate("() => window.shown"))


def test_who_comes_before_the_film_was_watched_is_told_that_a_copy_may_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the watching tells whether a browser can play it; a page opened meanwhile waits for the answer."""
    monkeypatch.setenv("TAWTHIQ_HOME", str(tmp_path / "home"))
    go = threading.Event()

    def waiting() -> None:
        assert go.wait(30)

    with at_desk(tmp_path / "new.record") as desk:
        stored = desk.record.objects.put_bytes(MPEG4)
        about = Span(stored.digest)
        by = software("test", "1")
        came = Statement(about, "acquisition", Acquisition("old.avi"), by, by, Method.PARSED, (about,))
        desk.record.add([Item(stored.digest, stored.size, "video/avi")], [came])
        desk.work.also(lambda _: waiting())
        client, path = entered(desk), f"/item/{stored.digest}"
        assert " data-waits" in client.get(path).text
        assert client.get(f"{path}/copy.json").json() == {"there": False, "coming": True}
        go.set()
        while desk.work.report().running:
            pass
        assert " data-waits" not in client.get(path).text
        assert client.get(f"{path}/copy.json").json() == {"there": False, "coming": False}
