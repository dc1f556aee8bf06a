"""Values and citations in words, in English or Arabic. Unknown is said to be unknown, never left blank."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tawthiq.publish.phrases import phrase
from tawthiq.record import value as v
from tawthiq.record.agent import Agent, AgentKind
from tawthiq.record.arabic import western_digits
from tawthiq.record.media_time import clock
from tawthiq.record.selector import Lines, Pointer, Quote, Region, Row, Seconds, Selector
from tawthiq.record.written import plain

_MEASURE = re.compile(r"± [\d.]+ m\b")
_QUOTES = {"en": ("“", "”"), "ar": ("«", "»")}
_DAY, _MINUTE, _SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)
_MIDNIGHT = " 00:00"
_TO_THE_MINUTE = len("2013-08-16 13:02")


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
            return f"{said('unknown')}: {found(why)}" if why else said("unknown")
        case v.When():
            return when_words(value, language)
        case v.Circle(latitude, longitude, radius, stated):
            where = isolated(f"{plain(latitude)}, {plain(longitude)} ± {plain(radius)} {said('metres')}")
            return f"{found(stated)} ({where})" if stated else where
        case v.Area(corners, stated):
            ring = isolated(" · ".join(f"{plain(c.latitude)}, {plain(c.longitude)}" for c in corners))
            return f"{found(stated)} ({said('within')}: {ring})" if stated else f"{said('within')}: {ring}"
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
            return f"{said(_VERDICTS[verdict])}: {found(reason)}" if reason else said(_VERDICTS[verdict])
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


def found(text: str) -> str:
    """Words as found, each running its own way inside other words (U+2068: by their first letter)."""
    return f"\u2068{text}\u2069"


def quoted(text: str, language: str) -> str:
    """Words as found in the quotation marks of the reader's language, which they cannot turn round."""
    opening, closing = _QUOTES[language]
    return f"{opening}{found(text)}{closing}"


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
    text = bounds_words(when, language)
    zone = isolated(f"({when.zone})") if when.zone and text else ""
    without = "" if when.zone else f"({phrase('no-zone', language)})"
    told = when.stated and when.stated not in _bare(text)
    return " ".join(filter(None, (text, zone, quoted(when.stated, language) if told else "", without)))


def brief_words(when: v.When, language: str) -> str:
    """A time in brief: its day or bounds, and where it has none the words that state it."""
    return bounds_words(when, language) or quoted(when.stated, language)


def bounds_words(when: v.When, language: str) -> str:
    """A day, minute or second where it is one, else from when to when; empty where it has no bound."""
    early, late = when.earliest, when.latest
    if lasting := lasting_words(when):
        return isolated(lasting)
    if early and late:
        first, last = (moment_words(each, when.zone) for each in (early, late))
        between, joined = (phrase(key, language) for key in ("between", "and"))
        last = last[11:] if first[:10] == last[:10] else last
        return f"{between} {isolated(first)} {joined} {isolated(last)}"
    if bound := early or late:
        asked = phrase("not-before" if early else "not-after", language)
        return f"{asked} {isolated(moment_words(bound, when.zone))}"
    return ""


def lasting_words(when: v.When) -> str:
    """The day, minute, second or instant that a time is all of, as "2013-08-16 13:02"; else empty."""
    early, late = when.earliest, when.latest
    if early is None or late is None:
        return ""
    first = moment_words(early, when.zone)
    if late - early == _SECOND:
        return first if len(first) > _TO_THE_MINUTE else f"{first}:00"
    if late - early == _DAY and first.endswith(_MIDNIGHT):
        return first.removesuffix(_MIDNIGHT)
    of_a_minute = late - early == _MINUTE and len(first) == _TO_THE_MINUTE
    return first if early == late or of_a_minute else ""


def _bare(text: str) -> str:
    return text.replace("\u2066", "").replace("\u2069", "")


def place_words(selectors: tuple[Selector, ...], language: str, *, decimals: int = 0) -> str:
    """Where in an item: seconds with that many decimals, region, row, lines, pointer or quote."""
    return " ".join(filter(None, (_place(selector, language, decimals) for selector in selectors)))


def _place(selector: Selector, language: str, decimals: int) -> str:
    match selector:
        case Seconds(start, end):
            bounds = (start,) if end is None else (start, end)
            return isolated("–".join(clock(bound, decimals=decimals) for bound in bounds))
        case Region(x, y, width, height):
            return isolated(f"xywh={plain(x)},{plain(y)},{plain(width)},{plain(height)} %")
        case Row(number, sheet, column):
            named = (found(part) for part in (sheet, column) if part)
            return " · ".join((f"{phrase('row', language)} {number}", *named))
        case Lines(first, last):
            numbers = isolated(f"{first}–{last}") if last != first else str(first)
            return f"{phrase('line', language)} {numbers}"
        case Pointer(pointer):
            return isolated(pointer)
        case Quote(exact):
            return quoted(exact, language)
    return ""


def _tally_words(tally: v.Tally, language: str) -> str:
    number = number_words(tally, language)
    told = tally.stated and western_digits(tally.stated) != number
    stated = quoted(tally.stated, language) if told else ""
    scope = found(tally.scope) if tally.scope else ""
    day = f"{phrase('as-of', language)} {brief_words(tally.as_of, language)}" if tally.as_of else ""
    parts = (number, stated, scope, day)
    return " · ".join(filter(None, parts))


def number_words(tally: v.Tally, language: str) -> str:
    """How many: "3", "3–5", "30 or more", "up to 5"; empty where no number is given."""
    low, high = (None if end is None else str(end) for end in (tally.minimum, tally.maximum))
    if low and high:
        return low if low == high else isolated(f"{low}–{high}")
    if low or high:
        return phrase("or-more" if low else "up-to", language).format(n=low or high)
    return ""


def moment_words(bound: datetime, zone: str) -> str:
    """A moment in the zone it was stated in, to the minute or, where it has seconds, to the second."""
    local = bound.astimezone(_zone(zone)) if bound.tzinfo else bound
    return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")


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
