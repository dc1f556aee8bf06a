"""Values and citations in words, in English or Arabic. Unknown is said to be unknown, never left blank."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tawthiq.publish.phrases import phrase
from tawthiq.record import value as v
from tawthiq.record.agent import Agent, AgentKind
from tawthiq.record.media_time import clock
from tawthiq.record.selector import Lines, Pointer, Quote, Region, Row, Seconds, Selector
from tawthiq.record.written import plain

_MEASURE = re.compile(r"± [\d.]+ m\b")


def words(value: v.Value, language: str) -> str:
    """A value as a person of that language would write it down; words of others as found."""

    def said(key: str) -> str:
        return phrase(key, language)

    match value:
        case v.Text(text=text):
            return text
        case v.Term(term=term):
            return said(f"status-{term}").removeprefix("status-")
        case v.Unknown(why=why):
            return f"{said('unknown')}{': ' * bool(why)}{why}"
        case v.When():
            return when_words(value, language)
        case v.Circle(latitude, longitude, radius, stated):
            where = isolated(f"{plain(latitude)}, {plain(longitude)} ± {plain(radius)} {said('metres')}")
            return f"{stated} ({where})" if stated else where
        case v.Area(corners, stated):
            ring = isolated(" · ".join(f"{plain(c.latitude)}, {plain(c.longitude)}" for c in corners))
            return f"{stated} ({said('within')}: {ring})" if stated else f"{said('within')}: {ring}"
        case v.Tally():
            return _tally_words(value, language)
        case v.Quantity(amount, unit, error):
            spread = f" ± {plain(error)}" if error is not None else ""
            return f"{plain(amount)}{spread} {unit}".removesuffix(" 1")
        case v.Exact(amount, unit):
            return f"{float(amount):.3f} {unit}"
        case v.Introduction(label=label):
            return label
        case v.Post(text=text):
            return text or ", ".join(a.name for a in value.attachments) or said("no-words")
        case v.Acquisition(name, url=url):
            return name or url
        case v.Review(verdict, reason):
            return f"{said(_VERDICTS[verdict])}{': ' * bool(reason)}{reason}"
        case _:
            return ""


_VERDICTS = {
    v.Verdict.ACCEPT: "accepted",
    v.Verdict.REJECT: "rejected",
    v.Verdict.DISPUTE: "disputed",
    v.Verdict.CORRECT: "corrected",
    v.Verdict.WITHDRAW: "withdrawn",
}


def isolated(text: str) -> str:
    """Numbers and times that Arabic around them must not turn round (U+2066 to U+2069)."""
    return f"\u2066{text}\u2069"


def _found(text: str) -> str:
    """Words as found, each running its own way inside other words (U+2068: by their first letter)."""
    return f"\u2068{text}\u2069"


def measures_apart(text: str) -> str:
    """A place in words with its radius isolated: "± 400 m" must not be turned round."""
    return _MEASURE.sub(lambda found: isolated(found[0]), text)


def who(agent: Agent, language: str) -> str:
    """A speaker or recorder by name; somebody of whom nothing is known is called so."""
    if agent.kind is AgentKind.UNKNOWN:
        return phrase("unknown-voice", language)
    return f"{agent.name} {agent.version}".strip()


def when_words(when: v.When, language: str) -> str:
    """From when to when in the zone it was stated in, and the words in which it was stated."""
    first, last = (_moment(bound, when.zone) for bound in (when.earliest, when.latest))
    if first and last:
        text = (
            first
            if first == last
            else f"{phrase('between', language)} {first} {phrase('and', language)} {last}"
        )
    elif first or last:
        text = f"{phrase('not-before' if first else 'not-after', language)} {first or last}"
    else:
        text = ""
    zone = isolated(f"({when.zone})") if when.zone and text else ""
    without = "" if when.zone else f"({phrase('no-zone', language)})"
    stated = f"“{_found(when.stated)}”" if when.stated else ""
    return " ".join(filter(None, (text, zone, stated, without)))


def place_words(selectors: tuple[Selector, ...], language: str, *, decimals: int = 0) -> str:
    """Where in an item: seconds with that many decimals, region, row, lines, pointer or quote."""
    return " ".join(filter(None, (_place(selector, language, decimals) for selector in selectors)))


def _place(selector: Selector, language: str, decimals: int) -> str:
    match selector:
        case Seconds(start, end):
            bounds = (start,) if end is None else (start, end)
            return "–".join(clock(bound, decimals=decimals) for bound in bounds)
        case Region(x, y, width, height):
            return f"xywh={plain(x)},{plain(y)},{plain(width)},{plain(height)} %"
        case Row(number, sheet, column):
            return " · ".join(filter(None, (f"{phrase('row', language)} {number}", sheet, column)))
        case Lines(first, last):
            return f"{phrase('line', language)} {first}" + (f"–{last}" if last != first else "")
        case Pointer(pointer):
            return pointer
        case Quote(exact):
            return f"“{exact}”"
    return ""


def _tally_words(tally: v.Tally, language: str) -> str:
    low = "?" if tally.minimum is None else str(tally.minimum)
    high = "?" if tally.maximum is None else str(tally.maximum)
    number = "" if low == high == "?" else low if low == high else f"{low}–{high}"
    stated = f"“{tally.stated}”" if tally.stated and tally.stated != number else ""
    day = when_words(tally.as_of, language) if tally.as_of else ""
    return " ".join(filter(None, (number, stated, tally.scope, day)))


def moment_words(bound: datetime, zone: str) -> str:
    """A moment in the zone it was stated in, to the minute or, where it has seconds, to the second."""
    local = bound.astimezone(_zone(zone)) if bound.tzinfo else bound
    return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")


def _moment(bound: datetime | None, zone: str) -> str:
    return "" if bound is None else isolated(moment_words(bound, zone))


def _zone(name: str) -> tzinfo | None:
    """The zone as stated; one that nobody knows leaves the time in UTC, as it is kept."""
    try:
        if name[:1] in {"+", "-"}:
            hours, _, minutes = name[1:].partition(":")
            shift = timedelta(hours=int(hours), minutes=int(minutes or 0))
            return timezone(shift if name[0] == "+" else -shift)
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
