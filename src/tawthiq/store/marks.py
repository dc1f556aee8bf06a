"""Access marks and times of the log as the numbers the index keeps, and back."""

from datetime import UTC, datetime, timedelta

from tawthiq.record.item import Access

_ORDER = (Access.PUBLIC, Access.TEAM, Access.RESTRICTED)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def rank(access: Access) -> int:
    """0 public, 1 team, 2 restricted."""
    return _ORDER.index(access)


def access_of(rank: int) -> Access:
    """Inverse of `rank`."""
    return _ORDER[rank]


def micros(at: datetime) -> int:
    """Whole microseconds since 1970, UTC."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def moment(micros: int) -> datetime:
    """Inverse of `micros`."""
    return _EPOCH + timedelta(microseconds=micros)
