"""CONTENTS.html and CONTENTS.csv as a reader without our software meets them."""

import csv
import io
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.app.case import Case, items

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """Every address the page asked for."""
    return []


@pytest.fixture(scope="module")
def page(case: Case, asked: list[str], browser: "Browser") -> "Iterator[Page]":
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.on("request", lambda request: asked.append(request.url))
    page.goto((case.record / "CONTENTS.html").as_uri())
    yield page
    page.close()


def test_the_page_opens_from_disk_and_asks_for_nothing_else(
    page: "Page", asked: list[str], case: Case
) -> None:
    page.wait_for_load_state("networkidle")
    foreign = [
        url for url in asked if not url.startswith(("data:", (case.record / "CONTENTS.html").as_uri()))
    ]
    assert foreign == []
    for digest in (d for d, row in items(case.record).items() if row.acquisitions):
        assert page.locator(f"#en-{digest}").count() == 1


def test_both_languages_are_one_click_apart(page: "Page") -> None:
    english, arabic = page.locator("main[lang=en]"), page.locator("main[lang=ar]")
    assert english.is_visible() and not arabic.is_visible()
    page.click("text=العربية")
    assert arabic.is_visible() and not english.is_visible()
    assert arabic.evaluate("element => getComputedStyle(element).direction") == "rtl"
    page.click("text=English")
    assert english.is_visible()


def test_pictures_are_grey_until_one_is_clicked_and_only_that_one_is_shown(page: "Page") -> None:
    pictures = page.locator("main[lang=en] .pictures img")
    assert pictures.count() > 2
    filters = "pictures => pictures.map(p => getComputedStyle(p).filter)"
    assert all("grayscale" in f and "blur" in f for f in pictures.evaluate_all(filters))
    page.locator("main[lang=en] .pictures label").first.click()
    assert pictures.evaluate_all(filters)[0] == "none"
    assert all("blur" in f for f in pictures.evaluate_all(filters)[1:])
    page.locator("main[lang=en] .pictures label").first.click()
    assert "blur" in pictures.evaluate_all(filters)[0]


@pytest.mark.parametrize("language", ["English", "العربية"])
def test_it_fits_a_telephone(page: "Page", language: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.click(f"text={language}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wide = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => e.getClientRects().length"
        " && (e.getBoundingClientRect().left < -1 || e.getBoundingClientRect().right > 391)).length"
    )
    assert wide == 0, "nothing is cut off at an edge"
    page.set_viewport_size({"width": 1200, "height": 900})
    page.click("text=English")


def test_the_keyboard_reaches_languages_and_pictures(page: "Page") -> None:
    page.focus("#in-en")
    page.keyboard.press("ArrowRight")
    assert page.locator("main[lang=ar]").is_visible()
    page.keyboard.press("ArrowLeft")
    assert page.locator("main[lang=en]").is_visible()
    box = page.locator("main[lang=en] .pictures input").first
    box.focus()
    page.keyboard.press("Space")
    assert box.is_checked()
    page.keyboard.press("Space")


def test_the_command_on_the_page_checks_the_objects(record: Path, page: "Page") -> None:
    command = page.locator("main[lang=en] pre").inner_text()

    def told() -> str:
        done = subprocess.run(
            ["bash", "-c", command], cwd=record, capture_output=True, text=True, check=False
        )
        return done.stdout

    assert told() == ""
    victim = next(p for p in sorted((record / "objects").glob("??/*")) if p.stat().st_size)
    victim.chmod(0o600)
    victim.write_bytes(b"x" + victim.read_bytes()[1:] + b"y")
    assert victim.name in told()


def test_the_list_has_a_line_for_every_arrival(case: Case) -> None:
    text = (case.record / "CONTENTS.csv").read_text("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["name"]]
    assert sorted(row["name"] for row in rows) == sorted(case.before)
    assert {row["name"]: row["sha256"] for row in rows} == {
        n: digest for n, (digest, _) in case.before.items()
    }
    assert all((case.record / row["object"]).is_file() for row in rows)
