"""Table, incidents, map, people and households by axe-core, in both languages, on a phone, on paper."""

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.web.test_accessible import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

from tawthiq.app import incident_edits, person_edits
from tawthiq.app.desk import Desk
from tawthiq.app.editing import Hand
from tawthiq.app.entered import words_entered
from tawthiq.app.entity_edits import Basis
from tawthiq.app.telling import account_from, words_of
from tawthiq.record.agent import person
from tawthiq.record.span import Span
from tawthiq.record.value import Link, Text
from tawthiq.store import queries
from tawthiq.store.listings import held_items

KNOWN = Basis(known_from="told by a neighbour (invented)")


@pytest.fixture
def paths(desk: Desk) -> tuple[str, ...]:
    """Pages of an incident with a place, two people of one household, one of them missing."""
    hand = Hand(desk.record, person("Amal"))
    items = [each.digest for each in held_items(desk.index)][:3]
    _, incident = incident_edits.make_incident(hand, "ضربة السوق (مختلقة)", items)
    basis = Basis((Span(items[0]),))
    incident_edits.settle_place(hand, incident, words_entered("بين بستان القصر والكلاسة", "400"), basis)
    _, home = person_edits.add_household(hand, "بيت أول (مختلق)", "الطابق الثاني", KNOWN)
    report = person_edits.MissingReport("ليان (مختلق)", "خالتها", "قرب الفرن")
    _, missing = person_edits.report_missing(hand, report, Basis())
    _, other = person_edits.add_person(hand, ["مازن (مختلق)"], "", KNOWN)
    for each in (missing, other):
        person_edits.add_member(hand, home, each, KNOWN)
        incident_edits.add_person(hand, incident, each, KNOWN)
    person_edits.link(hand, other, "person.relation", Link(missing, "أخوها"), KNOWN)
    post = next(r for r in queries.statements(desk.index, properties=("post",)) if words_of(r.statement))
    account_from(hand, incident, post, "account.weapon", Text("صاروخ"))
    word = max(words_of(post.statement).split(), key=len)
    return (
        "/table", "/incident", f"/incident/{incident}", "/map", "/people", "/people?show=households",
        f"/person/{other}", f"/household/{home}", "/events",
        f"/incident/{incident}/posts?q={word}", f"/statement/{post.id}/account", f"/statement/{post.id}",
    )  # fmt: skip


def test_no_page_of_the_workbench_shuts_anybody_out(browsing: "Page", paths: tuple[str, ...]) -> None:
    for language in ("en", "ar"):
        browsing.goto(f"/prefer/language/{language}")
        for path in paths:
            browsing.set_viewport_size({"width": 1280, "height": 800})
            browsing.goto(path, wait_until="networkidle")
            browsing.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            assert violations(browsing) == [], (language, path)
            browsing.set_viewport_size({"width": 390, "height": 800})
            assert browsing.evaluate("document.documentElement.scrollWidth <= innerWidth"), (language, path)


def test_pages_print_without_what_is_only_for_hands(browsing: "Page", paths: tuple[str, ...]) -> None:
    browsing.emulate_media(media="print")
    for path in paths:
        browsing.goto(path)
        assert browsing.locator("main h1").is_visible()
        hands = "main :is(input, textarea, button)" if path != "/table" else "main .bar"
        assert not any(each.is_visible() for each in browsing.locator(hands).all()), path
        if path.startswith("/incident/") and path.count("/") == 2:
            assert browsing.locator(".stills label").first.is_visible()


def test_the_table_prints_all_its_rows_one_below_the_other(browsing: "Page") -> None:
    browsing.set_viewport_size({"width": 1000, "height": 420})
    browsing.goto("/table")
    browsing.locator("tq-table .row:not(.headings)").first.wait_for()
    every = browsing.evaluate("document.querySelector('tq-table').shown.length")
    on_screen = browsing.locator("tq-table .row:not(.headings)").count()
    browsing.emulate_media(media="print")
    browsing.evaluate("dispatchEvent(new Event('beforeprint'))")
    rows = (
        "[...document.querySelectorAll('tq-table .row:not(.headings)')].map(e => e.getBoundingClientRect())"
    )
    boxes = browsing.evaluate(f"{rows}.map(b => [b.top, b.bottom])")
    assert len(boxes) == every > on_screen
    assert all(above[1] <= below[0] + 0.5 for above, below in pairwise(boxes))
    browsing.emulate_media(media="screen")
    browsing.evaluate("dispatchEvent(new Event('afterprint'))")
    browsing.set_viewport_size({"width": 1000, "height": 421})
    assert browsing.evaluate("document.querySelector('tq-table').printing") is False


def test_a_person_is_chosen_by_a_part_of_the_name_in_any_spelling(
    browsing: "Page", paths: tuple[str, ...]
) -> None:
    browsing.goto(paths[7])
    browsing.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    browsing.locator("tq-someone input").fill("لَيان")
    options = browsing.locator("tq-someone option")
    options.first.wait_for()
    assert options.all_inner_texts() == ["ليان (مختلق) · بيت أول (مختلق)"]
