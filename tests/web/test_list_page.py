"""A list's columns explained in the browser: tried with every choice, read when somebody confirms."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tawthiq.app.building import build
from tawthiq.app.desk import Desk, at_desk
from tawthiq.record.item import Access
from tawthiq.store import queries
from tests.web.site import entered
from tests.web.test_accessible import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

GUESSED = {"name": "person.name", "fate": "person.status", "house": "ignore"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A record of one list of people that nobody has explained, and a text."""
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "people.csv").write_text("name,fate,house\nخالد (مختلق),gone,4\nMona (invented),missing,4\n")
    (folder / "note.txt").write_text("words")
    build([folder], tmp_path / "r")
    with at_desk(tmp_path / "r") as opened:
        yield opened


def _page(desk: Desk, name: str = "people.csv") -> str:
    rows = queries.items(desk.index, seen_by=Access.RESTRICTED)
    return next(f"/item/{row.item.digest}/columns" for row in rows if name in row.names)


def test_every_choice_is_tried_and_only_a_confirmed_one_is_kept(desk: Desk) -> None:
    client, path, before = entered(desk, reviewer="Amal"), _page(desk), queries.entries(desk.index)
    assert "guessed from the headings" in client.get(path).text
    given = {"kind": "people", "columns": GUESSED | {"house": "household"}, "status": {"gone": "unknown"}}
    piece = client.post(f"{path}/tried", json=given).text
    piece = re.sub("[\u2066-\u2069]", "", piece)
    assert "household: 4" in piece and "alive or dead: unknown" in piece
    assert queries.entries(desk.index) == before
    answer = client.post(path, json=given).json()
    assert (answer["found"], answer["told"], answer["lost"]) == (2, 2, 0)
    assert "explained by" in client.get(path).text
    assert "columns not explained" not in client.get("/").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "people", "columns": {"name": "person.nmae"}},
        {"kind": "people", "columns": GUESSED, "zone": "Nowhere/At all"},
        {"kind": "people", "columns": GUESSED, "radius": "wide"},
        {"kind": "people", "columns": {"no such column": "person.name"}},
        {"kind": "people", "columns": GUESSED, "status": {"gone": "perhaps"}},
    ],
)
def test_what_means_nothing_is_refused_and_nothing_is_kept(desk: Desk, wrong: dict[str, object]) -> None:
    client, before = entered(desk, reviewer="Amal"), queries.entries(desk.index)
    answer = client.post(_page(desk), json=wrong)
    assert answer.status_code in (422, 500) and answer.json()["message"]
    assert queries.entries(desk.index) == before


def test_what_is_no_list_has_no_columns_and_the_public_explains_nothing(desk: Desk) -> None:
    client = entered(desk, reviewer="Amal")
    assert client.get(_page(desk, "note.txt")).status_code == 404
    client.get("/prefer/seen/public")
    assert client.get(_page(desk)).status_code == 404
    assert "/columns" not in client.get("/").text


def test_a_list_is_explained_by_choosing(browsing: "Page", desk: Desk) -> None:
    browsing.goto("/prefer/language/ar")
    browsing.get_by_role("link", name="اشرح أعمدتها").click()
    assert not violations(browsing)
    browsing.locator("[data-column=house]").select_option("household")
    browsing.locator(".row-says", has_text="الأسرة").first.wait_for()
    browsing.locator("[data-status=gone]").select_option("unknown")
    browsing.locator(".row-says", has_text="حيّ أم ميت").first.wait_for()
    browsing.get_by_role("button", name="هذا معناها").click()
    browsing.locator("input[name=name]").fill("أمل")
    assert browsing.locator("#reading").inner_text()
    browsing.locator("dialog button.main").click()
    browsing.wait_for_url("**/item/*")
    browsing.goto("/people")
    browsing.get_by_role("link", name="خالد").wait_for()
