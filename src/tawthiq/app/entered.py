"""What a person types or draws on a page, as values of the record; what they left open stays open."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tawthiq.app.own_words import own_words
from tawthiq.intake.dates import in_zone
from tawthiq.record.arabic import western_digits
from tawthiq.record.errors import LawBroken
from tawthiq.record.measure import Tally
from tawthiq.record.value import Area, Circle, Corner, Text
from tawthiq.record.when import When
from tawthiq.record.written import any_decimal, plain, rounded

_DAY = len("2013-08-16")

_PLACES = 6
"""Decimals of a degree: 0.1 m, finer than anybody draws."""

_WHOLE = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


def time_entered(earliest: str, latest: str, zone: str, stated: str) -> When:
    """Between two ISO 8601 days or times of the wall clock in `zone`; the words alone where both are empty.

    A day lasts a day, and a time that stands alone a minute, so that nobody is taken to have said a second;
    of two times each is the bound it was typed as. Without a zone the time takes part in no comparison.
    Raises LawBroken.
    """
    first, last = earliest.strip() or latest.strip(), latest.strip() or earliest.strip()
    if not first:
        return When(stated=stated.strip())
    lasting = _lasting(last) if first == last or len(last) <= _DAY else timedelta()
    return in_zone(_start(first), _start(last) + lasting, zone.strip(), stated.strip())


def day_entered(text: str) -> When | None:
    """A day as somebody words it: reckoned with where it is ISO 8601, else words; None where empty."""
    words = western_digits(text.strip())
    if not words:
        return None
    try:
        return in_zone(_start(words), _start(words) + _lasting(words), "", text.strip())
    except LawBroken:
        return When(stated=text.strip())


def words_entered(words: str, radius: str) -> Text:
    """A place in words; a radius given with them stays beside them until somebody says where they are."""
    named = words.strip()
    if not named:
        raise LawBroken("a place in words has words", mend="Write it, draw it, or say that it is unknown.")
    return own_words(f"{named} (± {plain(metres(radius))} m)" if radius.strip() else named)


def metres(radius: str) -> Decimal:
    """A radius as typed, in any digits. Raises LawBroken where it is none."""
    written = any_decimal(western_digits(radius.strip()) or "0")
    if written <= 0:
        raise LawBroken("a place carries an uncertainty: the radius must be over 0 m")
    return written


def circle_entered(latitude: float, longitude: float, radius: float, stated: str) -> Circle:
    """A circle; degrees WGS 84 and metres. Raises LawBroken without a radius."""
    return Circle(rounded(latitude, _PLACES), rounded(longitude, _PLACES), rounded(radius, 1), stated.strip())


def area_entered(corners: Sequence[tuple[float, float]], stated: str) -> Area:
    """A drawn polygon of (latitude, longitude) corners, degrees WGS 84. Raises LawBroken."""
    if any(not (-90 <= lat <= 90 and -180 <= lon <= 180) for lat, lon in corners):
        raise LawBroken("latitude within ±90 and longitude within ±180 degrees")
    drawn = (Corner(rounded(lat, _PLACES), rounded(lon, _PLACES)) for lat, lon in corners)
    return Area(tuple(drawn), stated.strip())


def toll_entered(minimum: str, maximum: str, scope: str, as_of: str, stated: str) -> Tally:
    """How many; an end left empty is open. Raises LawBroken."""
    ends = [_whole(western_digits(end.strip())) for end in (minimum, maximum)]
    return Tally(ends[0], ends[1], scope.strip(), day_entered(as_of), stated.strip())


def _start(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as cause:
        raise LawBroken(f"{text!r} is not a time; expected 2013-08-16 or 2013-08-16T13:02") from cause
    if moment.tzinfo is not None:
        raise LawBroken(f"{text!r} carries a zone of its own; write it beside the time")
    return moment


def _lasting(text: str) -> timedelta:
    return _WHOLE if len(text) <= _DAY else _MINUTE


def _whole(text: str) -> int | None:
    if text and not text.isdecimal():
        raise LawBroken(f"{text!r} is not a whole number of people")
    return int(text) if text else None
