import pytest
from hypothesis import given

from tawthiq.record.arabic import fold, western_digits, words
from tests.record import strategies as some


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("الأنصاري", "الانصاري"),
        ("الأنصاريّ", "الانصارى"),
        ("فاطمة", "فاطمه"),
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("آية", "ايه"),
        ("إبراهيم", "ابراهيم"),
        ("مسؤول", "مسوول"),
        ("١٢٣", "123"),
        ("۴۵۶", "456"),
        ("\u200fحي\u200e", "حي"),
        ("ﷲ", "الله"),
        ("Café  HAMZA", "cafe hamza"),
        ("عليّ", "على"),
    ],
)
def test_spellings_a_reader_takes_for_one_word(written: str, sought: str) -> None:
    assert fold(written) == fold(sought)


@pytest.mark.parametrize(("one", "other"), [("حسن", "حسين"), ("سعيد", "سعد"), ("نور", "نار")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(some.words)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_digits_become_western_and_nothing_else_changes() -> None:
    assert western_digits("٣:٢٥ مساءً") == "3:25 مساءً"


def test_words_are_runs_of_letters_and_digits() -> None:
    assert words("حي الأنصاري، (رقم ٣)") == ["حي", "الانصاري", "رقم", "3"]
