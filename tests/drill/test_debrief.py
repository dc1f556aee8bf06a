from fractions import Fraction

import pytest

from tawthiq.drill import debrief
from tawthiq.drill.score import Score, score
from tawthiq.drill.score_marks import Noted
from tawthiq.drill.score_reviews import PROPERTIES
from tawthiq.drill.scoring import Measure, Missed, RoomScore, count, middle, not_attempted, share
from tawthiq.drill.truth import NOTICE
from tawthiq.drill.truth_footage import COPY_EDITS, Mark, Span
from tests.drill.told import film, found, truth

ARRIVAL = Mark("arrival", Span("walk.mp4", Fraction(205), Fraction(215)), "arrival", "الوصول إلى المصدر")
CART = Mark("cart", Span("walk.mp4", Fraction(61), Fraction(70)), "a horse cart", "عربة يجرها حصان")


def _score() -> Score:
    lost = (
        Missed("c.mp4", Fraction(3), "copy", "walk.mp4", ("mirror", "re-encode")),
        Missed("chat.txt", None, "account.weapon", "line/9", told=("a rocket", "صاروخ")),
    )
    rooms = (
        RoomScore("copies", (share("segments: mirror", 1, 2), count("false pairs", 0)), lost),
        RoomScore("cuts", (middle("off, median", (), "s"),)),
        not_attempted("clocks"),
    )
    return Score("market-street", 7, "tiny", rooms, (Noted(ARRIVAL, ("وصل <b>الآن</b>",)), Noted(CART, ())))


def test_every_word_is_in_both_languages() -> None:
    for table in debrief.catalogue().values():
        for key, words in table.items():
            assert set(words) == set(debrief.LANGUAGES), key
            assert all(words.values()), key


def test_every_proposal_that_is_held_against_the_truth_has_a_name() -> None:
    for property in PROPERTIES:
        for what in debrief.PROPOSED:
            for language in debrief.LANGUAGES:
                assert debrief.detailed(Missed("a.mp4", None, what, property), language) != property


def test_every_room_and_edit_has_a_name() -> None:
    scored = score(truth(files=(film("a.mp4"),)), found(paths=()))
    for language in debrief.LANGUAGES:
        assert all(debrief.said("rooms", room.room, language) for room in scored.rooms)
        assert all(debrief.said("measures", edit, language) for edit in COPY_EDITS)


@pytest.mark.parametrize("words", [
    "1 / 2", "not attempted", "لم يُحاوَل", "3:25", "1:01", "a horse cart", "عربة يجرها حصان",
    "segments: mirrored", "مقاطع منسوخة: معكوسة", "نسخة عن", "(mirrored, re-encoded)",
    "(معكوسة، أُعيد ترميزها)",
    ">a rocket<", ">صاروخ<", "line/9", 'href="#ar"', "&lt;b&gt;", "never about evidence", 'dir="rtl"',
])  # fmt: skip
def test_the_page_says(words: str) -> None:
    assert words in debrief.debrief_html(_score())


def test_the_page_reaches_for_nothing_and_runs_nothing() -> None:
    page = debrief.debrief_html(_score())
    assert "<script" not in page
    assert "http" not in page
    assert "<b>" not in page
    assert NOTICE.startswith("Invented")


def test_a_figure_with_nothing_behind_it_is_a_dash() -> None:
    assert debrief.measured(middle("off, median", (), "s")) == "–"
    assert debrief.measured(share("recall", 0, 0)) == "–"
    assert debrief.measured(share("recall", 1, 3)) == "33 %"


def test_units_are_said_in_both_languages() -> None:
    assert debrief.measured(Measure("false a minute", 0.5, 1, unit="1/min")) == "0.5 a minute"
    assert debrief.measured(middle("off, median", (0.25,), "s"), "ar") == "0.25 ث"


def test_a_long_time_is_written_out() -> None:
    assert debrief.measured(middle("took", (1240.4,), "s")) == "1240 s"
    assert debrief.measured(middle("off, median", (0.0184,), "s")) == "0.018 s"
    assert debrief.measured(middle("off, median", (0.25,), "s")) == "0.25 s"
