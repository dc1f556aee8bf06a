"""The JSON form of a draft account."""

from collections.abc import Mapping
from typing import Any

from tawthiq.app.accounting import Drafted
from tawthiq.publish.account.told import Line
from tawthiq.publish.account.words import LANGUAGES, body_words


def account_form(drafted: Drafted) -> Mapping[str, Any]:
    """`account --format json`."""
    subject = drafted.subject
    return {
        "item": subject.item,
        "name": subject.name,
        "duration": None if subject.duration is None else float(subject.duration),
        "looks": {part: str(look) for part, look in subject.looks},
        "draft": draft_form(drafted.lines),
    }


def draft_form(lines: tuple[Line, ...]) -> list[Mapping[str, Any]]:
    """Each line: its span in seconds (null for the whole), its words, whose they are, what they rest on."""
    return [
        {
            "start": None if line.start is None else float(line.start),
            "end": None if line.end is None else float(line.end),
            "text": {language: body_words(line, language) for language in LANGUAGES},
            "statements": list(line.ids),
            "parts": [
                {
                    "phrase": part.phrase,
                    "origin": part.origin,
                    "by": list(part.by),
                    "statements": list(part.ids),
                }
                for part in line.parts
            ],
        }
        for line in lines
    ]
