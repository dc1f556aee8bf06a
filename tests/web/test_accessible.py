"""Every page by axe-core (tests/web/vendor, MPL-2.0, never shipped), in both languages; and on a phone."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tawthiq.app.desk import Desk
from tawthiq.store import queries
from tests.app.case import Case

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.js").read_text("utf-8")


def violations(page: "Page") -> list[str]:
    page.evaluate(f"() => {{ {AXE} }}")
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(r => r.violations)")
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]


def paths(case: Case) -> tuple[str, ...]:
    items = (
        "footage/VID_20130816_130200.mp4",
        "lists/missing-and-found.xlsx",
        "notes/statement-of-a-neighbour.txt",
    )
    return ("/", "/search?q=حي", *(f"/item/{case.digest(name)}" for name in items))


STATED = (
    "shot.cut",
    "media.duration",
    "observation",
    "person.status",
    "entity",
    "same-footage",
    "acquisition",
)
"""Of each a statement's page is looked at: a proposal, a measure, words, terms and links."""


def statements(desk: Desk) -> tuple[str, ...]:
    of_each = {r.statement.property: r.id for r in queries.statements(desk.index, properties=STATED)}
    assert len(of_each) == len(STATED)
    return tuple(f"/statement/{each}" for each in of_each.values())


def test_no_page_shuts_anybody_out(browsing: "Page", case: Case, desk: Desk) -> None:
    for language in ("en", "ar"):
        browsing.goto(f"/prefer/language/{language}")
        for path in (*paths(case), *statements(desk)):
            browsing.set_viewport_size({"width": 1280, "height": 800})
            browsing.goto(path)
            browsing.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            assert violations(browsing) == [], (language, path)
            browsing.set_viewport_size({"width": 375, "height": 700})
            assert browsing.evaluate("document.documentElement.scrollWidth <= innerWidth"), (language, path)


def test_dialogs_are_accessible_and_the_keyboard_reaches_them(browsing: "Page", case: Case) -> None:
    browsing.goto(f"/item/{case.digest('footage/VID_20130816_130200.mp4')}")
    browsing.keyboard.press("?")
    assert browsing.locator("#keys").is_visible()
    assert violations(browsing) == []
    browsing.keyboard.press("Escape")
    browsing.locator("#proposals [data-verdict=reject]").first.click()
    browsing.locator("tq-verdict textarea").wait_for()
    assert violations(browsing) == []
    browsing.keyboard.press("Escape")
    assert browsing.locator("tq-verdict").count() == 0
    browsing.locator("#draft [data-rewrite]").first.click()
    browsing.locator("tq-line textarea").wait_for()
    assert violations(browsing) == []
    browsing.keyboard.press("Escape")
    assert browsing.locator("tq-line").count() == 0


def test_an_item_prints_without_what_is_only_for_hands(browsing: "Page", case: Case) -> None:
    browsing.goto(f"/item/{case.digest('footage/VID_20130816_130200.mp4')}")
    browsing.emulate_media(media="print")
    assert not browsing.locator(".controls").is_visible()
    assert browsing.locator("#account .st").first.is_visible()
    assert len(browsing.pdf()) > 10_000
