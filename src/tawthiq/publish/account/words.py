"""The words of an account, from its catalogue in both languages, and how words as found are shown."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from tawthiq.publish.account.told import Line, Origin, Part
from tawthiq.publish.software_words import software_words
from tawthiq.record.digest import Digest
from tawthiq.record.media_time import clock

LANGUAGES = ("en", "ar")

_COMMA = {"en": ", ", "ar": "، "}
_SEMICOLON = {"en": "; ", "ar": "؛ "}
_QUOTE_CHARACTERS = 60
_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what follows: in foreign words they could hide what is said."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What a line says on one word: its words, on whose word, the mark that says so, what it rests on."""

    words: str
    origin: Origin | None
    mark: str
    ids: tuple[Digest, ...]


def line_words(line: Line, language: str) -> str:
    """A line in `language`, its time first."""
    time = span_words(line)
    return f"{time} {body_words(line, language)}" if time else body_words(line, language)


def body_words(line: Line, language: str) -> str:
    """The same without the time; what stands on one word is marked so once."""
    return _SEMICOLON[language].join(
        f"{clause.words} [{clause.mark}]" if clause.mark else clause.words
        for clause in clauses(line, language)
    )


def clauses(line: Line, language: str) -> Iterator[Clause]:
    """The body in the pieces that each stand on one word."""
    for (origin, by), group in groupby(line.parts, lambda part: (part.origin, part.by)):
        parts = tuple(group)
        words = _COMMA[language].join(part_words(part, language) for part in parts)
        ids = tuple(dict.fromkeys(id for part in parts for id in part.ids))
        yield Clause(words, origin, _mark(origin, by, language) if origin else "", ids)


def plain_words(line: Line, language: str) -> str:
    """The body without the marks of who said it: what a person begins with who writes the line anew."""
    return _SEMICOLON[language].join(clause.words for clause in clauses(line, language))


def span_words(line: Line) -> str:
    """0:41–2:10, or 3:25 for a moment; empty for the whole."""
    if line.start is None:
        return ""
    return clock(line.start) if line.end is None else f"{clock(line.start)}–{clock(line.end)}"


def part_words(part: Part, language: str) -> str:
    """One part, without the mark of its origin."""
    slots = dict(_slot(name, _found(part, name, text, language), language) for name, text in part.slots)
    return phrase(part.phrase, language).format_map(slots)


def phrase(key: str, language: str) -> str:
    """The phrase for `key`; without one, that of what it belongs to with its name, such as a model's label.

    The key itself where nothing is known of it, such as a team's own property.
    """
    found = catalogue().get(key)
    if found:
        return found[language]
    wider, _, name = key.replace("{", "(").replace("}", ")").rpartition(".")
    known = catalogue().get(wider)
    return f"{known[language]}: {name}" if known else f"{wider}.{name}".lstrip(".")


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


def _found(part: Part, name: str, text: str, language: str) -> str:
    """Words as found; in the reader's language where software wrote them and nobody else."""
    if name != "words" or part.phrase not in {"head", "unknown"} or part.origin is Origin.SAID:
        return text
    return software_words(text, language) or text


def _slot(name: str, text: str, language: str) -> tuple[str, str]:
    plain, _, kind = name.partition("_")
    if kind:
        text = _COMMA[language].join(phrase(key, language) for key in text.split(" "))
    return plain, text


def _mark(origin: Origin, by: tuple[str, ...], language: str) -> str:
    names = _COMMA[language].join(quoted(name) or phrase("unknown-voice", language) for name in by)
    mark = phrase(f"origin.{origin}", language)
    return f"{mark}: {names}" if names else mark
