from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tawthiq.app.desk import Desk, at_desk
from tests.app.case import Case, copied, make_case
from tests.web.site import Site, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The invented case and its record; tests leave both as they are."""
    return make_case(tmp_path_factory.mktemp("case"))


@pytest.fixture
def desk(case: Case, tmp_path: Path) -> Iterator[Desk]:
    """A copy of the case's record, open."""
    with at_desk(copied(case.record, tmp_path / "copy.record")) as opened:
        yield opened


@pytest.fixture
def site(desk: Desk) -> Iterator[Site]:
    """The record, served to browsers on this machine."""
    with served(desk) as running:
        yield running


@pytest.fixture
def browsing(browser: "Browser", site: Site) -> "Iterator[Page]":
    """A page that has entered; fails the test where anything was blocked, failed or asked of others."""
    context = browser.new_context(base_url=site.base, locale="en")
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if _ours(asked.url, site) else wrong.append(asked.url))
    page.goto(site.entry)
    yield page
    context.close()
    assert not wrong


def _ours(url: str, site: Site) -> bool:
    return url.startswith((site.base, "blob:"))
