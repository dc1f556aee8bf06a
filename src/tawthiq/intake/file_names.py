"""The time in a file's name, by the grammars of phones and messengers.

Pixel phones write UTC; all others the clock on the wall of wherever the phone was, which no name says.
Messengers put the time of sending or saving there, so it bounds the filming and is not it.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tawthiq.record.when import When, instant, wall_clock

_DAY = r"(?P<year>20\d\d){0}(?P<month>\d\d){0}(?P<day>\d\d)"
_CLOCK = r"(?P<hour>\d\d){0}(?P<minute>\d\d){0}(?P<second>\d\d)"
_COMPACT = rf"{_DAY.format('')}[_-]{_CLOCK.format('')}"
_DASHED = rf"{_DAY.format('[-_]')}[-_ ]{_CLOCK.format('[-_.]')}"

_PIXEL = re.compile(rf"(?<![A-Z])PXL_{_COMPACT}(?P<milli>\d{{3}})?(?!\d)", re.ASCII)
_EPOCH = re.compile(r"FB_(?:VID|IMG)_(?P<epoch>1\d{12})(?!\d)", re.ASCII)
_WHATSAPP_DAY = re.compile(rf"(?:VID|IMG|AUD|PTT|STK|DOC)-{_DAY.format('')}-WA\d{{4,}}", re.ASCII)
_WHATSAPP_DESK = re.compile(
    rf"{_DAY.format('-')} at (?P<hour>\d{{1,2}})\.(?P<minute>\d\d)\.(?P<second>\d\d)"
    r"(?:[ \u202f](?P<half>[AP])M)?",
    re.ASCII,
)
_WINDOWS_PHONE = re.compile(rf"WP_{_DAY.format('')}_{_CLOCK.format('_')}(?!\d)", re.ASCII)
_TELEGRAM_DESK = re.compile(
    rf"@(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>20\d\d)_{_CLOCK.format('-')}", re.ASCII
)
_WALL = re.compile(rf"(?<!\d)(?:{_COMPACT})(?!\d)", re.ASCII)
_WALL_DASHED = re.compile(rf"(?<!\d){_DASHED}(?!\d)", re.ASCII)
_SIGNAL = re.compile(rf"signal-{_DAY.format('-')}-{_CLOCK.format('-?')}(?!\d)", re.ASCII)


def time_in_name(name: str) -> When | None:
    """The time that the file name `name` states; None where it states none, or one that cannot be.

    `PXL_` is an instant, `FB_VID_` milliseconds since 1970; every other form is a wall clock, and a
    day where the name has no hour (`VID-20130816-WA0003`).
    """
    base = name[name.rfind("/") + 1 :]
    for pattern, read in _GRAMMARS:
        if found := pattern.search(base):
            try:
                return read(found)
            except (ValueError, OverflowError):
                return None
    return None


def _pixel(found: re.Match[str]) -> When:
    milli = timedelta(milliseconds=int(found["milli"] or 0))
    return instant(_moment(found) + milli, stated=found[0])


def _epoch(found: re.Match[str]) -> When:
    return instant(datetime.fromtimestamp(int(found["epoch"]) // 1000, UTC), stated=found[0])


def _day(found: re.Match[str]) -> When:
    start = datetime(int(found["year"]), int(found["month"]), int(found["day"]), tzinfo=UTC)
    return wall_clock(start, lasting=timedelta(days=1), stated=found[0])


def _wall(found: re.Match[str]) -> When:
    return wall_clock(_moment(found), lasting=timedelta(seconds=1), stated=found[0])


def _twelve_hours(found: re.Match[str]) -> When:
    if not found["half"]:
        return _wall(found)
    hour = int(found["hour"]) % 12 + (12 if found["half"] == "P" else 0)
    return wall_clock(_moment(found).replace(hour=hour), lasting=timedelta(seconds=1), stated=found[0])


def _moment(found: re.Match[str]) -> datetime:
    fields = ("year", "month", "day", "hour", "minute", "second")
    year, month, day, hour, minute, second = (int(found[field]) for field in fields)
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


_GRAMMARS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], When]], ...] = (
    (_PIXEL, _pixel),
    (_EPOCH, _epoch),
    (_WHATSAPP_DAY, _day),
    (_WHATSAPP_DESK, _twelve_hours),
    (_TELEGRAM_DESK, _wall),
    (_SIGNAL, _wall),
    (_WINDOWS_PHONE, _wall),
    (_WALL, _wall),
    (_WALL_DASHED, _wall),
)
