"""The table over HTTP and in a real browser: what is written, taken back, and hidden."""

import re
from typing import TYPE_CHECKING, Any

from starlette.testclient import TestClient

from tawthiq.app.desk import Desk
from tests.web.site import entered

if TYPE_CHECKING:
    from playwright.sync_api import Page


def rows(client: TestClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/table.json").json()["rows"]
    return found


def films(client: TestClient) -> list[str]:
    return [row["id"] for row in rows(client) if row["type"].startswith("video/")]


def edit(client: TestClient, act: str, items: list[str], **more: Any) -> dict[str, Any]:
    answer = client.post("/table/edit", json={"act": act, "items": items, **more})
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


def test_nobody_writes_without_a_name(desk: Desk) -> None:
    client = entered(desk)
    answer = client.post("/table/edit", json={"act": "tag", "items": films(client)[:1], "words": "x"})
    assert answer.status_code == 428


def test_an_edit_answers_with_its_rows_and_can_be_taken_back_and_done_again(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    items = films(client)[:2]
    done = edit(client, "tag", items, words="ركام")
    assert [[tag["words"] for tag in row["tags"]] for row in done["rows"]] == [["ركام"]] * 2
    undone = client.post("/undo", json={"turns": done["edit"], "items": items}).json()
    assert [row["tags"] for row in undone["rows"]] == [[], []]
    again = client.post("/undo", json={"turns": undone["edit"], "items": items}).json()
    assert [len(row["tags"]) for row in again["rows"]] == [1, 1]


def test_a_place_is_words_a_circle_an_area_or_unknown_and_never_a_point(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    (item, *_) = films(client)
    corners = [[36.19, 37.15], [36.2, 37.15], [36.2, 37.16]]
    for place, words in (  # numbers are isolated in the text about them
        ({"kind": "words", "words": "الكلاسة", "radius": "٣٠٠"}, "الكلاسة (\u2066± 300 m\u2069)"),
        (
            {"kind": "circle", "latitude": 36.19, "longitude": 37.15, "radius": "400"},
            "\u206636.19, 37.15 ± 400 m\u2069",
        ),
        ({"kind": "area", "corners": corners}, "an area of 3 corners"),
        ({"kind": "unknown", "words": "no landmark"}, "unknown: \u2068no landmark\u2069"),
    ):
        (row,) = edit(client, "place", [item], place=place)["rows"]
        assert [claim["words"] for claim in row["places"] if claim["by"] == "Amal"] == [words]
    point = {"kind": "circle", "latitude": 36.19, "longitude": 37.15, "radius": "0"}
    answer = client.post("/table/edit", json={"act": "place", "items": [item], "place": point})
    assert answer.status_code == 422 and "radius" in answer.json()["message"]


def test_a_place_said_once_is_offered_again_in_any_spelling_with_its_source(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    (item, other, *_) = films(client)
    circle = {"kind": "circle", "words": "الكلاسة", "latitude": 36.19, "longitude": 37.15, "radius": "400"}
    edit(client, "place", [item, other], place=circle)
    edit(client, "place", [item], place={"kind": "words", "words": "بستان القصر"})
    (place,) = client.get("/places.json", params={"q": "كلاسه"}).json()["places"]
    assert (place["called"], place["by"], place["times"]) == ("الكلاسة", "Amal", 1)
    assert {k: place["shape"][k] for k in ("latitude", "longitude", "radius")} == {
        "latitude": "36.19",
        "longitude": "37.15",
        "radius": "400",
    }
    assert not client.get("/places.json", params={"q": "حمص"}).json()["places"]
    edit(client, "access", [other], access="restricted", words="", known_from="x")
    assert not client.get("/places.json", params={"q": "كلاسه"}).json()["places"]


def test_the_rows_come_in_parts_that_make_the_whole(desk: Desk) -> None:
    client = entered(desk)
    whole = client.get("/table.json").json()
    parts = [
        client.get("/table.json", params={"begin": at, "most": 2}).json() for at in range(0, whole["all"], 2)
    ]
    assert [row for part in parts for row in part["rows"]] == whole["rows"]
    assert {part["all"] for part in parts} == {len(whole["rows"])}


def test_a_time_has_an_uncertainty_and_its_zone(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    (item, *_) = films(client)
    when = {"earliest": "2013-08-16T12:40", "latest": "2013-08-16T13:10", "zone": "Asia/Damascus"}
    (row,) = edit(client, "time", [item], time=when)["rows"]
    said = [time["words"] for time in row["times"] if time["by"] == "Amal"]
    first, last = "\u20662013-08-16 12:40\u2069", "\u206613:10\u2069"
    assert said == [f"between {first} and {last} \u2066(Asia/Damascus)\u2069"]
    assert row["at"] <= "2013-08-16T09:40:00Z"
    (row,) = edit(client, "time", [item], time={"unknown": True})["rows"]
    assert [time["unknown"] for time in row["times"] if time["by"] == "Amal"] == [True]


def test_what_is_restricted_is_in_no_row_no_map_and_no_person(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    (item, *_) = films(client)
    edit(client, "tag", [item], words="onlyforus")
    edit(client, "place", [item], place={"kind": "words", "words": "hiddenstreet"})
    made = edit(client, "incident", [item], words="hiddenincident")
    answer = edit(client, "access", [item], access="restricted")
    assert answer["gone"] == [item]
    for path in ("/table.json", "/map.json", "/incident", "/incident.json", "/people"):
        page = client.get(path).text
        for words in ("onlyforus", "hiddenstreet", "hiddenincident", item):
            assert words not in page, (path, words)
    assert client.get(made["href"]).status_code == 404
    assert client.get("/table/search", params={"q": "onlyforus"}).json()["items"] == []
    assert client.get("/prefer/seen/restricted").status_code == 200
    assert item in client.get("/table.json").text


def test_a_first_pass_shows_no_proposal(desk: Desk) -> None:
    client = entered(desk)
    assert any(row["family"] for row in rows(client))
    client.get("/prefer/blind/1")
    assert not any(row["family"] for row in rows(client))
    assert '"proposed"' not in re.sub(r'"proposed":(true|false)', "", client.get("/table.json").text)


def named(page: "Page") -> None:
    """Gives the writer's name beforehand: asking for it is a failed request, which the fixture refuses."""
    page.evaluate(
        """() => fetch("/reviewer", {method: "POST", body: JSON.stringify({name: "Amal"}), headers: {
          "content-type": "application/json",
          "x-tawthiq-token": document.querySelector("meta[name=csrf]").content}}).then(a => a.status)"""
    )
    page.set_default_timeout(15_000)


def test_the_table_on_the_keyboard_and_with_the_mouse(browsing: "Page") -> None:
    named(browsing)
    browsing.goto("/table")
    grid = browsing.get_by_role("grid")
    first = grid.locator("#r0 .c2")
    first.click()
    grid.locator("#r2 .c2").click(modifiers=["Shift"])
    assert browsing.locator(".row.chosen").count() == 3
    browsing.get_by_role("button", name="Tag", exact=True).click()
    browsing.get_by_label("Which tag?").fill("زيتونة")
    browsing.keyboard.press("Enter")
    browsing.locator("#r2 .mark.tag").wait_for()
    assert browsing.locator(".mark.tag").count() == 3
    grid.focus()
    browsing.keyboard.press("Control+z")
    browsing.locator(".mark.tag").first.wait_for(state="detached")
    browsing.keyboard.press("Control+y")
    browsing.locator("#r2 .mark.tag").wait_for()
    browsing.get_by_role("searchbox").fill("زيتونة")
    browsing.locator("#r3").wait_for(state="detached")
    assert browsing.locator("#r2 .mark.tag").count() == 1


def test_an_incident_made_of_files_in_arabic_with_a_drawn_place(browsing: "Page") -> None:
    named(browsing)
    browsing.goto("/prefer/language/ar?back=/table")
    browsing.locator("#r0 .c2").click()
    browsing.keyboard.press("Shift+ArrowDown")
    browsing.get_by_role("button", name="اصنع حادثة").click()
    browsing.get_by_label("اسم الحادثة").fill("حادثة السوق (مختلقة)")
    browsing.keyboard.press("Enter")
    browsing.wait_for_url("**/incident/*")
    assert browsing.evaluate("document.dir") == "rtl"
    browsing.locator("summary", has_text="قل أين").click()
    form = browsing.locator("form[data-write$='/place']")
    form.get_by_text("دائرة").click()
    form.get_by_label("المكان بالكلمات").fill("بين البنايتين")
    form.locator("tq-map").scroll_into_view_if_needed()
    box = form.locator("tq-map canvas").bounding_box()
    assert box
    for dx in (0, 30):
        browsing.mouse.click(box["x"] + box["width"] / 2 + dx, box["y"] + box["height"] / 2)
    form.locator("input[name=items]").first.check()
    form.get_by_role("button", name="دوِّن").click()
    browsing.locator(".st", has_text="بين البنايتين").wait_for()
    browsing.goto("/map")
    browsing.locator("a.place", has_text="حادثة السوق").wait_for()
    browsing.set_viewport_size({"width": 375, "height": 700})
    assert browsing.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_all_columns_are_in_view_and_names_that_repeat_are_told_apart(browsing: "Page") -> None:
    browsing.set_viewport_size({"width": 1280, "height": 800})
    for language in ("en", "ar"):
        browsing.goto(f"/prefer/language/{language}?back=/table")
        browsing.locator("#r3").wait_for()
        assert browsing.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.grid'))")
        folders = browsing.locator(".grid .folder").all_inner_texts()
        assert "auto-archiver/local_archive/" in " ".join(folders)
        assert len(set(folders)) > 3
