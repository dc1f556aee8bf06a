"""A time of the world, with its uncertainty and the words in which it was stated."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from tawthiq.record.errors import LawBroken


@dataclass(frozen=True, slots=True)
class When:
    """Between `earliest` and `latest`, either of them unknown.

    `zone` is the zone the words were meant in ("UTC", "+03:00", "Asia/Damascus"). Without a zone the
    two are wall-clock times as stated, and the value takes part in no comparison.
    """

    TAG: ClassVar = "when"
    earliest: datetime | None = None
    latest: datetime | None = None
    zone: str = ""
    stated: str = ""

    def __post_init__(self) -> None:
        bounds = [b for b in (self.earliest, self.latest) if b is not None]
        if any((bound.tzinfo is not None) != bool(self.zone) for bound in bounds):
            raise LawBroken("bounds are in UTC where a zone is known, and without zone where not")
        if not bounds and not self.stated:
            raise LawBroken("a time needs a bound or the words in which it was stated")
        if len(bounds) == 2 and bounds[1] < bounds[0]:
            raise LawBroken(f"the latest, {bounds[1]}, is before the earliest, {bounds[0]}")

    @property
    def comparable(self) -> bool:
        """Whether the bounds stand on the world's clock; without a zone they do not."""
        return bool(self.zone)


def instant(time: datetime, *, zone: str = "UTC", stated: str = "") -> When:
    """One known instant, stated in `zone`."""
    exact = time.astimezone(UTC)
    return When(exact, exact, zone, stated)


def wall_clock(time: datetime, *, lasting: timedelta = timedelta(0), stated: str = "") -> When:
    """A time without zone, as stated: kept, and compared with nothing."""
    return When(time.replace(tzinfo=None), time.replace(tzinfo=None) + lasting, "", stated)


def certainly_before(one: When, other: When) -> bool | None:
    """Whether all of `one` lies before all of `other`; None where that is not known."""
    if not (one.comparable and other.comparable):
        return None
    if one.latest is not None and other.earliest is not None and one.latest < other.earliest:
        return True
    if one.earliest is not None and other.latest is not None and one.earliest >= other.latest:
        return False
    return None
