"""What `tawthiq account` does between `app` and the terminal."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tawthiq.app.accounting import Drafted, drafted
from tawthiq.cli.account_forms import account_form
from tawthiq.cli.output import print_json, say
from tawthiq.publish.account.annotations import annotations
from tawthiq.publish.account.told import Origin
from tawthiq.publish.account.vtt import webvtt
from tawthiq.publish.account.words import LANGUAGES, line_words, phrase
from tawthiq.record.errors import UsageError
from tawthiq.record.media_time import clock

FORMATS = ("text", "vtt", "annotations", "json")


def run_account(folder: Path, item: str, language: str, form: str) -> None:
    """`tawthiq account`."""
    known_language(language)
    if form not in FORMATS:
        raise UsageError(f"{form!r} is no form of accounts; expected {', '.join(FORMATS)}")
    made = drafted(folder, item)
    printing: Mapping[str, Callable[[], None]] = {
        "text": lambda: _tell(made, language),
        "vtt": lambda: _write(webvtt(made.lines, language, made.subject.duration)),
        "annotations": lambda: _write(
            json.dumps(annotations(made.subject, made.lines), ensure_ascii=False, indent=1) + "\n"
        ),
        "json": lambda: print_json("account", account_form(made)),
    }
    printing[form]()


def known_language(language: str) -> None:
    """Raises UsageError for a language that accounts are not written in."""
    if language not in LANGUAGES:
        raise UsageError(f"{language!r} is no language of accounts; expected {' or '.join(LANGUAGES)}")


def _tell(made: Drafted, language: str) -> None:
    length = made.subject.duration
    say(f"{made.subject.name}  {'' if length is None else clock(length)}".rstrip())
    tell_account(made, language)


def tell_account(made: Drafted, language: str) -> None:
    """The lines of an account, for people."""
    for line in made.lines:
        say(line_words(line, language))
    if any(part.origin is Origin.MACHINE for line in made.lines for part in line.parts):
        say(phrase("legend", language))


def _write(text: str) -> None:
    sys.stdout.write(text)
