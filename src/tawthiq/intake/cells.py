"""One cell of a list as a value of the record; its words are always kept as stated."""

import re
from datetime import datetime, time, timedelta
from decimal import Decimal

from tawthiq.intake.dates import LATEST_YEAR, Parts, in_zone, moment_when, readings, when_of
from tawthiq.intake.mapping import ColumnMapping
from tawthiq.intake.places import pin
from tawthiq.intake.table_rows import Cell, words_of
from tawthiq.record.arabic import fold, western_digits
from tawthiq.record.area import Circle
from tawthiq.record.errors import LawBroken
from tawthiq.record.measure import Tally
from tawthiq.record.media_time import parse_clock
from tawthiq.record.selector import Seconds
from tawthiq.record.value import Term, Text, Unknown, Value
from tawthiq.record.vocabulary import PROPERTIES
from tawthiq.record.when import When

UNKNOWN_WORDS = frozenset(
    map(fold, ("unknown", "not known", "غير معروف", "مجهول", "غير معلوم", "مجهول المصير"))
)
"""Words by which a list itself says that something is not known."""

UNNAMED_WORDS = UNKNOWN_WORDS | frozenset(map(fold, ("unidentified", "unnamed", "no name", "مجهول الهوية")))
"""Words that stand in a column of names where there is no name."""

_OLDEST = 130
_DATE = re.compile(
    r"\s*(?P<first>\d{1,4})\s*(?P<separator>[/.\-])\s*(?P<second>\d{1,2})\s*[/.\-]\s*(?P<third>\d{1,4})"
    r"(?:[ T،,]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<seconds>\d\d))?)?\s*\Z"
)
_RANGE = re.compile(r"\s*(\d{1,9})\s*(?:[-–—~]\s*(\d{1,9}))?\s*\Z")
_NUMBER = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,20})?)\s*°?\s*\Z", re.ASCII)


def value_of(term: str, cell: Cell, mapping: ColumnMapping) -> Value:
    """The cell of a column that holds the property `term`. Raises LawBroken where it cannot be one."""
    words = words_of(cell)
    if term == "person.status":
        return Term(_status(words, mapping))
    unknown = UNNAMED_WORDS if term == "person.name" else UNKNOWN_WORDS
    if fold(words) in unknown and not term.startswith("x."):
        return Unknown(words)
    kinds = PROPERTIES[term].values if term in PROPERTIES else (Text,)
    if Tally in kinds:
        return _tally(term, cell, text_will_do=Text in kinds)
    if When in kinds and (when := when_in(cell, mapping)):
        return when
    if Text in kinds:
        return Text(words)
    if When in kinds:
        return When(stated=words)
    raise LawBroken(f"{words!r:.80} cannot be read as {', '.join(kind.__name__ for kind in kinds)}")


def when_in(cell: Cell, mapping: ColumnMapping) -> When | None:
    """The time a cell holds: an instant where it has a zone, else in the zone of the list if it has one."""
    if isinstance(cell, datetime):
        return _moment(cell, mapping)
    if isinstance(cell, time):
        return None
    parts, found = date_parts(cell), _DATE.match(western_digits(cell))
    if parts is None or found is None:
        return _iso(cell)
    if parts.other_calendar:
        return When(stated=cell)
    days = readings(parts, mapping.orders)
    if not days:
        raise LawBroken(f"{cell!r:.80} is no day of the calendar in that order")
    at, lasting = _time(found["hour"], found["minute"], found["seconds"], cell)
    return when_of(days, at, lasting=lasting, zone=mapping.zone, stated=cell)


def date_parts(cell: Cell) -> Parts | None:
    """The three numbers of a date that begins a cell; None where there is no date in words."""
    found = _DATE.match(western_digits(cell)) if isinstance(cell, str) else None
    return Parts(found["first"], found["second"], found["third"], found["separator"]) if found else None


def seconds_in(start: Cell, end: Cell) -> Seconds | None:
    """Where in footage a row points: "3:25", "205", "3:25-3:45", or two cells; None where it is empty.

    Raises LawBroken on a spreadsheet's time without seconds: Excel turns a typed 3:25 into 3 h 25 min,
    and nobody can tell any more which was meant.
    """
    first, dash, last = re.sub("[–—~]", "-", _clock_words(start)).partition("-")
    last = last if dash else _clock_words(end)
    if not first.strip():
        return None
    return Seconds(parse_clock(first), parse_clock(last) if last.strip() else None)


def circle_in(latitude: str, longitude: str, radius: Decimal) -> Circle:
    """A place by two cells of degrees. Raises LawBroken where they are none."""
    found = [_NUMBER.match(western_digits(words).replace("٫", ".")) for words in (latitude, longitude)]
    numbers = [Decimal(match[1]) for match in found if match]
    if len(numbers) != 2:
        raise LawBroken(f"{latitude!r:.40}, {longitude!r:.40} are not degrees")
    return pin(numbers[0], numbers[1], f"{latitude}, {longitude}", radius=radius)


def _status(words: str, mapping: ColumnMapping) -> str:
    if status := mapping.status_of(words):
        return status
    if fold(words) in UNKNOWN_WORDS:
        return "unknown"
    raise LawBroken(f"status {words!r:.80} is not explained in [status] of the mapping; kept as a note")


def _tally(term: str, cell: Cell, *, text_will_do: bool) -> Value:
    if not isinstance(cell, str):
        raise LawBroken(f"{cell.isoformat()}: a number like 3-5 that the spreadsheet took for a date?")
    found = _RANGE.match(western_digits(cell))
    numbers = [int(n) for n in found.groups() if n] if found else []
    too_old = term == "person.age" and any(n > _OLDEST for n in numbers)
    if numbers and not too_old and numbers == sorted(numbers):
        return Tally(numbers[0], numbers[-1], stated=cell)
    return Text(cell) if text_will_do else Tally(stated=cell)


def _moment(moment: datetime, mapping: ColumnMapping) -> When:
    stated = moment.isoformat()
    if moment.year > LATEST_YEAR:  # 9999-12-31 is how some lists write "no date"
        return When(stated=stated)
    if moment.tzinfo is not None:
        return moment_when(moment, stated)
    # Midnight to the second is how a workbook writes a day without an hour.
    lasting = timedelta(days=1) if moment.time() == time() else timedelta(0)
    return in_zone(moment, moment + lasting, mapping.zone, stated)


def _iso(text: str) -> When | None:
    """Full ISO 8601, with a zone or fractions of seconds; None where the cell is no time at all."""
    try:
        moment = datetime.fromisoformat(western_digits(text).strip())
    except ValueError:
        return None
    return moment_when(moment, text) if moment.tzinfo else None


def _time(hour: str | None, minute: str, seconds: str | None, words: str) -> tuple[time | None, timedelta]:
    """The time of day, if there is one, and how long what was written lasts."""
    if hour is None:
        return None, timedelta(days=1)
    try:
        at = time(int(hour), int(minute), int(seconds or 0))
    except ValueError as cause:
        raise LawBroken(f"{words!r:.80}: {cause}") from cause
    return at, timedelta(0) if seconds else timedelta(minutes=1)


def _clock_words(cell: Cell) -> str:
    if isinstance(cell, datetime | time):
        if cell.second == 0:
            raise LawBroken(
                f"{cell.isoformat()} may be a 3:25 that the spreadsheet took for 3 h 25 min; write it as text"
            )
        return cell.strftime("%H:%M:%S")
    return western_digits(cell)
