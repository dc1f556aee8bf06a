"""A post becomes an account of an incident over HTTP: from its card, and from a search of the incident."""

import re

from tawthiq.app.desk import Desk
from tawthiq.app.incident_view import accounts_of
from tawthiq.app.telling import words_of
from tawthiq.record.digest import Digest
from tawthiq.record.statement import Modality
from tawthiq.record.value import Tally
from tawthiq.store import queries
from tests.app.case import Case
from tests.web.site import entered

TAKEN = '<span class="mark ok">an account of this incident</span>'
FILM = "footage/VID_20130816_130200.mp4"


def test_a_post_is_used_as_an_account_from_its_card(desk: Desk, case: Case) -> None:
    client = entered(desk, reviewer="Amal")
    rows = queries.statements(desk.index, properties=("post",))
    post = next(row for row in rows if words_of(row.statement))
    form = f"/statement/{post.id}/account"
    assert f'href="{form}"' in client.get(f"/statement/{post.id}").text
    assert "No incident has been made yet" in client.get(form).text
    edit = {"act": "incident", "items": [case.digest(FILM)], "words": "invented incident"}
    incident = client.post("/table/edit", json=edit).json()["href"].rpartition("/")[2]
    page = client.get(form).text
    assert incident in page and words_of(post.statement).split()[0] in page.split("<textarea")[1]
    said = {"incident": incident, "property": "account.toll", "minimum": "٣٠", "words": "over 30"}
    answer = client.post(form, json=said)
    assert answer.status_code == 200 and answer.json()["href"] == f"/incident/{incident}#accounts"
    (account,) = accounts_of(desk.index, Digest(incident))
    assert account.said_by == post.statement.said_by and account.recorded_by.name == "Amal"
    assert isinstance(account.value, Tally) and account.value.minimum == 30
    page = client.get(f"/incident/{incident}").text
    assert f"/statement/{post.id}" in page and ">post<" in page


def test_an_incident_finds_posts_and_says_which_are_the_same_source(desk: Desk, case: Case) -> None:
    client = entered(desk, reviewer="Amal")
    edit = {"act": "incident", "items": [case.digest(FILM)], "words": "invented incident"}
    incident = client.post("/table/edit", json=edit).json()["href"].rpartition("/")[2]
    rows = queries.statements(desk.index, properties=("post",))
    post = next(row for row in rows if words_of(row.statement))
    word = max(re.findall(r"\w+", words_of(post.statement)), key=len)
    search = f"/incident/{incident}/posts?q={word}"
    page = client.get(search).text
    assert f'data-statement="{post.id}"' in page and TAKEN not in page
    body = {"incident": incident, "property": "account.weapon", "words": "Scud"}
    assert client.post(f"/statement/{post.id}/account", json=body).status_code == 200
    assert TAKEN in client.get(search).text


def test_a_post_that_denies_or_asks_for_something_is_taken_as_what_it_is(desk: Desk, case: Case) -> None:
    client = entered(desk, reviewer="Amal")
    edit = {"act": "incident", "items": [case.digest(FILM)], "words": "invented incident"}
    incident = client.post("/table/edit", json=edit).json()["href"].rpartition("/")[2]
    posts = [r for r in queries.statements(desk.index, properties=("post",)) if words_of(r.statement)]
    denial = {"incident": incident, "property": "account.weapon", "words": "no rocket", "modality": "denies"}
    need = {"incident": incident, "property": "need.request", "words": "four ropes"}
    for post, said in ((posts[0], denial), (posts[1], need)):
        assert client.post(f"/statement/{post.id}/account", json=said).status_code == 200
    meant = {c.property: c.statement.modality for c in accounts_of(desk.index, Digest(incident))}
    assert meant == {"account.weapon": Modality.DENIES, "need.request": Modality.ASSERTS}
    page = client.get(f"/incident/{incident}").text
    assert ">denies<" in page and "four ropes" in page[page.index('id="needs"') :]
    assert "four ropes" not in client.get(f"/incident/{incident}/sheet").text


def test_an_incident_that_is_not_there_takes_no_account(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    post = next(r for r in queries.statements(desk.index, properties=("post",)) if words_of(r.statement))
    body = {"incident": "0" * 64, "property": "account.weapon", "words": "x"}
    assert client.post(f"/statement/{post.id}/account", json=body).status_code == 404
    assert client.get(f"/incident/{'0' * 64}/posts?q=x").status_code == 404
