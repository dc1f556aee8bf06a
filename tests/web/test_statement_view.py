"""A statement has one form on every page, and can be reviewed on each."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tawthiq.app.cited import known_of
from tawthiq.app.desk import Desk
from tawthiq.record.digest import Digest
from tawthiq.store import queries
from tawthiq.web.statement_view import statement_views
from tawthiq.web.wording import path_words, told_apart
from tests.app.case import Case
from tests.web.site import entered

if TYPE_CHECKING:
    from playwright.sync_api import Page

KNOWN = {"known_from": "told by a neighbour (invented)"}
ARTICLE = re.compile(
    r'<article class="st [^"]*" id="[^"]*" data-statement="([0-9a-f]{64})".*?</article>', re.S
)
FILM = "footage/VID_20130816_130200.mp4"


@pytest.fixture
def pages(desk: Desk, case: Case) -> dict[str, str]:
    """A person of a household in an incident with a place and an account, by the path of each page."""
    client = entered(desk, reviewer="Amal")
    who = client.post("/people/person", json={"names": "مازن (مختلق)", **KNOWN}).json()["href"]
    person = who.rpartition("/")[2]
    said = {"status": "missing", "source": "his aunt", "said_on": "2013-08-17", **KNOWN}
    client.post(f"{who}/status", json=said)
    home = client.post("/people/household", json={"label": "بيت أول", **KNOWN}).json()["href"]
    client.post(f"{home}/member", json={"person": person, **KNOWN})
    edit = {"act": "incident", "items": [case.digest(FILM)], "words": "invented incident"}
    incident = client.post("/table/edit", json=edit).json()["href"]
    client.post(f"{incident}/place", json={"place": {"kind": "words", "words": "by the bakery"}, **KNOWN})
    client.post(f"{incident}/say", json={"property": "account.weapon", "words": "Scud", **KNOWN})
    paths = {
        "person": who,
        "household": home,
        "incident": incident,
        "map": "/map",
        "search": "/search?q=Scud",
    }
    return {name: client.get(path).text for name, path in paths.items()}


@pytest.mark.parametrize("name", ["person", "household", "incident", "map", "search"])
def test_a_statement_looks_the_same_on_every_page(pages: dict[str, str], name: str) -> None:
    found = list(ARTICLE.finditer(pages[name]))
    assert found
    for each in found:
        card = each[0]
        for part in ("said by", "written down", 'class="mark stated">stated<', f"/statement/{each[1]}"):
            assert part in card, (name, part)
        for verdict in ("accept", "reject", "dispute"):
            assert f'data-verdict="{verdict}"' in card
        assert ('data-verdict="withdraw"' in card) is ('data-from="people"' in card)
        assert 'class="cite"' in card


def test_it_names_who_reviewed_it_and_why(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    proposal = queries.statements(desk.index, properties=("shot.cut",))[0]
    path = f"/statement/{proposal.id}"
    client.post(f"{path}/review", json={"verdict": "accept"})
    card = client.get(f"{path}/card").text
    assert 'class="mark accepted">accepted<' in card
    assert re.search(r'class="by">by <bdi>Amal</bdi>', card)
    client.post(f"{path}/review", json={"verdict": "reject", "reason": "a flash"})
    card = client.get(f"{path}/card").text
    assert '<bdi>Amal</bdi> rejects: <bdi dir="auto">a flash</bdi>' in card


def test_a_reviewer_whose_word_is_restricted_is_not_named(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    proposal = queries.statements(desk.index, properties=("shot.cut",))[0]
    client.post(f"/statement/{proposal.id}/review", json={"verdict": "accept"})
    client.get("/prefer/seen/public")
    assert client.get(f"/statement/{proposal.id}/card").status_code == 404
    known = known_of(desk.index, [proposal], seen_by=proposal.access)
    assert not known.reviews  # it was read before anybody reviewed it
    (view,) = statement_views([proposal], known, "en")
    assert view.is_proposal and not view.reviews


def test_a_status_is_corrected_by_a_status_and_nothing_else(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    who = client.post("/people/person", json={"names": "x", **KNOWN}).json()["href"]
    client.post(f"{who}/status", json={"status": "missing", **KNOWN})
    client.get("/prefer/language/ar")
    page = client.get(who).text
    assert "data-choices" in page and "found-alive" in page and "حيّ أم ميت: غير معروف" in page
    (status,) = queries.statements(desk.index, about=Digest(who[8:]), properties=("person.status",))
    body = {"verdict": "correct", "words": "مفقود", "reason": "x"}
    assert client.post(f"/statement/{status.id}/review", json=body).status_code == 422
    body["words"] = "found-alive"
    assert client.post(f"/statement/{status.id}/review", json=body).status_code == 200
    rows = queries.statements(desk.index, about=Digest(who[8:]), properties=("person.status",))
    assert {r.standing.value for r in rows} == {"corrected", "stated"}


def test_files_of_one_name_are_told_apart_by_their_folders() -> None:
    one, two, three = (Digest(sign * 64) for sign in "abc")
    names = {one: "a/x/film.mp4", two: "a/y/film.mp4", three: "a/clip.mp4"}
    assert told_apart(names) == {one: "x/film.mp4", two: "y/film.mp4", three: "clip.mp4"}
    alike = told_apart({one: "film.mp4", two: "film.mp4", three: "old/film.mp4"})
    assert alike[three] == "old/film.mp4" and alike[one] == "film.mp4"


def test_a_path_runs_from_left_to_right_whatever_it_is_written_in() -> None:
    bare = path_words("WhatsApp - إنقاذ/قائمة القناة.csv")
    assert bare == "\u2066\u2068WhatsApp - إنقاذ\u2069/\u2068قائمة القناة\u2069.csv\u2069"


@pytest.fixture
def someone(browsing: "Page", desk: Desk) -> Iterator["Page"]:
    """The page of somebody missing, in Arabic, with a reviewer's name given."""
    client = entered(desk, reviewer="Amal")
    who = client.post("/people/person", json={"names": "مازن (مختلق)", **KNOWN}).json()["href"]
    client.post(f"{who}/status", json={"status": "missing", "source": "خالته", **KNOWN})
    browsing.goto(f"/prefer/language/ar?back={who}")
    browsing.evaluate(
        """async () => fetch("/reviewer", {method: "POST", headers: {"content-type": "application/json",
        "x-tawthiq-token": document.querySelector("meta[name=csrf]").content}, body: '{"name": "ريم"}'})"""
    )
    browsing.reload()
    yield browsing


