"""Media time: exact seconds from the earliest presented sample of any stream, as a player shows it.

A fraction, never a float: 1/30 of a second has no float, and a cited second must stay the same second.
"""

import re
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from tawthiq.record.errors import LawBroken

MediaTime: TypeAlias = Fraction
"""Seconds, exact; zero is the earliest presented sample of any stream."""

_CLOCK = re.compile(r"(?:(?:(\d+):)?(\d{1,2}):)?(\d+)(?:\.(\d+))?\Z", re.ASCII)
_RATIONAL = re.compile(r"(-?\d+)(?:/(\d+))?\Z", re.ASCII)


def rational(value: Fraction) -> str:
    """Lowest terms, "n/d", or "n" where whole: the form in which a rational enters the record."""
    return str(value)


@lru_cache(maxsize=4096)  # a statement names its second twice, in what it is about and in what it cites
def parse_rational(text: str) -> Fraction:
    """Inverse of `rational`. Raises LawBroken on any other form, lowest terms included."""
    match = _RATIONAL.match(text)
    if not match or match.group(2) == "0":
        raise LawBroken(f"{text!r} is not a rational 'n/d'")
    value = Fraction(int(match.group(1)), int(match.group(2) or 1))
    if rational(value) != text:
        raise LawBroken(f"{text!r} is not in lowest terms; expected {rational(value)!r}")
    return value


def clock(time: MediaTime, *, decimals: int = 0) -> str:
    """As a person reads it: 3:25, 1:02:03, 0:12.480. Truncated, so that a shown second has begun."""
    scale = 10**decimals
    ticks = int(abs(time) * scale)
    seconds, fraction = divmod(ticks, scale)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    head = f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
    tail = f".{fraction:0{decimals}}" if decimals else ""
    return f"{'-' if time < 0 and ticks else ''}{head}{tail}"


def parse_clock(text: str) -> MediaTime:
    """3:25, 1:02:03.5, 205 or 205.48 as exact seconds. Raises LawBroken otherwise."""
    match = _CLOCK.match(text.strip())
    if not match:
        raise LawBroken(f"{text!r} is not a time; expected 3:25, 1:02:03.5 or 205.48")
    hours, minutes, seconds, fraction = match.groups()
    if minutes is not None and int(seconds) > 59:
        raise LawBroken(f"{text!r} has more than 59 seconds after the minutes")
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
    return Fraction(whole) + (Fraction(int(fraction), 10 ** len(fraction)) if fraction else 0)
