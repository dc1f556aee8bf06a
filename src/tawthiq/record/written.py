"""Decimals and times of the world as text: one written form for each value."""

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from tawthiq.record.errors import LawBroken

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z?\Z", re.ASCII)


def plain(value: Decimal) -> str:
    """Without exponent and trailing zeros: the one way a measure is written."""
    written = f"{value:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written in {"-0", ""} else written


def parse_plain(written: str) -> Decimal:
    """Inverse of `plain`. Raises LawBroken on exponents, trailing zeros, NaN or infinity."""
    value = any_decimal(written)
    if plain(value) != written:
        raise LawBroken(f"{written!r} is not a plain decimal (no exponent, no trailing zeros)")
    return value


def any_decimal(written: str) -> Decimal:
    """A finite decimal however it is spelt elsewhere. Raises LawBroken on anything else."""
    try:
        value = Decimal(written)
    except InvalidOperation as cause:
        raise LawBroken(f"{written!r} is not a decimal number") from cause
    if not value.is_finite():
        raise LawBroken(f"{written!r} is not a finite number")
    return value


def rounded(value: float, places: int) -> Decimal:
    """A measured float as a decimal with at most `places` digits after the point."""
    return Decimal(plain(Decimal(f"{value:.{places}f}")))


def written_time(time: datetime) -> str:
    """2013-08-16T09:40:00Z, in UTC; without the Z where the time has no zone."""
    if time.tzinfo is None:
        return time.isoformat()
    return time.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def parse_time(written: str) -> datetime:
    """Inverse of `written_time`. Raises LawBroken on any other form."""
    if not _TIME.match(written):
        raise LawBroken(f"{written!r} is not a time; expected 2013-08-16T09:40:00Z")
    try:
        time = datetime.fromisoformat(written)
    except ValueError as cause:
        raise LawBroken(f"{written!r} is not a time: {cause}") from cause
    if written_time(time) != written:
        raise LawBroken(f"{written!r} is not in its one written form, {written_time(time)!r}")
    return time
