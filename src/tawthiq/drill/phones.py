"""What a phone says of the time: in the name it gives a film, and in the film's metadata."""

from datetime import UTC, datetime, timedelta

from tawthiq.drill.truth_footage import PhoneClock

_AHEAD = {"none": 0, "stripped": 0, "hour-ahead": 3600, "wrong-day": -86_400}


def clock_of(fault: str, grammar: str, ends: datetime) -> PhoneClock:
    """The clock of a phone whose film really ends at `ends` (by the place's clock, with its zone).

    Phones write `creation_time` at the end of recording, in UTC; one that takes local time for UTC is
    ahead by the zone. Raises KeyError on an unknown fault.
    """
    zone = ends.utcoffset() or timedelta()
    ahead = int(zone.total_seconds()) if fault == "local-as-utc" else _AHEAD[fault]
    if fault == "stripped":
        return PhoneClock(fault, 0, "", grammar)
    created = (ends.astimezone(UTC) + timedelta(seconds=ahead)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return PhoneClock(fault, ahead, created, grammar)


def created_at(clock: PhoneClock) -> datetime | None:
    """The moment to be written as `creation_time`; none when it is stripped."""
    if not clock.created:
        return None
    return datetime.strptime(clock.created, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def named(pattern: str, clock: PhoneClock, begins: datetime) -> str:
    """The file name that such a phone gives: {local}, {utc} and {date} are filled in.

    A phone whose clock is wrong is wrong in the name too; one that only takes its local time for UTC is
    not, for its local time is right.
    """
    wrong = clock.ahead if clock.fault in ("hour-ahead", "wrong-day") else 0
    shown = begins + timedelta(seconds=wrong)
    return pattern.format(
        local=shown.strftime("%Y%m%d_%H%M%S"),
        utc=f"{shown.astimezone(UTC):%Y%m%d_%H%M%S}000",
        date=shown.strftime("%Y%m%d"),
    )
