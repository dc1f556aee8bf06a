"""What must not be seen is tried for in every place where it could stand."""

from starlette.testclient import TestClient

from tawthiq.app.desk import Desk
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.store import queries
from tests.app.case import Case
from tests.web.site import entered

FILM = "footage/VID_20130816_130200.mp4"
NAME = "VID_20130816_130200"
SECRET = "اسم الشاهد المختلق"


def places(client: TestClient, digests: list[Digest], statements: list[Digest]) -> str:
    """The text of everything that can be asked for, one after the other."""
    paths = ["/", "/work.json", "/search?q=" + NAME, "/search?q=" + SECRET, "/search?q=وصول"]
    paths += [f"/item/{d}" for d in digests] + [f"/statement/{s}" for s in statements]
    return "\n".join(client.get(path, headers={"accept": "text/html"}).text for path in paths)


def restricted(desk: Desk, case: Case) -> tuple[TestClient, list[Digest]]:
    """A client of the public view, after a name was written down and its film restricted."""
    client, film = entered(desk, reviewer="R. Analyst (invented)"), case.digest(FILM)
    made = client.post(f"/item/{film}/observations", json={"text": SECRET, "start": "1"}).json()["statement"]
    for path in (FILM, "lists/footage-notes.csv"):
        body = {"access": "restricted", "reason": "names a witness"}
        assert client.post(f"/item/{case.digest(path)}/access", json=body).status_code == 200
    return client, [Digest(made)]


def test_restricted_material_appears_nowhere_in_stricter_views(desk: Desk, case: Case) -> None:
    client, statements = restricted(desk, case)
    film = case.digest(FILM)
    pictures = [r.item.digest for r in queries.items(desk.index, seen_by=Access.RESTRICTED)
                if r.access is Access.RESTRICTED and r.item.media_type == "image/jpeg"]  # fmt: skip
    assert pictures
    for seen in ("public", "team"):
        client.get(f"/prefer/seen/{seen}")
        shown = places(client, [film, *pictures], statements)
        assert SECRET not in shown.replace("q=" + SECRET, "").replace(f'value="{SECRET}"', "").replace(
            f'<bdi dir="auto">{SECRET}</bdi></h2>', ""
        )
        assert "VID_20130816_130200.mp4" not in shown
        for digest in (film, *pictures):
            assert client.get(f"/object/{digest}").status_code == 404
        for track in ("frames", "waveform"):
            assert client.get(f"/item/{film}/{track}.bin").status_code == 404
    client.get("/prefer/seen/restricted")
    assert SECRET in client.get(f"/item/{film}").text


def test_a_public_view_of_a_record_with_nothing_public_is_empty(desk: Desk) -> None:
    client = entered(desk)
    client.get("/prefer/seen/public")
    page = client.get("/").text
    assert "<b><bdi>0</bdi></b> files came" in page
    assert "MOV_0007" not in page


def test_what_is_opened_to_the_public_is_there(desk: Desk, case: Case) -> None:
    client = entered(desk, reviewer="R. Analyst (invented)")
    item = case.digest("ABOUT.txt")
    body = {"access": "public", "reason": "says only that all is invented"}
    assert client.post(f"/item/{item}/access", json=body).status_code == 200
    client.get("/prefer/seen/public")
    assert client.get(f"/item/{item}").status_code == 200


def test_a_first_pass_hides_what_machines_propose_and_is_recorded(desk: Desk, case: Case) -> None:
    client, film = entered(desk, reviewer="R. Analyst (invented)"), case.digest(FILM)
    client.get("/prefer/blind/1")
    assert "machine proposal<" not in client.get(f"/item/{film}").text
    client.post(f"/item/{film}/viewing", json={})
    assert "machine proposal<" in client.get(f"/item/{film}").text
    (row,) = queries.statements(desk.index, properties=("viewing",))
    assert getattr(row.statement.value, "term", "") == "blind"
    assert not row.statement.mentions


def test_a_pass_with_proposals_in_sight_names_them(desk: Desk, case: Case) -> None:
    client, film = entered(desk, reviewer="R. Analyst (invented)"), case.digest(FILM)
    visible = [r.id for r in queries.statements(desk.index, item=film, properties=("shot.cut",))]
    client.post(f"/item/{film}/viewing", json={"visible": [*visible, "0" * 64]})
    (row,) = queries.statements(desk.index, properties=("viewing",))
    assert [m.statement for m in row.statement.mentions] == visible


def test_text_only_has_no_pictures_and_nothing_plays(desk: Desk, case: Case) -> None:
    client = entered(desk)
    client.get("/prefer/plain/1")
    for path in ("/", f"/item/{case.digest(FILM)}"):
        page = client.get(path).text
        assert "<video" not in page
        assert "<img" not in page
