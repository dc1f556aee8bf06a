from datetime import datetime, timedelta, timezone

import pytest

from tawthiq.drill.phones import clock_of, created_at, named

ZONE = timezone(timedelta(hours=3))
BEGINS = datetime(2013, 8, 16, 13, 2, tzinfo=ZONE)
ENDS = BEGINS + timedelta(minutes=7)


@pytest.mark.parametrize(
    ("fault", "created"),
    [
        ("none", "2013-08-16T10:09:00Z"),
        ("hour-ahead", "2013-08-16T11:09:00Z"),
        ("wrong-day", "2013-08-15T10:09:00Z"),
        ("local-as-utc", "2013-08-16T13:09:00Z"),
        ("stripped", ""),
    ],
)
def test_phones_write_the_end_of_recording_in_utc_or_what_they_take_for_it(fault: str, created: str) -> None:
    clock = clock_of(fault, "local", ENDS)
    assert clock.created == created
    written = created_at(clock)
    assert (written is None) == (not created)
    if written is not None:
        assert (written - ENDS).total_seconds() == clock.ahead


def test_names_tell_local_time_utc_or_the_day_and_a_wrong_clock_is_wrong_in_the_name() -> None:
    right, wrong = clock_of("none", "local", ENDS), clock_of("hour-ahead", "local", ENDS)
    assert named("VID_{local}.mp4", right, BEGINS) == "VID_20130816_130200.mp4"
    assert named("VID_{local}.mp4", wrong, BEGINS) == "VID_20130816_140200.mp4"
    assert named("PXL_{utc}.mp4", right, BEGINS) == "PXL_20130816_100200000.mp4"
    assert named("VID-{date}-WA0003.mp4", right, BEGINS) == "VID-20130816-WA0003.mp4"
    assert named("{local}.mp4", clock_of("local-as-utc", "local", ENDS), BEGINS) == "20130816_130200.mp4"
