"""A mirrored excerpt on its page: which seconds of which film it shows, and the player goes there."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tawthiq.app.building import build
from tawthiq.app.desk import at_desk
from tests.app.case import items
from tests.app.test_sound_matching import film_file
from tests.match.invented import film
from tests.web.site import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("mirrored")
    (films := folder / "films").mkdir()
    film_file(films / "whole.mp4", film(1, 12))
    film_file(films / "mirrored.mp4", [p[:, ::-1] for p in film(1, 12)[43:103]])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(folder / "home"))
        yield build([films], folder / "films.record").record


def test_a_mirrored_excerpt_leads_to_its_second(record: Path, browser: "Browser") -> None:
    (mirrored,) = (d for d, row in items(record).items() if row.names and "mirrored" in row.names[0])
    with at_desk(record) as desk, served(desk) as site:
        page = browser.new_context(base_url=site.base, locale="en").new_page()
        page.goto(site.entry)
        page.goto(f"/item/{mirrored}")
        panel = page.locator("#copies")
        assert "whole.mp4" in panel.inner_text()
        assert "mirrored" in panel.locator("tbody").inner_text()
        panel.locator("a.cite").nth(1).click()
        page.wait_for_url("**#t=4*")
        video = page.locator("video")
        for _ in range(100):  # nothing may be evaluated in the page, so it cannot wait for itself
            if video.evaluate("v => v.currentTime") > 1:
                break
            page.wait_for_timeout(50)
        assert video.evaluate("v => v.currentTime") == pytest.approx(4.3, abs=0.3)
        page.context.close()
