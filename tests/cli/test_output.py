import pytest
from hypothesis import given

from tawthiq.cli.output import print_json, print_table, shown
from tests.record.strategies import words


@given(words)
def test_no_foreign_word_moves_the_cursor_or_turns_a_line(text: str) -> None:
    safe = shown(text + "\x1b[2J\u202e\u2066\x07\r")
    assert all(c == "\n" or c.isprintable() for c in safe)
    assert not set(safe) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b")


def test_arabic_is_printed_as_it_is() -> None:
    assert shown("وصول الكاميرا إلى الركام") == "وصول الكاميرا إلى الركام"


def test_tables_take_markup_for_words(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("what",), [("[bold]not bold[/bold] :smile:",)])
    assert "[bold]not bold[/bold] :smile:" in capsys.readouterr().out
    print_table(("what",), [])
    assert capsys.readouterr().out == ""


def test_json_keeps_arabic_and_names_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    print_json("status", {"title": "سجل"})
    assert capsys.readouterr().out == '{"schema": "tawthiq/status/1", "title": "سجل"}\n'
