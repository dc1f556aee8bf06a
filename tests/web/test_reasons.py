import pytest

from tawthiq.app.desk import Desk
from tawthiq.publish.software_words import forms
from tawthiq.store import queries
from tawthiq.web.reasons import reason_said
from tests.web.site import entered


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("has 9 cells under 7 columns", "فيه \u20689\u2069 خلايا تحت \u20687\u2069 أعمدة"),
        ("row 7", "السطر \u20687\u2069"),
        ("symbolic link, not followed", "وصلة رمزية لم تُتبع"),
        ("could not be opened: Is a directory", "تعذّر فتحه: \u2068Is a directory\u2069"),
        ("could not be opened: permission denied", "تعذّر فتحه: لا إذن بالقراءة"),
    ],
)
def test_a_known_form_is_said_in_arabic_with_its_parts_isolated(written: str, said: str) -> None:
    assert reason_said(written, "ar").text == said
    assert reason_said(written, "en").text == written


def test_what_nobody_translated_is_shown_as_it_is_written() -> None:
    found = reason_said("a reason of a plugin", "ar")
    assert (found.text, found.language) == ("a reason of a plugin", "en")


@pytest.mark.parametrize("key", forms())
def test_each_form_is_found_again(key: str) -> None:
    said = forms()[key]
    assert reason_said(said["en"].replace("{", "").replace("}", ""), "ar").language == "ar"


def test_no_reason_of_the_case_is_left_in_english(desk: Desk) -> None:
    client = entered(desk)
    client.get("/prefer/language/ar")
    page = client.get("/").text
    left = {r.reason for r in queries.rejects(desk.index) if reason_said(r.reason, "ar").language == "en"}
    assert left == set()
    assert all(r.reason not in page for r in queries.rejects(desk.index))
