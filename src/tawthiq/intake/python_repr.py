"""Python's `repr` read back as plain values, never evaluated: the cells of auto-archiver's CSV.

Literals, lists, tuples, sets and dicts; `datetime.datetime(...)` with the zones it writes. Any other
name or call (`Media(...)`, `<object at 0x…>`) is kept as the text it was written in.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any, TypeAlias

from tawthiq.intake.dates import zone_of
from tawthiq.record.errors import LawBroken


@dataclass(frozen=True, slots=True)
class Raw:
    """A name or call we do not read, as written."""

    text: str


Plain: TypeAlias = "None | bool | int | float | str | bytes | datetime | list[Any] | dict[Any, Any] | Raw"

DEEPEST = 60
"""How deep values may nest."""

_SPACE = re.compile(r"\s*")
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|inf\b|nan\b)", re.ASCII)
_STRING = re.compile(r"(b?)(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\")", re.DOTALL)
_NAME = re.compile(r"[^\W\d][\w.]*|<")
_INSIDE = re.compile(r"[^()\[\]{}<>'\"]+")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", '"': '"'}
_CONSTANTS: dict[str, Plain] = {"None": None, "True": True, "False": False}

_DATETIME = re.compile(
    r"(?:datetime\.)?datetime\((\d{1,6}(?:, ?\d{1,6}){2,6})(?:, fold=1)?(?:, tzinfo=(.+?))?(?:, fold=1)?\)\Z"
)
_UTC = re.compile(r"(?:tzutc\(\)|(?:datetime\.)?(?:timezone\.utc|UTC)|<UTC>|TzInfo\(UTC\))\Z")
_TIMEDELTA = re.compile(r"timezone\(.*timedelta\((?:days=(-?\d{1,2}),? ?)?(?:seconds=(\d{1,6}))?\)")
_TZOFFSET = re.compile(r"tzoffset\(.+, (-?\d{1,6})\)\Z")
_KEYED = re.compile(r"(?:zoneinfo\.)?ZoneInfo\(key='([\w/+\-]+)'\)\Z")


def parse_repr(text: str) -> Plain:
    """The value whose repr is `text`; tuples and sets come as lists. Raises LawBroken on anything else."""
    value, end = _value(text, _skip(text, 0), 0)
    if (end := _skip(text, end)) != len(text):
        raise _unexpected(text, end)
    return value


def _value(text: str, at: int, depth: int) -> tuple[Plain, int]:
    if depth > DEEPEST:
        raise LawBroken(f"nested deeper than {DEEPEST}")
    if found := _STRING.match(text, at):
        return _string(found), found.end()
    if found := _NUMBER.match(text, at):
        return _number(found[0]), found.end()
    if text.startswith(("[", "("), at):
        return _items(text, at + 1, "]" if text[at] == "[" else ")", depth)
    if text.startswith("{", at):
        return _braces(text, at + 1, depth)
    if found := _NAME.match(text, at):
        return _named(text, at, found)
    raise _unexpected(text, at)


def _items(text: str, at: int, closing: str, depth: int) -> tuple[list[Plain], int]:
    items: list[Plain] = []
    while not text.startswith(closing, at := _skip(text, at)):
        value, at = _value(text, at, depth + 1)
        items.append(value)
        at = _comma(text, at, closing)
    return items, at + 1


def _braces(text: str, at: int, depth: int) -> tuple[Plain, int]:
    """A dict, or a set as a list."""
    held: dict[Any, Plain] = {}
    items: list[Plain] = []
    while not text.startswith("}", at := _skip(text, at)):
        start = at
        value, at = _value(text, at, depth + 1)
        if text.startswith(":", at := _skip(text, at)):
            key = Raw(text[start:at]) if isinstance(value, list | dict) else value
            held[key], at = _value(text, _skip(text, at + 1), depth + 1)
        else:
            items.append(value)
        at = _comma(text, at, "}")
    return items or held, at + 1


def _named(text: str, at: int, name: re.Match[str]) -> tuple[Plain, int]:
    if name[0] in _CONSTANTS:
        return _CONSTANTS[name[0]], name.end()
    end = _past(text, at) if name[0] == "<" else name.end()
    if text.startswith("(", end):
        end = _past(text, end)
    written = text[at:end]
    return _datetime(written) or Raw(written), end


def _past(text: str, at: int) -> int:
    """The place past the bracket that closes the one at `at`; brackets within strings do not count."""
    open_brackets = 0
    while at < len(text):
        found = _STRING.match(text, at) or _INSIDE.match(text, at)
        if found:
            at = found.end()
            continue
        open_brackets += (text[at] in "([{<") - (text[at] in ")]}>")
        at += 1
        if open_brackets == 0:
            return at
    raise LawBroken("a bracket is never closed")


def _comma(text: str, at: int, closing: str) -> int:
    at = _skip(text, at)
    if text.startswith(",", at):
        return at + 1
    if text.startswith(closing, at):
        return at
    raise _unexpected(text, at)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _unexpected(text: str, at: int) -> LawBroken:
    return LawBroken(f"not written by Python's repr, at character {at}: {text[at : at + 20]!r}")


def _number(written: str) -> int | float:
    try:
        return int(written) if written.lstrip("-").isdigit() else float(written)
    except ValueError as cause:
        raise LawBroken(f"{written[:40]!r} is no number") from cause


def _string(found: re.Match[str]) -> str | bytes:
    text = _ESCAPE.sub(_unescaped, found[2] if found[2] is not None else found[3])
    if not found[1]:
        return text
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError as cause:
        raise LawBroken("bytes hold a letter over 255") from cause


def _unescaped(found: re.Match[str]) -> str:
    if digits := found[1] or found[2] or found[3]:
        code = int(digits, 16)
        return chr(code) if code <= 0x10FFFF else found[0]
    return _ESCAPED.get(found[4], found[0])


def _datetime(written: str) -> datetime | None:
    found = _DATETIME.match(written)
    if not found:
        return None
    year, month, day, *clock = (int(n) for n in found[1].split(","))
    hour, minute, second, micro = [*clock, 0, 0, 0, 0][:4]
    try:
        zone = _zone(found[2]) if found[2] else None
        return datetime(year, month, day, hour, minute, second, micro, tzinfo=zone)
    except (ValueError, OverflowError):
        return None


def _zone(written: str) -> tzinfo | None:
    """The zone as written; None where it is that of a machine we know nothing of, as `tzlocal()`."""
    if _UTC.match(written):
        return UTC
    if found := _TIMEDELTA.search(written):
        return timezone(timedelta(days=int(found[1] or 0), seconds=int(found[2] or 0)))
    if found := _TZOFFSET.match(written):
        return timezone(timedelta(seconds=int(found[1])))
    if found := _KEYED.match(written):
        return _keyed(found[1])
    return None


def _keyed(name: str) -> tzinfo | None:
    try:
        return zone_of(name)
    except LawBroken:
        return None
