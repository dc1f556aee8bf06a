from typing import TYPE_CHECKING

from tawthiq.app.desk import Desk
from tests.web.site import entered

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_every_file_is_listed_with_what_became_of_it(desk: Desk) -> None:
    page = entered(desk).get("/").text
    assert "VID_20130816_130200.mp4" in page
    assert "MOV_0007.mp4" in page
    assert "damaged: readable until" in page
    assert "never sealed" in page


def test_copies_are_folded_under_the_earliest(desk: Desk) -> None:
    page = entered(desk).get("/").text
    assert page.count('class="folded"') == 1


def test_the_front_page_in_both_languages(browsing: "Page") -> None:
    browsing.wait_for_function("document.fonts.status === 'loaded'")
    assert browsing.evaluate("document.dir") == "ltr"
    browsing.click("nav >> text=العربية")
    assert browsing.evaluate("document.dir") == "rtl"
    assert browsing.locator("h2", has_text="كل الملفات").is_visible()
    assert browsing.evaluate("document.documentElement.scrollWidth <= innerWidth")
    browsing.set_viewport_size({"width": 375, "height": 700})
    assert browsing.evaluate("document.documentElement.scrollWidth <= innerWidth")
