from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tawthiq.app.desk import Desk
from tawthiq.web.guard import CSRF_HEADER, ENTRY, LOOPBACK, Keys
from tests.web.site import PORT, stranger

OURS = f"http://{LOOPBACK}:{PORT}"
KEYS = Keys()
NAME = {"name": "R. Analyst (invented)"}


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with stranger(desk, KEYS) as opened:
        yield opened


@pytest.fixture
def inside(client: TestClient) -> TestClient:
    assert client.get(ENTRY, params={"key": KEYS.entry}).status_code == 303
    return client


@pytest.mark.parametrize("path", ["/", "/work.json", "/static/tawthiq.css", "/object/" + "0" * 64])
def test_nothing_is_shown_without_the_cookie(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 403
    assert "tawthiq open" in answer.text


@pytest.mark.parametrize("key", ["", "x", KEYS.session, KEYS.csrf])
def test_only_the_key_opens(client: TestClient, key: str) -> None:
    answer = client.get(ENTRY, params={"key": key})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: TestClient) -> None:
    cookie = client.get(ENTRY, params={"key": KEYS.entry}).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/").status_code == 200


def test_a_cookie_of_another_run_does_not_open(client: TestClient) -> None:
    client.cookies.set(f"tawthiq-{PORT}", Keys().session)
    assert client.get("/").status_code == 403


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", LOOPBACK, f"{LOOPBACK}:1", ""])
def test_a_name_pointed_here_is_refused(inside: TestClient, host: str) -> None:
    assert inside.get("/", headers={"host": host}).status_code == 421
    entry = inside.get(ENTRY, params={"key": KEYS.entry}, headers={"host": host})
    assert entry.status_code == 421


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_pages_of_other_sites_and_ports_get_nothing(inside: TestClient, site: str) -> None:
    assert inside.get("/", headers={"sec-fetch-site": site}).status_code == 403


@pytest.mark.parametrize(
    ("origin", "token"),
    [
        (None, KEYS.csrf),
        ("null", KEYS.csrf),
        ("http://evil.example", KEYS.csrf),
        (f"http://{LOOPBACK}:1", KEYS.csrf),
        (OURS, ""),
        (OURS, KEYS.session),
    ],
)
def test_a_write_needs_our_origin_and_our_token(inside: TestClient, origin: str | None, token: str) -> None:
    headers = {CSRF_HEADER: token} | ({"origin": origin} if origin else {})
    assert inside.post("/reviewer", json=NAME, headers=headers).status_code == 403


def test_our_pages_may_write(inside: TestClient) -> None:
    answer = inside.post("/reviewer", json=NAME, headers={CSRF_HEADER: KEYS.csrf, "origin": OURS})
    assert answer.status_code == 200
    assert NAME["name"] in inside.get("/").text


def test_every_answer_is_bound(inside: TestClient) -> None:
    for path in ("/", "/static/shell.js", "/object/" + "0" * 64, "/nowhere"):
        headers = inside.get(path).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "http://evil.example"])
def test_choosing_leads_nowhere_else(inside: TestClient, back: str) -> None:
    answer = inside.get("/prefer/language/ar", params={"back": back})
    assert answer.headers["location"] == "/"
