"""People over HTTP: statuses side by side, families reached only by those named, unknown kept."""

import re

from tawthiq.app.desk import Desk
from tawthiq.app.sheets import sheet_of
from tawthiq.record.item import Access
from tests.web.site import entered

KNOWN = {"known_from": "told by a neighbour (invented)"}


def test_conflicting_statuses_stand_side_by_side_and_can_be_withdrawn(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    new = client.post("/people/person", json={"names": "مازن (مختلق)\nMazen", **KNOWN}).json()["href"]
    for status, source in (("missing", "his aunt"), ("found-alive", "a field hospital"), ("unknown", "")):
        answer = client.post(
            f"{new}/status", json={"status": status, "source": source, "said_on": "2013-08-17", **KNOWN}
        )
        assert answer.status_code == 200
    page = client.get(new).text
    assert ">a note<" in page
    for words in ("missing", "found alive", "alive or dead: unknown", "his aunt", "2013-08-17", "differ"):
        assert words in page
    for each in re.findall(r'data-statement="([0-9a-f]{64})"', page):
        judged = {"verdict": "withdraw", "reason": "invented for a test"}
        assert client.post(f"/statement/{each}/review", json=judged).status_code == 200
    assert client.get(new).status_code == 404


def test_a_status_nobody_knows_and_a_claim_that_rests_on_nothing_are_refused(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    new = client.post("/people/person", json={"label": "a man in a grey coat", **KNOWN}).json()["href"]
    assert "unnamed" in client.get("/people").text
    assert client.post(f"{new}/status", json={"status": "presumed dead", **KNOWN}).status_code == 422
    refused = client.post(f"{new}/status", json={"status": "killed"})
    assert refused.status_code == 422 and "rests on nothing" in refused.json()["message"]


def test_a_report_says_who_asks_and_hides_how_to_reach_them(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    report = {
        "name": "ليان (مختلق)",
        "asked_by": "her aunt",
        "last_seen": "by the bakery",
        "contact": "x-555",
    }
    new = client.post("/people/missing", json=report).json()["href"]
    page = client.get(new).text
    assert "by the bakery" in page and "her aunt" in page and "x-555" not in page
    client.get("/prefer/seen/restricted")
    assert "x-555" in client.get(new).text


def test_contact_is_restricted_whatever_the_page_said(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    new = client.post("/people/person", json={"names": "x", **KNOWN}).json()["href"]
    fact = {"property": "person.contact", "words": "x-777", "restricted": False, **KNOWN}
    assert client.post(f"{new}/say", json=fact).status_code == 200
    assert "x-777" not in client.get(new).text


def test_a_household_and_an_incident_hold_a_person(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    new = client.post("/people/person", json={"names": "مازن", **KNOWN}).json()["href"]
    person = new.rpartition("/")[2]
    home = client.post("/people/household", json={"label": "بيت أول", "residence": "third floor", **KNOWN})
    household = home.json()["href"]
    (offered,) = client.get("/people.json", params={"kind": "household", "q": "بيت اول"}).json()["found"]
    assert household == f"/household/{offered['id']}" and offered["beside"] == "third floor"
    assert client.post(f"{new}/household", json={"household": offered["id"], **KNOWN}).status_code == 200
    (found,) = client.get("/people.json", params={"q": "مازن"}).json()["found"]
    assert found == {"id": person, "label": "مازن", "beside": "بيت أول"}
    assert "مازن" in client.get(household).text and "third floor" in client.get(household).text
    assert (
        client.post(f"{household}/say", json={"property": "note", "words": "x", **KNOWN}).status_code == 200
    )
    items = [row["id"] for row in client.get("/table.json").json()["rows"]][:1]
    made = client.post("/table/edit", json={"act": "incident", "items": items, "words": "x"}).json()["href"]
    assert client.post(f"{made}/person", json={"person": person, "items": items}).status_code == 200
    assert "nobody says what became of them" in client.get(made).text.split('id="accounts"')[1]
    client.post(f"{new}/status", json={"status": "missing", "source": "his aunt", **KNOWN})
    assert re.search(r"missing</bdi></span> <span class=\"soft\"><bdi>his aunt", client.get(made).text)
    assert "بيت أول" in client.get(new).text and "مازن" in client.get(made).text


def test_a_sheet_shows_the_seconds_chosen_and_cites_what_was_ticked_alone(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    rows = client.get("/table.json").json()["rows"]
    films = [row["id"] for row in rows if row["type"] == "video/mp4" and row["length"]][:2]
    made = client.post("/table/edit", json={"act": "incident", "items": films, "words": "x"}).json()["href"]
    said = {"property": "account.weapon", "words": "Scud", "source": "a resident", "items": films[:1]}
    assert client.post(f"{made}/say", json=said).status_code == 200
    chosen = {"item": films[1], "start": "0:01", "end": "0:02"}
    assert client.post(f"{made}/seconds", json=chosen).status_code == 200
    assert client.post(f"{made}/seconds", json={**chosen, "start": ""}).status_code == 422
    assert re.search(r"0:0[01]–0:02", client.get(made).text)
    answer = client.get(f"{made}/sheet")
    assert "attachment" in answer.headers["content-disposition"]
    assert re.search(r"0:0[01]–0:02", answer.text)
    (account,) = sheet_of(desk.index, made.rpartition("/")[2], Access.TEAM).accounts
    assert account.distinct == 1 and len(account.sources[0].cites) == 1


def test_everything_can_be_taken_away_as_a_spreadsheet(desk: Desk) -> None:
    answer = entered(desk).get("/export.xlsx")
    assert answer.content.startswith(b"PK") and "attachment" in answer.headers["content-disposition"]


def test_rival_accounts_and_a_toll_in_words_and_numbers(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    items = [row["id"] for row in client.get("/table.json").json()["rows"]][:2]
    made = client.post("/table/edit", json={"act": "incident", "items": items, "words": "x"}).json()["href"]
    for body in (
        {"property": "account.weapon", "words": "Scud", "source": "the man filming"},
        {"property": "account.weapon", "words": "air strike", "source": "a resident"},
        {"property": "account.toll", "minimum": "٣٠", "scope": "killed, in Aleppo", "as_of": "2013-08-16"},
        {"property": "account.actor", "unknown": True},
        {"property": "question", "words": "Who lived there?"},
    ):
        answer = client.post(f"{made}/say", json={**body, "items": items[:1]})
        assert answer.status_code == 200, answer.text
    page = client.get(made).text
    for field in ("minimum", "maximum", "scope", "as_of"):
        assert f'name="{field}"' in page
    for words in (
        "Scud",
        "air strike",
        "the man filming",
        "30 or more",
        "killed, in Aleppo",
        "Who lived there?",
    ):
        assert words in page
    assert "Who did it?" in page and "By what means?" not in page.split("Accounts")[0]


def test_a_household_that_a_list_only_numbers_reads_as_one(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    home = client.post("/people/household", json={"label": "17", **KNOWN}).json()["href"]
    for name in ("مازن (مختلق)", "ليان (مختلق)"):
        someone = client.post("/people/person", json={"names": name, **KNOWN}).json()["href"]
        client.post(f"{home}/member", json={"person": someone.rpartition("/")[2], **KNOWN})
    for page in (client.get(home).text, client.get("/people?show=households").text):
        assert "Household 17" in page
        assert "People: <bdi>2</bdi>" in page and "fate of 2 said by nobody" in page
    named = client.post("/people/household", json={"label": "بيت أول", **KNOWN}).json()["href"]
    assert "<h1><bdi>بيت أول</bdi></h1>" in client.get(named).text


def test_incidents_are_found_under_the_name_that_people_type(desk: Desk) -> None:
    answer = entered(desk).get("/incidents", headers={"accept": "text/html"})
    assert (answer.status_code, answer.url.path) == (200, "/incident")


def test_whom_somebody_noted_in_its_footage_is_offered_to_an_incident(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    film = next(r["id"] for r in client.get("/table.json").json()["rows"] if r["type"].startswith("video/"))
    note = {"text": "a man in a white shirt", "start": "1"}
    who = client.post(f"/item/{film}/people", json=note).json()["statement"]
    edit = {"act": "incident", "items": [film], "words": "invented incident"}
    incident = client.post("/table/edit", json=edit).json()["href"]
    assert f'name="person" value="{who}"' in client.get(incident).text
    client.post(f"{incident}/person", json={"person": who, "items": [film]})
    page = client.get(incident).text
    assert f'name="person" value="{who}"' not in page
    assert "a man in a white shirt" in page


def test_a_sheet_opens_in_the_language_of_who_makes_it(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    film = next(r["id"] for r in client.get("/table.json").json()["rows"] if r["type"].startswith("video/"))
    edit = {"act": "incident", "items": [film], "words": "invented incident"}
    incident = client.post("/table/edit", json=edit).json()["href"]
    for language in ("en", "ar"):
        client.get(f"/prefer/language/{language}")
        sheet = client.get(f"{incident}/sheet").text
        assert f'id="in-{language}" checked' in sheet and sheet.count(" checked>") == 1
