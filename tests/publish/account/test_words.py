import re
from string import Formatter

import pytest

from tawthiq.media.clocks import EDIT_SIGNS
from tawthiq.publish.account.sorts import HEAD
from tawthiq.publish.account.told import Look, Origin
from tawthiq.publish.account.words import LANGUAGES, catalogue, phrase, quoted
from tawthiq.record.vocabulary import CAMERA_MOTIONS, MARKS, PICTURE_STATES, PROPERTIES


@pytest.mark.parametrize("key", catalogue())
def test_every_phrase_is_there_in_both_languages_with_the_same_slots(key: str) -> None:
    words = catalogue()[key]
    assert set(words) == set(LANGUAGES)
    slots = {
        language: {name for _, name, _, _ in Formatter().parse(words[language]) if name} for language in words
    }
    assert slots["en"] == slots["ar"]
    has_words = re.search("[a-z]", re.sub(r"\{\w+\}", "", words["en"]))
    assert bool(has_words) == bool(re.search("[\u0621-\u064a]", words["ar"]))
    assert not re.search("[\u0621-\u064a]", words["en"])


def test_every_origin_and_look_has_words() -> None:
    assert {f"origin.{origin}" for origin in Origin} <= set(catalogue())
    assert {f"unseen.{look}" for look in Look if look is not Look.DONE} <= set(catalogue())


def test_every_term_that_machines_find_has_words() -> None:
    terms = {"camera.motion": CAMERA_MOTIONS, "picture.state": PICTURE_STATES, "picture.mark": MARKS,
             "media.edit": EDIT_SIGNS}  # fmt: skip
    assert {f"{name}.{term}" for name, found in terms.items() for term in found} <= set(catalogue())
    found = {p for p in PROPERTIES if p.startswith("sound.")} - {"sound.loudness", "sound.event"}
    assert found | HEAD <= set(catalogue())


def test_a_property_of_a_team_is_shown_by_its_own_name() -> None:
    assert phrase("x.{ours}", "ar") == "x.(ours)"


def test_words_as_found_move_nothing_and_are_cut_short() -> None:
    assert quoted("a\u202eb\nc\u0000") == "ab c"
    assert len(quoted("word " * 50)) <= 60
