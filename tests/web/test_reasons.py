import pytest

from tawthiq.app.desk import Desk
from tawthiq.intake.source import SYSTEM_FILE
from tawthiq.publish.software_words import forms
from tawthiq.record.errors import MappingNeeded
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


@pytest.mark.parametrize(
    "reason",
    [
        f"columns not explained. {MappingNeeded.mend}",
        "columns explained in a.toml, which nobody confirmed: fill in confirmed_by and confirmed_on",
        "the mapping of a.csv explains columns it does not have: age",
        "a.csv has no header that can be read on row 3",
        "status 'gone' is not explained in [status] of the mapping; kept as a note",
        "'forty' cannot be read as Tally, Text",
        "'31/31/2013' is no day of the calendar in that order",
        "2013-05-03T00:00:00: a number like 3-5 that the spreadsheet took for a date?",
        "'Nowhere' is no zone; expected UTC, +03:00 or Asia/Damascus",
        "lost.mp4: no such footage was given",
        "clip.mp4: names several items",
        "nothing is said of the footage it names",
        "a.mp4 and b.mp4: not in this record, or several of that name",
        "a quote opens here and never closes: nothing after it could be read",
        "holds a formula whose value is not stored in the file; formulas are not run",
        "not UTF-8: read as Windows-1256, the usual Arabic encoding before it",
        "damaged UTF-8: 3 bytes belong to no letter",
        "cannot be kept as text: half of a surrogate pair, or nested too deep",
        "page: expected words, found int",
        "a.xlsx has no sheet 'B'; it has A, C",
        "not matched: its tracks are missing",
        SYSTEM_FILE,
    ],
)
def test_what_a_list_or_an_export_is_refused_for_is_said_in_arabic(reason: str) -> None:
    assert reason_said(reason, "ar").language == "ar"


def test_no_reason_of_the_case_is_left_in_english(desk: Desk) -> None:
    client = entered(desk)
    client.get("/prefer/language/ar")
    page = client.get("/").text
    left = {r.reason for r in queries.rejects(desk.index) if reason_said(r.reason, "ar").language == "en"}
    assert left == set()
    assert all(r.reason not in page for r in queries.rejects(desk.index))
