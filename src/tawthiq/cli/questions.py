"""Asking who gave a source, once; on a terminal only, every question skippable."""

import sys
from contextlib import suppress
from pathlib import Path

from tawthiq.app.sources import Ask
from tawthiq.cli.output import say
from tawthiq.intake.provenance import QUESTIONS, Answers, answers_from_toml


def skipping(source: str) -> Answers | None:
    """Asks nothing."""
    return None


def asking(file: Path | None) -> Ask:
    """Answers from `file` where one is given; else from the person at the terminal, if there is one."""
    if file is not None:
        given = answers_from_toml(file)
        return lambda source: given
    return _ask if sys.stdin.isatty() and sys.stdout.isatty() else skipping


def _ask(source: str) -> Answers | None:
    say(f"\nAbout “{source}”. Every question can be skipped with Enter; what is not known stays unknown.")
    words: dict[str, str] = {}
    with suppress(EOFError):  # Ctrl-D skips what is left
        for question in QUESTIONS:
            words[question.key] = input(f"{question.english}\n{question.arabic}\n> ").strip()
    answers = Answers(**words)
    return None if answers == Answers() else answers
