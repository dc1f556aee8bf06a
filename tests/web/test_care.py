"""Hard to look at stays covered; text only loads no footage; rules leave files out; heads are left."""

from typing import TYPE_CHECKING

import pytest

from tawthiq.app.desk import Desk
from tawthiq.app.overview import FileView, overview
from tawthiq.app.watching import footage
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.head import parse_head
from tawthiq.store.listings import pictures
from tests.app.case import Case
from tests.web.site import entered

if TYPE_CHECKING:
    from playwright.sync_api import Page

FILM = "footage/VID_20130816_130200.mp4"
ME = "محللة (مختلقة)"


def marked(desk: Desk, case: Case) -> Digest:
    item = case.digest(FILM)
    body = {"text": "جثامين مكشوفة"}
    assert entered(desk, reviewer=ME).post(f"/item/{item}/graphic", json=body).status_code == 200
    return item


def test_a_marked_item_and_its_pictures_are_covered_until_asked_for(desk: Desk, case: Case) -> None:
    client = entered(desk)
    picture = pictures(desk.index)[case.digest(FILM)]
    assert client.get(f"/object/{picture}").headers["content-type"] == "image/jpeg"
    item = marked(desk, case)
    assert client.get(f"/object/{picture}").headers["content-type"] == "image/svg+xml"
    assert client.get(f"/object/{picture}?uncovered").headers["content-type"] == "image/jpeg"
    page = client.get(f"/item/{item}").text
    assert f'data-src="/object/{item}"' in page
    assert f' src="/object/{item}"' not in page
    assert "جثامين مكشوفة" in page
    assert "hard to look at: covered" in client.get("/").text
    public = entered(desk)
    public.get("/prefer/seen/public")
    assert public.get(f"/object/{picture}?uncovered").status_code == 404


def test_taking_the_mark_back_uncovers_it(desk: Desk, case: Case) -> None:
    item = marked(desk, case)
    (mark,) = queries.statements(desk.index, item=item, properties=("graphic",))
    body = {"verdict": "withdraw", "reason": "the wrong film"}
    assert entered(desk, reviewer=ME).post(f"/statement/{mark.id}/review", json=body).status_code == 200
    assert f' src="/object/{item}"' in entered(desk).get(f"/item/{item}").text


def test_a_mark_says_what_awaits(desk: Desk, case: Case) -> None:
    answer = entered(desk, reviewer=ME).post(f"/item/{case.digest(FILM)}/graphic", json={"text": " "})
    assert answer.status_code == 422


def test_text_only_hands_out_no_footage_but_a_file_to_keep(desk: Desk, case: Case) -> None:
    client = entered(desk)
    client.get("/prefer/plain/1")
    item = case.digest(FILM)
    assert client.get(f"/object/{item}").status_code == 204
    assert client.get(f"/object/{pictures(desk.index)[item]}").content == b""
    kept = client.get(f"/object/{item}?take")
    assert kept.headers["content-type"] == "application/octet-stream"
    assert digest_of(kept.content) == item


def test_in_the_browser_it_opens_grey_and_only_when_asked(browsing: "Page", case: Case, desk: Desk) -> None:
    browsing.goto(f"/item/{marked(desk, case)}")
    assert browsing.evaluate("() => document.querySelector('video').currentSrc") == ""
    browsing.click("[data-do=uncover]")
    browsing.wait_for_function("() => document.querySelector('video').readyState >= 2")
    assert browsing.locator("video.veil").count() == 1
    assert "muted · grey" in browsing.inner_text(".state").lower()


@pytest.mark.parametrize("path", ["/", "/table", "/incident", "/map", "/people", "/events", "item"])
def test_text_only_loads_no_picture_anywhere(browsing: "Page", case: Case, path: str) -> None:
    browsing.goto("/prefer/plain/1")
    loaded: list[str] = []
    media = ("image/jpeg", "video/", "audio/")
    browsing.on(
        "response",
        lambda answer: (
            loaded.append(answer.url) if answer.headers.get("content-type", "").startswith(media) else None
        ),
    )
    browsing.goto(f"/item/{case.digest(FILM)}" if path == "item" else path, wait_until="networkidle")
    assert loaded == []


def file_of(desk: Desk, item: Digest) -> FileView:
    files = (f for each in overview(desk.index).files for f in (each, *each.copies))
    return next(f for f in files if f.item.digest == item)


def test_a_rule_leaves_files_out_with_its_reason_and_keeps_them(desk: Desk, case: Case) -> None:
    item = case.digest(FILM)
    client = entered(desk, reviewer=ME)
    body = {"pattern": "*/vid_20130816_130200*", "reason": "already coded by another team (invented)"}
    assert client.post("/exclusions", json=body).status_code == 200
    file = file_of(desk, item)
    assert file.watched is None
    assert file.excluded and file.excluded.said_by.name == ME
    assert item not in {f.item.digest for f in footage(desk.record)}
    page = client.get("/").text
    assert body["reason"] in page
    assert "left out by a rule" in page
    assert client.get(f"/item/{item}").status_code == 200
    rule = file.excluded.id
    client.post(f"/statement/{rule}/review", json={"verdict": "reject", "reason": "we need it"})
    assert item in {f.item.digest for f in footage(desk.record)}


@pytest.mark.parametrize("body", [{"pattern": "*", "reason": ""}, {"pattern": "no-such", "reason": "x"}])
def test_a_rule_needs_a_reason_and_something_to_leave_out(desk: Desk, body: dict[str, str]) -> None:
    assert entered(desk, reviewer=ME).post("/exclusions", json=body).status_code == 422


def test_a_head_is_made_printed_and_left_with_somebody(desk: Desk) -> None:
    client = entered(desk, reviewer=ME)
    assert "never sealed" in client.get("/").text
    head = client.post("/seals", json={}).json()["head"]
    printed = client.get(f"/seals/{head}.html")
    assert printed.headers["content-disposition"].startswith("attachment")
    assert head[:4] in printed.text
    assert "left with nobody yet" in client.get("/").text
    body = {"whom": "كاتب العدل (مختلق)", "day": "2013-08-20"}
    assert client.post(f"/heads/{head}/left", json=body).status_code == 200
    page = client.get("/").text
    assert body["whom"] in page and body["day"] in page and "left with nobody yet" not in page
    assert body["whom"] in (desk.layout.root / "CONTENTS.html").read_text("utf-8")
    (said,) = queries.statements(desk.index, properties=("head-left",))
    assert isinstance(said.statement.about, Span)
    signed = parse_head(desk.record.objects.path(said.statement.about.item).read_text("utf-8"))
    assert signed.head.digest == head


@pytest.mark.parametrize(("head", "whom", "code"), [("0" * 64, "x", 404), ("", " ", 422)])
def test_only_heads_that_were_made_are_left_and_with_somebody(
    desk: Desk, head: str, whom: str, code: int
) -> None:
    client = entered(desk, reviewer=ME)
    made = client.post("/seals", json={}).json()["head"]
    answer = client.post(f"/heads/{head or made}/left", json={"whom": whom, "day": "2013-08-20"})
    assert answer.status_code == code
