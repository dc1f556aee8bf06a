"""The words of an account, from its catalogue in both languages, and how words as found are shown."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby

from tawthiq.publish.account.told import Line, Origin, Part
from tawthiq.record.media_time import clock

LANGUAGES = ("en", "ar")

_COMMA = {"en": ", ", "ar": "، "}
_SEMICOLON = {"en": "; ", "ar": "؛ "}
_QUOTE_CHARACTERS = 60
_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what follows: in foreign words they could hide what is said."""


def line_words(line: Line, language: str) -> str:
    """A line in `language`, its time first."""
    time = span_words(line)
    return f"{time} {body_words(line, language)}" if time else body_words(line, language)


def body_words(line: Line, language: str) -> str:
    """The same without the time; what stands on one word is marked so once."""
    return _SEMICOLON[language].join(_told(line, language))


def span_words(line: Line) -> str:
    """0:41–2:10, or 3:25 for a moment; empty for the whole."""
    if line.start is None:
        return ""
    return clock(line.start) if line.end is None else f"{clock(line.start)}–{clock(line.end)}"


def part_words(part: Part, language: str) -> str:
    """One part, without the mark of its origin."""
    slots = dict(_slot(name, text, language) for name, text in part.slots)
    return phrase(part.phrase, language).format_map(slots)


def phrase(key: str, language: str) -> str:
    """The phrase for `key`; the key itself where the catalogue has none, such as a team's own property."""
    found = catalogue().get(key)
    return found[language] if found else key.replace("{", "(").replace("}", ")")


def quoted(text: str, characters: int = _QUOTE_CHARACTERS) -> str:
    """Words as found, on one line, without marks that move others, cut short with an ellipsis."""
    seen = "".join(c for c in text if c not in _BIDI and (c.isprintable() or c.isspace()))
    flat = " ".join(seen.split())
    return flat if len(flat) <= characters else flat[: characters - 1].rstrip() + "…"


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every phrase by its key, then by language."""
    text = files("tawthiq.publish.account").joinpath("phrases.toml").read_text("utf-8")
    return tomllib.loads(text)


def _slot(name: str, text: str, language: str) -> tuple[str, str]:
    plain, _, kind = name.partition("_")
    if kind:
        text = _COMMA[language].join(phrase(key, language) for key in text.split(" "))
    return plain, text


def _told(line: Line, language: str) -> Iterator[str]:
    for (origin, by), parts in groupby(line.parts, lambda part: (part.origin, part.by)):
        words = _COMMA[language].join(part_words(part, language) for part in parts)
        yield f"{words} {_mark(origin, by, language)}" if origin else words


def _mark(origin: Origin, by: tuple[str, ...], language: str) -> str:
    names = _COMMA[language].join(quoted(name) or phrase("unknown-voice", language) for name in by)
    mark = phrase(f"origin.{origin}", language)
    return f"[{mark}: {names}]" if names else f"[{mark}]"