def test_a_status_is_accepted_and_corrected_where_it_stands(someone: "Page") -> None:
    card = someone.locator(".st", has_text="مفقود").first
    card.locator("summary").click()
    card.get_by_role("button", name="قبول").click()
    card.locator(".mark.accepted").wait_for()
    assert "ريم" in card.locator(".by").inner_text()
    card.locator("summary").click()
    card.get_by_role("button", name="تصحيح").click()
    dialog = someone.locator("tq-verdict dialog")
    assert dialog.locator("select[name=words]").input_value() == "missing"
    dialog.locator("select[name=words]").select_option("found-alive")
    dialog.locator("textarea[name=reason]").fill("رأيته")
    dialog.locator("button.main").click()
    someone.locator(".st.corrected").wait_for()
    someone.locator(".st.stated", has_text="وُجد حيًّا").wait_for()


def test_quoted_words_keep_their_marks_and_their_order(browsing: "Page", desk: Desk, case: Case) -> None:
    client = entered(desk, reviewer="Amal")
    edit = {"act": "incident", "items": [case.digest(FILM)], "words": "invented incident"}
    incident = client.post("/table/edit", json=edit).json()["href"]
    time = {"earliest": "2013-08-16T13:16", "zone": "UTC", "words": "١:١٦:٠٠ م"}
    client.post(f"{incident}/time", json={**time, **KNOWN})
    for language, left, right in (("en", "“", "”"), ("ar", "»", "«")):
        browsing.goto(f"/prefer/language/{language}?back={incident}")
        places = browsing.evaluate(
            """() => {
              const node = document.querySelector('[data-term="time"] .words-said bdi').firstChild;
              const at = (sign) => {
                const range = document.createRange(), n = node.data.indexOf(sign);
                range.setStart(node, n); range.setEnd(node, n + 1);
                return range.getBoundingClientRect().x;
              };
              const signs = [..."“”«»م٠2"].filter((c) => node.data.includes(c));
              return Object.fromEntries(signs.map((c) => [c, at(c)]));
            }"""
        )
        assert places[left] < places["م"] < places[right], language
        assert places["م"] < places["٠"], (
            language
        )  # Arabic runs from the right, its numbers before the letter
        assert (places["2"] < places[left]) is (language == "en")  # the time before the words that state it
