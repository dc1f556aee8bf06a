"""The lines of a recording as a whole: what its file says of itself, and what was not looked at."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from tawthiq.publish.account.sorts import Sort, sorted_out
from tawthiq.publish.account.told import Line, Look, Origin, Part, Subject, Told
from tawthiq.publish.account.words import quoted
from tawthiq.record import value as v
from tawthiq.record.written import plain, written_time

_ORDER = (
    ("time", "media.clock", "exif.time", "file.time", "finding"),
    ("place", "media.location", "exif.location"),
    ("media.device", "exif.device", "media.edit"),
    ("media.damage",),
)
"""The lines, and what stands in each, in this order."""

_LONGEST = 200


def head_lines(told: Sequence[Told]) -> Iterator[Line]:
    """When, where, by what device and how edited, and what is broken: a line each, where anything is said."""
    heads = [each for each in told if sorted_out(each.statement) is Sort.HEAD]
    for properties in _ORDER:
        parts = [part for term in properties for part in _parts(term, heads)]
        if parts:
            yield Line(None, None, tuple(parts))


def _parts(term: str, heads: Sequence[Told]) -> Iterator[Part]:
    """One part for each thing that is said under `term`, however often and in whatever atom."""
    groups: dict[tuple[str, Origin, tuple[str, ...]], list[Told]] = defaultdict(list)
    for each in heads:
        if each.statement.property == term:
            groups[_words(each.statement.value), each.origin, each.by].append(each)
    for (words, origin, by), group in groups.items():
        phrase = "unknown" if isinstance(group[0].statement.value, v.Unknown) else "head"
        value = group[0].statement.value
        if isinstance(value, v.Term):
            slots = (("what_phrase", term), ("words_phrase", f"{term}.{value.term}"))
        else:
            slots = (("what_phrase", term), ("words", words))
        yield Part(phrase, slots, origin, by, tuple(each.id for each in group))


def _words(value: v.Value) -> str:
    match value:
        case v.When(earliest, latest, zone, stated):
            whole = (_to_the_second(earliest), _to_the_second(latest, upward=True))
            bounds = " – ".join(_spelt_in_turn([b for b in dict.fromkeys(whole) if b is not None]))
            return bounds + (" (?)" if bounds and not zone else "") or quoted(stated)
        case v.Circle(latitude, longitude, radius):
            return f"{plain(latitude)}, {plain(longitude)} ± {plain(radius)} m"
        case v.Term(term):
            return term
        case v.Text(text):
            return quoted(text, _LONGEST)
        case v.Unknown(why):
            return quoted(why, _LONGEST)
        case v.Area(corners, stated):
            return quoted(stated) if stated else str(len(corners))
        case _:
            return ""


def _to_the_second(time: datetime | None, *, upward: bool = False) -> datetime | None:
    """A bound without parts of a second, so that what was within the bounds still is."""
    part = timedelta(microseconds=time.microsecond) if time else timedelta()
    up = timedelta(seconds=1) if upward and part else timedelta()
    return time and time - part + up


def _spelt(time: datetime) -> str:
    """A moment for people: the day, the time, and UTC where that is what it is."""
    return written_time(time).replace("T", " ").replace("Z", " UTC")


def _spelt_in_turn(bounds: Sequence[datetime]) -> list[str]:
    """The bounds for people; of two on one day the day and its clock are said once."""
    spelt = [_spelt(bound) for bound in bounds]
    if len(spelt) == 2 and spelt[0][:10] == spelt[1][:10]:
        return [spelt[0].removesuffix(" UTC"), spelt[1][11:]]
    return spelt


def unseen_line(subject: Subject, told: Sequence[Told]) -> tuple[Line, ...]:
    """What was not looked at, or is not there to be seen; nothing where all of it was."""
    streams = tuple(each.id for each in told if each.statement.property == "media.streams")
    named = {look: [f"look.{n}" for n, found in subject.looks if found is look] for look in Look}
    parts = [
        Part(f"unseen.{look}", (("what_phrases", " ".join(names)),), None, (), streams)
        for look, names in named.items()
        if names and look is not Look.DONE
    ]
    return (Line(None, None, tuple(parts)),) if parts else ()
