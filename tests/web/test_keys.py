"""The help that `?` opens: on every page, and it lists the keys that the page's script knows, no others."""

import re
from typing import TYPE_CHECKING

import pytest

from tawthiq.web.rendering import STATIC
from tests.app.case import Case
from tests.web.test_accessible import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

WRITTEN = {
    "Space": "space", "Comma": ",", "Period": ".", "BracketLeft": "[", "BracketRight": "]", "ArrowLeft": "←",
    "ArrowRight": "→", "Equal": "+", "NumpadAdd": "+", "Minus": "−", "NumpadSubtract": "−", "Digit0": "0",
    "Slash": "?",
}  # fmt: skip
SHIFTED = {"Comma": "<", "Period": ">", "ArrowLeft": "⇧←", "ArrowRight": "⇧→"}
"""How the help writes physical keys, alone and with Shift."""


def bound(table: str) -> set[str]:
    """The physical keys of one table of the item page's script."""
    body = re.search(rf"const {table} = {{(.*?)}};", (STATIC / "item.js").read_text("utf-8"), re.DOTALL)
    assert body
    return set(re.findall(r"(\b[A-Z]\w+): ", body.group(1)))


def told(page: "Page") -> set[str]:
    """The keys that the open help names."""
    return set(page.locator("dialog[open] kbd").all_inner_texts())


def test_the_help_of_an_item_names_every_key_and_no_other(browsing: "Page", case: Case) -> None:
    browsing.goto(f"/item/{case.digest('footage/VID_20130816_130200.mp4')}")
    browsing.keyboard.press("?")
    known = {WRITTEN.get(key, key[-1].lower()) for key in bound("BY_CODE")}
    known |= {SHIFTED.get(key, WRITTEN.get(key, "")) for key in bound("BY_CODE_SHIFTED")}
    assert len(known) > 15
    assert told(browsing) == known | {"Ctrl+⏎"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_tells_its_keys_when_asked(browsing: "Page", case: Case, language: str) -> None:
    browsing.goto(f"/prefer/language/{language}")
    item = f"/item/{case.digest('notes/statement-of-a-neighbour.txt')}"
    for path in ("/", "/table", "/incident", "/map", "/people", "/search", "/events", item):
        browsing.goto(path)
        if path == "/table":
            browsing.locator("tq-keys dialog").wait_for(state="attached")
        browsing.evaluate("document.activeElement.blur()")  # the search is ready to be written into
        browsing.keyboard.press("?")
        shown = browsing.locator("dialog[open]")
        assert shown.count() == 1, path
        assert shown.locator("kbd").count() >= 3, path
        assert violations(browsing) == [], path
        browsing.keyboard.press("Escape")
        assert browsing.locator("dialog[open]").count() == 0
        browsing.locator("footer [data-keys]").click()
        assert browsing.locator("dialog[open]").count() == 1, path


def test_a_question_mark_that_is_written_opens_nothing(browsing: "Page") -> None:
    browsing.goto("/search")
    browsing.locator("main input").first.press("?")
    assert browsing.locator("dialog[open]").count() == 0
