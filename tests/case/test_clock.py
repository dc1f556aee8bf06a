from datetime import timedelta

from tests.case.clock import FILM_BEGINS, at


def test_the_day_is_a_friday_three_hours_ahead_of_utc() -> None:
    assert at(12, 0).strftime("%A %d %B %Y") == "Friday 16 August 2013"
    assert at(12, 0).utcoffset() == timedelta(hours=3)
    assert FILM_BEGINS.isoformat() == "2013-08-16T10:02:00+00:00"
