from typing import TYPE_CHECKING

import pytest

from tawthiq.app.desk import Desk
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.review import Standing
from tawthiq.record.span import Mention, Span
from tawthiq.record.value import Introduction, Text
from tawthiq.store import queries
from tawthiq.store.queries import StatementRow
from tests.app.case import Case, about
from tests.web.site import entered

if TYPE_CHECKING:
    from playwright.sync_api import Page

FILM = "footage/VID_20130816_130200.mp4"
ME = "محللة (مختلقة)"


def film(case: Case) -> Digest:
    return case.digest(FILM)


def said(desk: Desk, *properties: str) -> tuple[StatementRow, ...]:
    return queries.statements(desk.index, properties=properties, seen_by=Access.RESTRICTED)


def test_the_page_shows_account_proposals_custody_and_facts(desk: Desk, case: Case) -> None:
    page = entered(desk).get(f"/item/{film(case)}").text
    for expected in (film(case), "وصول الكاميرا", "machine proposal", "earlier custody unknown", "8.000 s"):
        assert expected in page


def test_ranges_of_the_footage_are_served_as_what_they_are(desk: Desk, case: Case) -> None:
    client = entered(desk)
    answer = client.get(f"/object/{film(case)}", headers={"range": "bytes=4-11"})
    assert answer.status_code == 206
    assert answer.content == (case.folder / FILM).read_bytes()[4:12]
    assert answer.headers["content-type"] == "video/mp4"
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["unsorted/live.m3u8", "unsorted/clip.mp4", "ABOUT.txt"])
def test_nothing_but_footage_is_shown_inline(desk: Desk, case: Case, path: str) -> None:
    answer = entered(desk).get(f"/object/{case.digest(path)}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_write_without_a_name_asks_for_one(desk: Desk, case: Case) -> None:
    before = len(said(desk, "observation"))
    answer = entered(desk).post(f"/item/{film(case)}/observations", json={"text": "x"})
    assert answer.status_code == 428
    assert len(said(desk, "observation")) == before


def test_an_observation_cites_the_frame_that_was_shown(desk: Desk, case: Case) -> None:
    client = entered(desk, reviewer=ME)
    body = {"text": "وصول إلى المصدر", "start": "0:03.34", "end": "5"}
    made = client.post(f"/item/{film(case)}/observations", json=body).json()["statement"]
    row = queries.statement(desk.index, made)
    assert row.statement.value == Text("وصول إلى المصدر", "ar")
    assert row.statement.recorded_by.name == ME
    assert isinstance(row.statement.about, Span)
    seconds = row.statement.about.seconds
    assert seconds and seconds.frame
    assert seconds.frame.pts * seconds.frame.time_base == seconds.start == pytest.approx(3.333, abs=0.001)
    assert "وصول إلى المصدر" in client.get(f"/item/{film(case)}").text


@pytest.mark.parametrize("body", [{"text": ""}, {"text": "x", "start": "soon"}, {"text": " ", "start": "1"}])
def test_what_the_law_refuses_is_not_written(desk: Desk, case: Case, body: dict[str, str]) -> None:
    before = queries.entries(desk.index)
    assert entered(desk, reviewer=ME).post(f"/item/{film(case)}/observations", json=body).status_code == 422
    assert queries.entries(desk.index) == before


def test_a_person_is_noted_alive_or_dead_unknown(desk: Desk, case: Case) -> None:
    body = {"text": "رجل بقميص أبيض", "start": "2"}
    made = entered(desk, reviewer=ME).post(f"/item/{film(case)}/people", json=body).json()["statement"]
    assert isinstance(queries.statement(desk.index, made).statement.value, Introduction)
    (status,) = queries.statements(desk.index, about=Digest(made), properties=("person.status",))
    assert getattr(status.statement.value, "term", "") == "unknown"


def test_a_proposal_is_judged_and_the_history_kept(desk: Desk) -> None:
    client = entered(desk, reviewer=ME)
    proposal = said(desk, "shot.cut")[0]
    path = f"/statement/{proposal.id}"
    for verdict in ("accept", "reject", "accept"):
        answer = client.post(f"{path}/review", json={"verdict": verdict, "reason": "looked"})
        assert answer.status_code == 200, answer.text
    assert queries.statement(desk.index, proposal.id).standing is Standing.ACCEPTED
    assert len(queries.statements(desk.index, about=proposal.id, properties=("review",))) == 3
    assert "accepts: \u2068looked\u2069" in client.get(path, headers={"accept": "text/html"}).text


def test_rejecting_needs_a_reason(desk: Desk) -> None:
    proposal = said(desk, "shot.cut")[0]
    answer = entered(desk, reviewer=ME).post(f"/statement/{proposal.id}/review", json={"verdict": "reject"})
    assert answer.status_code == 422
    assert queries.statement(desk.index, proposal.id).standing is Standing.PROPOSED


def test_a_correction_stands_beside_what_it_corrects(desk: Desk) -> None:
    wrong = said(desk, "observation")[0]
    body = {"verdict": "correct", "words": "smoke, nobody walking", "reason": "looked again"}
    assert entered(desk, reviewer=ME).post(f"/statement/{wrong.id}/review", json=body).status_code == 200
    assert queries.statement(desk.index, wrong.id).standing is Standing.CORRECTED
    better = next(r for r in said(desk, "observation") if r.statement.value == Text(body["words"], "en"))
    assert Mention(wrong.id) in better.statement.cites
    assert better.statement.about == wrong.statement.about


def test_a_list_shows_the_cited_row(desk: Desk, case: Case) -> None:
    page = entered(desk).get(f"/item/{case.digest('lists/missing-and-found.xlsx')}").text
    assert 'id="row-2"' in page
    assert page.count("Samir Ibrahim al-Unmudhaji") >= 2


def test_an_export_has_an_anchor_for_every_message(desk: Desk, case: Case) -> None:
    path = next(name for name in case.before if name.endswith("result.json"))
    page = entered(desk).get(f"/item/{case.digest(path)}").text
    assert 'id="at-messages-1"' in page


def test_marking_a_second_in_the_browser(browsing: "Page", case: Case, desk: Desk) -> None:
    browsing.goto("/prefer/language/ar?back=/item/" + film(case))
    browsing.wait_for_function("() => document.querySelector('video').readyState >= 2")
    browsing.wait_for_function("() => document.querySelector('tq-player').frames.length > 0")
    assert browsing.evaluate("document.querySelector('video').muted")
    assert browsing.locator("video.veil").count() == 1
    _stepped(browsing, 3)
    browsing.keyboard.press("m")
    browsing.locator("#marking textarea").fill("دخان فوق الأسطح")
    browsing.click("#marking button.main")
    browsing.fill("tq-name input[name=name]", ME)
    browsing.click("tq-name button.main")
    card = browsing.locator("#account .fresh")
    card.wait_for()
    assert "دخان فوق الأسطح" in card.inner_text()
    row = next(r for r in said(desk, "observation") if r.statement.said_by.name == ME)
    assert isinstance(row.statement.about, Span)
    assert row.statement.about.seconds
    assert row.statement.about.seconds.start == pytest.approx(float(card.get_attribute("data-start") or -1))
    assert browsing.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _stepped(page: "Page", steps: int) -> None:
    """Steps by frames; each time the very next frame of the stored pts is shown."""
    for number in range(1, steps + 1):
        page.keyboard.press(".")
        page.wait_for_function(
            "n => { const p = document.querySelector('tq-player');"
            " return !p.media.seeking && p.frameAt(p.time) === n; }",
            arg=number,
        )


def test_a_blind_pass_shows_no_proposal_and_a_seeing_one_cites_each(
    browsing: "Page", case: Case, desk: Desk
) -> None:
    browsing.goto("/prefer/blind/1?back=/item/" + film(case))
    assert browsing.locator(".st.proposed, [data-seen]").count() == 0
    browsing.click("[data-viewed]")
    browsing.fill("tq-name input[name=name]", ME)
    browsing.click("tq-name button.main")
    browsing.locator("#proposals").wait_for()  # the page, loaded anew after the pass
    in_sight = set(
        browsing.eval_on_selector_all(
            ".st.proposed[data-statement], [data-seen]",
            "all => all.map(each => each.dataset.statement ?? each.dataset.seen)",
        )
    )
    browsing.goto("/prefer/blind/0?back=/item/" + film(case))
    with browsing.expect_navigation():
        browsing.click("[data-viewed]")
    blind, seeing = (row.statement for row in said(desk, "viewing") if row.statement.said_by.name == ME)
    assert getattr(blind.value, "term", "") == "blind"
    assert [c for c in blind.cites if isinstance(c, Mention)] == []
    assert {c.statement for c in seeing.cites if isinstance(c, Mention)} == in_sight
    assert any(row.statement.property == "same-footage" for row in said(desk) if row.id in in_sight)


def test_every_item_is_asked_only_for_tracks_that_it_has(browsing: "Page", desk: Desk) -> None:
    """A silent film has no sound to draw: `browsing` fails on what the browser's console calls an error."""
    films = {r.item.digest for r in queries.items(desk.index) if r.item.media_type.startswith("video/")}
    drawn = {about(row) for row in said(desk, "track.waveform")}
    assert films - drawn
    for item in sorted(films - drawn)[:2] + sorted(films & drawn)[:1]:
        with browsing.expect_response("**/frames.bin"):
            browsing.goto(f"/item/{item}", wait_until="networkidle")
        assert browsing.locator("tq-player[data-wave]").count() == (item in drawn)
