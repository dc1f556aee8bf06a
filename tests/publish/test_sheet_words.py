"""Values in words in both languages, and places as the public may see them."""

from decimal import Decimal
from math import cos, hypot, radians

import pytest
from hypothesis import given

from tawthiq.publish.phrases import LANGUAGES
from tawthiq.publish.public_places import GRID, LEAST_RADIUS, coarse
from tawthiq.publish.value_words import words
from tawthiq.record.value import Area, Circle, Corner, Term, Text, Unknown, Value
from tawthiq.record.vocabulary import STATUSES
from tests.record.strategies import by_class, values


@given(by_class[Circle])
def test_a_public_place_is_coarse_and_covers_the_true_one(place: Value) -> None:
    assert isinstance(place, Circle)
    shown = coarse(place)
    assert isinstance(shown, Circle)
    assert shown.latitude % GRID == 0 == shown.longitude % GRID
    assert shown.radius >= LEAST_RADIUS
    assert shown.stated == ""
    across = float(shown.longitude - place.longitude) * cos(radians(float(place.latitude)))
    away = hypot(float(shown.latitude - place.latitude), across) * 111_320
    assert away + float(place.radius) <= float(shown.radius) + 1


def test_a_polygon_becomes_a_circle_around_it() -> None:
    corners = tuple(
        Corner(Decimal(a), Decimal(b)) for a, b in (("36.1", "37.1"), ("36.2", "37.1"), ("36.1", "37.2"))
    )
    shown = coarse(Area(corners, "exact words"))
    assert isinstance(shown, Circle)
    assert shown.radius > 5000
    assert coarse(Text("somewhere")) == Text("somewhere")


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=values)
def test_every_value_has_words(language: str, value: Value) -> None:
    assert isinstance(words(value, language), str)


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_is_said_to_be_unknown(language: str) -> None:
    unknown = {"en": "unknown", "ar": "غير معروف"}[language]
    assert unknown in words(Unknown(), language)
    assert unknown in words(Term("unknown"), language)
    assert len({words(Term(status), language) for status in STATUSES}) == len(STATUSES)
