import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from tawthiq.app.building import build_into
from tawthiq.app.desk import Desk, at_desk
from tawthiq.app.overview import _overview
from tawthiq.app.progress import Progress
from tawthiq.web.application import create_app
from tawthiq.web.guard import Keys
from tests.web.site import PORT, entered, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def test_every_file_is_listed_with_what_became_of_it(desk: Desk) -> None:
    page = entered(desk).get("/").text
    assert "VID_20130816_130200" in page
    assert "MOV_0007" in page
    assert "damaged: readable until" in page
    assert "never sealed" in page


def test_copies_are_folded_under_the_earliest(desk: Desk) -> None:
    page = entered(desk).get("/").text
    assert page.count('class="folded"') == 1


def test_the_front_page_in_both_languages(browsing: "Page") -> None:
    browsing.wait_for_function("() => document.fonts.status === 'loaded'")
    assert browsing.evaluate("document.dir") == "ltr"
    browsing.click("nav >> text=العربية")
    browsing.wait_for_function("() => document.dir === 'rtl' && document.readyState === 'complete'")
    assert browsing.locator("h2", has_text="كل الملفات").is_visible()
    assert browsing.evaluate("document.documentElement.scrollWidth <= innerWidth")
    browsing.set_viewport_size({"width": 375, "height": 700})
    assert browsing.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_files_are_listed_while_they_come_without_loading_the_page_again(
    browser: "Browser", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAWTHIQ_HOME", str(tmp_path / "home"))
    given = tmp_path / "given"
    given.mkdir()
    for n in range(3):
        (given / f"note {n}.txt").write_text(f"invented {n}")
    go = threading.Event()

    def building(progress: Progress) -> None:
        assert go.wait(30)
        build_into(desk.record, [given], progress=progress)

    with at_desk(tmp_path / "given.record") as desk, served(desk) as site:
        desk.work.also(building)
        context = browser.new_context(base_url=site.base, locale="en")
        page = context.new_page()
        page.goto(site.entry)
        assert page.locator("#files .file").count() == 0
        page.evaluate("window.same = true")
        go.set()
        page.locator("#files .file").nth(2).wait_for()
        assert page.locator(".figures b").first.inner_text() == "3"
        assert page.evaluate("window.same")
        context.close()


def test_who_gave_a_source_is_said_on_the_front_page(browsing: "Page", desk: Desk) -> None:
    entered(desk, reviewer="Amal")
    browsing.locator("#sources summary").click()
    browsing.locator("#sources [name=given_by]").fill("جارة (مختلقة)")
    browsing.locator("#sources [name=consent]").fill("to be shown without her name")
    browsing.locator("#sources button.main").click()
    browsing.locator("dialog input[name=name]").fill("Amal")
    browsing.locator("dialog button.main").click()
    browsing.locator("#sources dd", has_text="جارة").wait_for()
    browsing.locator("#files h3 a").first.click()
    browsing.locator("dd", has_text="جارة").first.wait_for()


def test_files_that_explain_others_stand_last(desk: Desk) -> None:
    page = entered(desk).get("/").text
    files = page[page.index('id="files"') : page.index('id="unread"')]
    assert files.index("explains other files") > files.rindex("VID_")


def test_a_server_that_starts_makes_the_first_view_by_itself(desk: Desk) -> None:
    _overview.cache_clear()
    with TestClient(create_app(desk, Keys(), PORT)):
        pass  # the server started and stopped; nobody asked for anything
    made = _overview.cache_info().misses
    entered(desk).get("/")
    assert _overview.cache_info().misses == made == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_address_that_is_none_is_answered_by_a_page_of_ours(desk: Desk, language: str) -> None:
    client = entered(desk)
    client.get(f"/prefer/language/{language}")
    answer = client.get("/no-such-page/<b>", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert f'lang="{language}"' in answer.text and 'href="/"' in answer.text
    assert "/no-such-page/&lt;b&gt;" in answer.text
    assert client.get("/no-such-page", headers={"accept": "*/*"}).json()["message"]
