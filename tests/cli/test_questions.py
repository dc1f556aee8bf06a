"""Questions about a source: asked at a terminal only, every one can be skipped."""

import io
import sys
from pathlib import Path

import pytest

from tawthiq.cli.questions import asking, skipping
from tawthiq.intake.provenance import QUESTIONS, Answers
from tawthiq.record.errors import SourceError


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _terminal(typed: str, monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    """The screen of a terminal at whose keyboard those words are typed."""
    monkeypatch.setattr(sys, "stdin", _Terminal(typed))
    monkeypatch.setattr(sys, "stdout", screen := _Terminal())
    return screen


def test_what_is_typed_is_kept_and_what_is_skipped_stays_empty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = _terminal("جار (مختلق)\n" + "\n" * (len(QUESTIONS) - 1), monkeypatch)
    assert asking(None)("phone\x1b[2J") == Answers(given_by="جار (مختلق)")
    said = screen.getvalue()
    assert all(q.english in said and q.arabic in said for q in QUESTIONS)
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("typed", "expected"), [("", None), ("a neighbour\n", Answers(given_by="a neighbour"))]
)
def test_ctrl_d_skips_what_is_left(
    typed: str, expected: Answers | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _terminal(typed, monkeypatch)
    assert asking(None)("phone") == expected


def test_nobody_is_asked_where_nobody_sits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("an answer\n" * 9))
    assert asking(None) is skipping
    assert skipping("phone") is None


def test_a_file_answers_for_every_source(tmp_path: Path) -> None:
    (tmp_path / "answers.toml").write_text('custody = "unknown to us"\n')
    assert asking(tmp_path / "answers.toml")("phone") == Answers(custody="unknown to us")
    with pytest.raises(SourceError):
        asking(tmp_path / "nowhere.toml")
