"""The draft account on an item's page: lines that open their seconds, written anew by a person."""

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from tawthiq.app.account_edits import line_name
from tawthiq.app.accounting import account_of
from tawthiq.app.desk import Desk
from tawthiq.publish.account.told import Line
from tawthiq.publish.account.words import line_words
from tawthiq.record.agent import person
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Term, Text
from tawthiq.store import queries
from tests.app.case import Case
from tests.case import paths as at
from tests.web.site import entered

if TYPE_CHECKING:
    from playwright.sync_api import Page

OTHER = person("R. Analyst (invented)")
ME = "محللة (مختلقة)"
_IN_VIEW = (
    "e => { const { top, bottom } = e.getBoundingClientRect(); return top > 0 && bottom <= innerHeight; }"
)
TOLD = "تتجه الكاميرا نحو الركام"


def lines(desk: Desk, item: Digest) -> tuple[Line, ...]:
    return account_of(desk.index, queries.item(desk.index, item)).lines


def with_cut(desk: Desk, item: Digest) -> Line:
    return next(
        each for each in lines(desk, item) if each.start is not None and "cut" in line_words(each, "en")
    )


def test_each_line_of_a_film_leads_to_its_second(desk: Desk, case: Case) -> None:
    item = case.digest(at.LONG)
    page = entered(desk).get(f"/item/{item}").text
    for line in lines(desk, item):
        if line.start is not None:
            assert f'data-line="{line_name(line)}"' in page
            assert f'href="#t={float(line.start):.3f}' in page
    assert "Draft account" in page
    assert "not looked at: words spoken" in page


def test_quoted_words_are_isolated_inside_their_marks(desk: Desk, case: Case) -> None:
    item = case.digest(at.LONG)
    about = Span(item, (Seconds(Fraction(1), Fraction(2)),))
    heard = Statement(about, "transcription", Text("بعد الصلاة"), OTHER, OTHER, Method.OBSERVED, (about,))
    desk.record.add(statements=[heard])
    client = entered(desk)
    assert "“\u2068بعد الصلاة\u2069”" in client.get(f"/item/{item}/account").text
    client.get("/prefer/language/ar")
    assert "«\u2068بعد الصلاة\u2069»" in client.get(f"/item/{item}/account").text


@pytest.mark.parametrize("path", [at.PICTURE, "lists/missing-and-found.xlsx"])
def test_what_has_no_seconds_has_no_draft(desk: Desk, case: Case, path: str) -> None:
    client, item = entered(desk), case.digest(path)
    assert 'id="draft"' not in client.get(f"/item/{item}").text
    assert client.get(f"/item/{item}/account").status_code == 404


def test_a_line_written_anew_cites_what_it_replaces(desk: Desk, case: Case) -> None:
    client, item = entered(desk, reviewer=ME), case.digest(at.LONG)
    line = with_cut(desk, item)
    answer = client.post(f"/item/{item}/account/{line_name(line)}", json={"text": TOLD})
    assert answer.status_code == 200, answer.text
    (made,) = answer.json()["statements"]
    said = queries.statement(desk.index, made).statement
    assert (said.property, said.value, said.method) == ("observation", Text(TOLD, "ar"), Method.OBSERVED)
    assert {c.statement for c in said.cites if isinstance(c, Mention)} == set(line.ids)
    after = client.get(f"/item/{item}/account").text
    assert TOLD in after
    assert line_name(line) not in after
    assert all(queries.statement(desk.index, each) for each in line.ids)
    if len(line.ids) > 2:
        assert f"{len(line.ids)} statements" in client.get(f"/item/{item}").text


@pytest.mark.parametrize(("name", "text"), [("0" * 16, "x"), (None, "  ")])
def test_a_line_that_has_changed_or_words_that_are_none_are_refused(
    desk: Desk, case: Case, name: str | None, text: str
) -> None:
    item = case.digest(at.LONG)
    line = name or line_name(with_cut(desk, item))
    before = queries.entries(desk.index)
    answer = entered(desk, reviewer=ME).post(f"/item/{item}/account/{line}", json={"text": text})
    assert answer.status_code == 422
    assert queries.entries(desk.index) == before


def test_a_blind_first_pass_sees_no_draft_and_cannot_write_on_it(desk: Desk, case: Case) -> None:
    client, item = entered(desk, reviewer=ME), case.digest(at.LONG)
    name = line_name(with_cut(desk, item))
    client.get("/prefer/blind/1")
    assert 'id="draft"' not in client.get(f"/item/{item}").text
    assert client.get(f"/item/{item}/account").status_code == 404
    assert client.post(f"/item/{item}/account/{name}", json={"text": TOLD}).status_code == 404
    client.post(f"/item/{item}/viewing", json={"visible": []})
    assert 'id="draft"' in client.get(f"/item/{item}").text


