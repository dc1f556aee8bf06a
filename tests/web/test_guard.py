from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tawthiq.app.desk import Desk
from tawthiq.web.guard import CSRF_HEADER, ENTRY, LOOPBACK, Keys
from tests.web.site import PORT, stranger

OURS = f"http://{LOOPBACK}:{PORT}"
KEYS = Keys(entry="the-entry-key", session="the-session-key", csrf="the-csrf-token")
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


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"name": NaN}', b"[" * 100_000, b"\xff", b"name=x"])
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/x-www-form-urlencoded"])
def test_what_is_no_request_of_ours_is_refused_and_not_told_back(
    inside: TestClient, body: bytes, kind: str
) -> None:
    headers = {CSRF_HEADER: KEYS.csrf, "origin": OURS, "content-type": kind}
    answer = inside.post("/reviewer", content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert "NaN" not in answer.text


def test_a_write_is_no_longer_than_our_pages_make_it(inside: TestClient) -> None:
    headers = {CSRF_HEADER: KEYS.csrf, "origin": OURS}
    assert inside.post("/reviewer", content=b"x" * (8 * 2**20 + 1), headers=headers).status_code == 413
    assert inside.post("/reviewer", content=iter([b"{}"]), headers=headers).status_code == 413


@pytest.mark.parametrize("path", ["/?sheet=0", "/table.json?begin=-1", "/search?q=" + "a" * 401])
def test_an_address_out_of_bounds_is_answered_by_a_page(inside: TestClient, path: str) -> None:
    answer = inside.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("big", ["9" * 23, str(2**63)])
def test_numbers_larger_than_any_record_are_answered(inside: TestClient, big: str) -> None:
    for path in ("/?sheet=", "/table.json?begin=", "/people?sheet="):
        assert inside.get(path + big).status_code in {200, 422}, path
