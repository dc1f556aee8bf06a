"""Sentences of software in the reader's language, and everybody else's as they were found."""

import pytest

from tawthiq.publish.software_words import forms, software_words, value_in
from tawthiq.record import value as v


@pytest.mark.parametrize("key", forms())
def test_every_form_is_in_both_languages_with_the_same_parts(key: str) -> None:
    said = forms()[key]
    parts = {
        language: sorted(p.partition("}")[0] for p in words.split("{")[1:])
        for language, words in said.items()
    }
    assert set(said) == {"en", "ar"}
    assert parts["en"] == parts["ar"]


def test_parts_between_semicolons_are_said_each_by_its_own_form() -> None:
    said = software_words("readable until 4.066 s; stated length 7.000 s; 1 packets did not decode", "ar")
    assert said == (
        "يُقرأ حتى الثانية \u20684.066\u2069؛ الطول المذكور \u20687.000\u2069 ثانية؛ لم تُفكّ \u20681\u2069 حزم"
    )


def test_a_cause_keeps_its_semicolons() -> None:
    said = software_words("could not be read: one; two", "ar")
    assert said == "تعذّرت قراءته: \u2068one; two\u2069"


def test_what_has_no_form_and_english_are_left_to_the_caller() -> None:
    assert software_words("a sentence of a plugin", "ar") is None
    assert software_words("its picture has fewer pixels", "en") is None


def test_only_words_that_are_the_softwares_own_are_put_into_another_language() -> None:
    unset = v.Unknown("mvhd: 0, a clock that nobody set")
    assert value_in("media.clock", unset, "ar") != unset
    assert value_in("person.residence", unset, "ar") == unset
    heard = v.Text("readable until 4 s", "en")
    assert value_in("transcription", heard, "ar") == heard
    assert value_in("media.damage", heard, "ar") == v.Text("يُقرأ حتى الثانية \u20684\u2069", "ar")