def test_what_the_asker_may_not_see_is_in_no_line(desk: Desk, case: Case) -> None:
    client, item = entered(desk, reviewer=ME), case.digest(at.LONG)
    note = client.post(f"/item/{item}/observations", json={"text": TOLD, "start": "1"}).json()["statement"]
    assert TOLD in client.get(f"/item/{item}/account").text
    about = Mention(note)
    row = queries.statement(desk.index, note).statement
    mark = Statement(about, "access", Term("restricted"), row.said_by, row.said_by, Method.JUDGED, (about,))
    desk.record.add(statements=[mark])
    assert queries.statement(desk.index, note, seen_by=Access.RESTRICTED).access is Access.RESTRICTED
    assert TOLD not in client.get(f"/item/{item}/account").text
    client.get("/prefer/seen/restricted")
    assert TOLD in client.get(f"/item/{item}/account").text


def test_writing_a_line_anew_in_the_browser(browsing: "Page", case: Case, desk: Desk) -> None:
    item = case.digest(at.LONG)
    browsing.goto(f"/prefer/language/ar?back=/item/{item}")
    browsing.wait_for_function("() => document.querySelector('video').readyState >= 2")
    line = browsing.locator(f'[data-line="{line_name(with_cut(desk, item))}"]')
    line.locator("a.cite").click()
    start = float(line.get_attribute("data-begin") or -1)
    browsing.wait_for_function(
        "s => Math.abs(document.querySelector('tq-player').frameTime - s) < 0.05", arg=start
    )
    browsing.locator("[data-line].now").first.wait_for()
    line.locator("[data-rewrite]").click()
    browsing.locator("tq-line textarea").fill(TOLD)
    browsing.click("tq-line button.main")
    browsing.fill("tq-name input[name=name]", ME)
    browsing.click("tq-name button.main")
    browsing.locator("#account .fresh").wait_for()
    browsing.locator("#draft .line", has_text=TOLD).wait_for()
    assert line.count() == 0
    assert browsing.locator("tq-line").count() == 0


def test_a_key_opens_the_line_of_the_second_shown(browsing: "Page", case: Case) -> None:
    browsing.goto(f"/item/{case.digest(at.LONG)}")
    browsing.wait_for_function("() => document.querySelector('video').readyState >= 2")
    browsing.keyboard.press("e")
    assert browsing.locator("tq-line textarea").input_value()
    browsing.keyboard.press("Escape")
    assert browsing.locator("tq-line").count() == 0


def test_the_next_note_begins_at_the_frame_shown_and_headings_count_it(browsing: "Page", case: Case) -> None:
    browsing.goto(f"/item/{case.digest(at.LONG)}")
    browsing.wait_for_function("() => document.querySelector('tq-player').frames.length > 0")
    counted = browsing.locator("#account-title bdi")
    before = int(counted.inner_text())
    browsing.fill("#marking [name=start]", "0:01.000")
    browsing.fill("#marking [name=end]", "0:02.000")
    browsing.fill("#marking textarea", "smoke over the roofs")
    browsing.click("#marking button.main")
    browsing.fill("tq-name input[name=name]", ME)
    browsing.click("tq-name button.main")
    browsing.locator("#account .fresh").wait_for()
    browsing.wait_for_function("() => document.querySelector('#marking textarea').value === ''")
    assert browsing.locator("[data-somebody]", has_text=ME).is_visible()  # without loading the page anew
    assert not browsing.locator("[data-nobody]").is_visible()
    assert int(counted.inner_text()) == before + 1 == browsing.locator("#account > .st").count()
    browsing.evaluate("document.querySelector('tq-player').seek(4)")
    browsing.wait_for_function(
        "() => document.querySelector('#marking [name=start]').value.startsWith('0:04')"
    )
    assert browsing.input_value("#marking [name=end]") == ""
    browsing.keyboard.press("m")
    browsing.keyboard.type("nobody in the street")
    for part in (".controls", "#marking button.main"):  # what is told of and what is written, side by side
        assert browsing.locator(part).first.evaluate(_IN_VIEW), part
    browsing.keyboard.press("Control+Enter")
    browsing.locator("#account .st", has_text="nobody in the street").wait_for()
    assert browsing.locator(".told").count() == 0


def test_a_judged_proposal_goes_to_the_account_and_the_next_is_at_hand(browsing: "Page", case: Case) -> None:
    browsing.goto(f"/item/{case.digest(at.LONG)}")
    waiting, told = browsing.locator("#proposals-title bdi"), browsing.locator("#account-title bdi")
    before = int(waiting.inner_text()), int(told.inner_text())
    assert before[0] > 1
    first = browsing.locator("#proposals > .st").first
    name = first.get_attribute("id")
    first.locator("[data-verdict=accept]").click()
    browsing.fill("tq-name input[name=name]", ME)
    browsing.click("tq-name button.main")
    browsing.locator(f"#account > #{name}.accepted").wait_for()
    assert (int(waiting.inner_text()), int(told.inner_text())) == (before[0] - 1, before[1] + 1)
    assert browsing.evaluate("document.activeElement.closest('#proposals') !== null")
