"""Times, figures and words as found in a sentence of either language: short, and never turned round."""

from datetime import UTC, datetime, timedelta

import pytest

from tawthiq.publish.value_words import bounds_words, place_words, when_words, words
from tawthiq.record.selector import Quote, Row
from tawthiq.record.value import Tally, When

NOON = datetime(2013, 8, 16, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MIDNIGHT = datetime(2013, 8, 16)


def bare(text: str) -> str:
    """Without the marks that isolate."""
    return text.translate(dict.fromkeys((0x2066, 0x2068, 0x2069)))


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When(NOON, NOON, "UTC"), "2013-08-16 12:00"),
        (When(NOON, NOON + MINUTE, "UTC"), "2013-08-16 12:00"),
        (When(NOON, NOON + timedelta(seconds=1), "UTC"), "2013-08-16 12:00:00"),
        (When(NOON, NOON + 5 * MINUTE, "UTC"), "between 2013-08-16 12:00 and 12:05"),
        (
            When(NOON, NOON + timedelta(days=1), "UTC"),
            "between 2013-08-16 12:00 and 2013-08-17 12:00",
        ),
        (When(MIDNIGHT, MIDNIGHT + timedelta(days=1)), "2013-08-16"),
        (When(NOON.replace(second=7), NOON.replace(second=7) + MINUTE, "UTC"),
         "between 2013-08-16 12:00:07 and 12:01:07"),
        (When(None, NOON, "UTC"), "not after 2013-08-16 12:00"),
        (When(NOON, None, "UTC"), "not before 2013-08-16 12:00"),
        (When(stated="after the prayer"), ""),
    ],
)  # fmt: skip
def test_a_day_or_a_minute_is_said_as_one(when: When, said: str) -> None:
    assert bare(bounds_words(when, "en")) == said


@pytest.mark.parametrize(("language", "opening", "closing"), [("en", "“", "”"), ("ar", "«", "»")])
def test_words_as_found_are_isolated_inside_the_quotation_marks(
    language: str, opening: str, closing: str
) -> None:
    stated = "١:١٦:٠٠ م"
    marked = f"{opening}\u2068{stated}\u2069{closing}"
    assert marked in when_words(When(NOON, NOON, "UTC", stated), language)
    assert marked in words(Tally(30, None, stated=stated), language)
    assert place_words((Quote(stated),), language) == marked
    assert "\u2068ورقة\u2069" in place_words((Row(3, "ورقة"),), language)


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(3, 3, stated="3"), "3"),
        (Tally(3, 3, stated="٣"), "3"),
        (Tally(3, 5, stated="3-5"), "3–5 · “3-5”"),
        (Tally(30, None, "killed, in Aleppo", None, "over 30"), "30 or more · “over 30” · killed, in Aleppo"),
        (Tally(stated="many"), "“many”"),
    ],
)
def test_a_figure_stands_beside_its_words_only_where_they_say_more(tally: Tally, said: str) -> None:
    assert bare(words(tally, "en")) == said


def test_a_day_that_is_stated_as_it_is_said_is_said_once() -> None:
    day = When(MIDNIGHT, MIDNIGHT + timedelta(days=1), "", "2013-08-16")
    assert bare(when_words(day, "en")).count("2013-08-16") == 1
