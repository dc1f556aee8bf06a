"""The invented day: Friday 16 August 2013 in Qaryat al-Mithal, three hours ahead of UTC."""

from datetime import UTC, datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=3))
"""The invented city's clock."""

CITY_AR, CITY_EN = "قرية المثال", "Qaryat al-Mithal"
NOTICE = "تمرين مختلق / invented drill"
"""Stands in every text of the case."""


def at(hour: int, minute: int, second: int = 0, *, day: int = 16) -> datetime:
    """A moment of that day of August 2013 by the city's clock, with its zone."""
    return datetime(2013, 8, day, hour, minute, second, tzinfo=ZONE)


FILM_BEGINS = at(13, 2).astimezone(UTC)
"""When the long film's first picture was "taken", in UTC."""
