"""Dates as people and phones write them: which part is the day is inferred, or both readings stay.

"03/04/2013" is the third of April or the fourth of March. A part over 12 settles it, and so does the
order of a chat that only one reading keeps; otherwise the time covers both readings.
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

from tawthiq.record.errors import LawBroken
from tawthiq.record.when import When, instant, wall_clock

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
"""Years outside are of another calendar (Hijri 1434, Buddhist 2556): kept as words, not reckoned with."""


class Order(enum.StrEnum):
    """The order in which the parts of a date stand."""

    DAY_FIRST = "day-month-year"
    MONTH_FIRST = "month-day-year"
    YEAR_FIRST = "year-month-day"


@dataclass(frozen=True, slots=True)
class Parts:
    """The three numbers of a date as written (in any digits), and what stands between them."""

    first: str
    second: str
    third: str
    separator: str = "/"

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders this form can have; two digits before a dash may be a year (22-03-18)."""
        if len(self.first) > 2:
            return (Order.YEAR_FIRST,)
        if len(self.third) <= 2 and self.separator == "-":
            return tuple(Order)
        return (Order.DAY_FIRST, Order.MONTH_FIRST)

    @property
    def other_calendar(self) -> bool:
        """Whether the year is of no calendar we reckon with."""
        year = self.first if len(self.first) > 2 else self.third
        return len(year) > 2 and not EARLIEST_YEAR <= int(year) <= LATEST_YEAR

    def date(self, order: Order) -> date | None:
        """The day in that order; None where the calendar has no such day."""
        first, second, third = int(self.first), int(self.second), int(self.third)
        year, month, day = {
            Order.DAY_FIRST: (third, second, first),
            Order.MONTH_FIRST: (third, first, second),
            Order.YEAR_FIRST: (first, second, third),
        }[order]
        try:
            return date(year + 2000 if year < 100 else year, month, day)
        except ValueError:
            return None


def possible_orders(days: Sequence[Parts], *, in_time_order: bool) -> tuple[Order, ...]:
    """The orders that the dates of one file leave open; one where it is settled.

    Orders that read every date stay; where the dates contradict each other, all that read any. With
    `in_time_order`, an order that alone keeps the days from going back is taken.
    """
    readable = [set(found) for d in set(days) if (found := _readable(d))]
    if not readable:
        return ()
    common = set.intersection(*readable)
    left = tuple(o for o in Order if o in (common or set.union(*readable)))
    if len(left) < 2 or not (common and in_time_order):
        return left
    forward = tuple(o for o in left if _goes_forward(days, o))
    return forward if len(forward) == 1 else left


def readings(parts: Parts, orders: Iterable[Order]) -> tuple[date, ...]:
    """The days `parts` can mean in `orders`, the earliest first; empty where there is no such day.

    A form that has one order only (2013-08-16) is read in that, whatever the rest of the file does.
    """
    orders = parts.orders if len(parts.orders) == 1 else orders
    days = {day for order in orders if order in parts.orders and (day := parts.date(order))}
    return tuple(sorted(days))


def when_of(days: Sequence[date], at: time | None, *, lasting: timedelta, zone: str, stated: str) -> When:
    """A time on any of `days` (at least one), lasting `lasting`, in `zone` or on the wall without one."""
    moments = [datetime.combine(day, at or time()) for day in (min(days), max(days))]
    return in_zone(moments[0], moments[1] + lasting, zone, stated)


def in_zone(earliest: datetime, latest: datetime, zone: str, stated: str) -> When:
    """Two wall-clock times as a When. An hour that a change of the clocks repeats keeps both readings."""
    if not zone:
        return When(earliest, latest, "", stated)
    clock = zone_of(zone)
    early = [earliest.replace(tzinfo=clock, fold=fold).astimezone(UTC) for fold in (0, 1)]
    late = [latest.replace(tzinfo=clock, fold=fold).astimezone(UTC) for fold in (0, 1)]
    return When(min(early), max(late), zone, stated)


def zone_of(zone: str) -> tzinfo:
    """ "UTC", "+03:00" or a name of the zone database. Raises LawBroken on anything else."""
    if zone == "UTC":
        return UTC
    try:
        if zone[:1] in {"+", "-"}:
            offset = datetime.strptime(zone, "%z").utcoffset()
            return timezone(offset or timedelta(0))
        return ZoneInfo(zone)
    except (ValueError, OSError, KeyError) as cause:
        raise LawBroken(f"{zone!r} is no zone; expected UTC, +03:00 or Asia/Damascus") from cause


def iso_when(text: str) -> When:
    """ISO 8601 text as a When: an instant with a zone, a wall clock without, a day where only a date.

    Raises LawBroken where it is not a time.
    """
    try:
        if len(text) <= 10:
            return wall_clock(datetime.fromisoformat(text), lasting=timedelta(days=1), stated=text)
        return moment_when(datetime.fromisoformat(text), text)
    except (ValueError, OverflowError) as cause:
        raise LawBroken(f"{text!r} is not a time: {cause}") from cause


def moment_when(moment: datetime, stated: str) -> When:
    """An instant where `moment` has a zone, written as its offset; else a wall clock."""
    if moment.tzinfo is None:
        return wall_clock(moment, stated=stated)
    offset = moment.isoformat()[-6:]
    return instant(moment, zone="UTC" if offset == "+00:00" else offset, stated=stated)


def unix_when(stamp: str) -> When:
    """Seconds since 1970, UTC, as an instant. Raises LawBroken where they are no time."""
    try:
        return instant(datetime.fromtimestamp(int(stamp), UTC), stated=stamp)
    except (ValueError, OverflowError, OSError) as cause:
        raise LawBroken(f"{stamp!r} is not a time: {cause}") from cause


def _readable(parts: Parts) -> list[Order]:
    return [order for order in parts.orders if parts.date(order)]


def _goes_forward(days: Sequence[Parts], order: Order) -> bool:
    read = {d: d.date(order) for d in set(days)}
    known = [day for d in days if (day := read[d])]
    return all(one <= other for one, other in pairwise(known))
