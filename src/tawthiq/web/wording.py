"""Values, citations and agents in a few words, in the reader's language."""

from dataclasses import dataclass

from tawthiq.record import value as v
from tawthiq.record.agent import Agent, AgentKind
from tawthiq.record.digest import Digest
from tawthiq.record.media_time import clock
from tawthiq.record.selector import Lines, Pointer, Quote, Region, Row, Seconds, Selector
from tawthiq.record.span import Span
from tawthiq.record.written import plain, written_time
from tawthiq.web.words import catalogue, label, word


@dataclass(frozen=True, slots=True)
class Said:
    """Words on a page; `language` where they are somebody's own in a known language, else empty.

    `unknown`: they say that something is not known. `foreign`: codes and numbers, always left to right.
    """

    text: str
    language: str = ""
    unknown: bool = False
    foreign: bool = False


def value_said(value: v.Value, language: str) -> Said:
    """A value as a person would read it; unknown as unknown."""
    match value:
        case v.Text(text, own):
            return Said(text, own)
        case v.Term(term):
            return Said(label(term, language), language if term in catalogue() else "", term == "unknown")
        case v.Quantity(amount, unit):
            return Said(f"{plain(amount)} {unit}".removesuffix(" 1"), foreign=True)
        case v.Exact(amount, unit):
            return Said(f"{float(amount):.3f} {unit}", foreign=True)
        case v.Tally(low, high, scope, stated=stated):
            return Said(stated or f"{'?' if low is None else low}–{'?' if high is None else high} {scope}")
        case v.When():
            return Said(_when(value, language))
        case v.Circle(latitude, longitude, radius, stated):
            place = f"{plain(latitude)}, {plain(longitude)} ± {plain(radius)} m"
            return Said(stated) if stated else Said(place, foreign=True)
        case v.Area(corners, stated):
            return Said(stated or word("area", language, n=len(corners)))
        case v.Unknown(why):
            return Said(word("unknown-because" if why else "unknown", language, why=why), unknown=True)
        case v.Introduction(kind, called):
            return Said(f"{label(kind, language)}: {called}")
        case v.Review(verdict, reason):
            return Said(word(f"verdict-{verdict}", language) + (f": {reason}" if reason else ""))
        case v.Post(text):
            return Said(text or value.service or ", ".join(a.name for a in value.attachments))
        case v.Acquisition(name, _, url):
            return Said(name or url)
    return _dense(value, language)


def _dense(value: v.Value, language: str) -> Said:
    match value:
        case v.Track(_, columns, rows):
            return Said(word("track", language, rows=rows, columns=", ".join(c.name for c in columns)))
        case v.Overlap(_, start, end, error=error):
            return Said(f"{clock(start)}–{clock(end)} ± {plain(error)} s", foreign=True)
        case v.Link(target, role):
            return Said(f"{role} {target[:12]}".strip())
    return Said(str(value))


def _when(when: v.When, language: str) -> str:
    bounds = [written_time(b) for b in dict.fromkeys((when.earliest, when.latest)) if b is not None]
    words = f"\u2066{' – '.join(bounds)}\u2069" if bounds else when.stated  # isolated, left to right
    return words if when.zone else f"{words} ({word('no-zone', language)})"


def agent_said(agent: Agent, language: str) -> str:
    """Who speaks; software with its version, an unknown voice as that."""
    if agent.kind is AgentKind.UNKNOWN:
        return word("unknown-voice", language)
    return f"{agent.name} {agent.version}".strip()


def place_said(span: Span, language: str) -> str:
    """Where in its item a span is: seconds, row, lines, words; empty for the whole of it."""
    return " ".join(_place(each, language) for each in span.selectors)


def _place(selector: Selector, language: str) -> str:
    match selector:
        case Seconds(start, end):
            return (
                clock(start, decimals=2)
                if end is None
                else f"{clock(start, decimals=2)}–{clock(end, decimals=2)}"
            )
        case Row(number, sheet, column):
            return " · ".join(filter(None, (word("row", language, n=number), sheet, column)))
        case Pointer(pointer):
            return pointer
        case Lines(first, last):
            return word("lines", language, n=f"{first}–{last}" if last > first else first)
        case Quote(exact):
            return f"“{exact}”"
        case Region():
            return word("part-of-picture", language)
    return str(selector)


def address(span: Span) -> str:
    """The page of a span's item, at the second, row or line it points at."""
    return f"/item/{span.item}{fragment(span)}"


def fragment(span: Span) -> str:
    """`#t=`, `#row-`, `#line-` or `#at-` with what the span points at; empty for the whole item."""
    for selector in span.selectors:
        match selector:
            case Seconds(start, end):
                return f"#t={float(start):.3f}" + (f",{float(end):.3f}" if end is not None else "")
            case Row(number):
                return f"#row-{number}"
            case Lines(first):
                return f"#line-{first}"
            case Pointer(pointer):
                return f"#at-{pointer.strip('/').replace('/', '-')}"
    return ""


def cited_name(item: Digest, names: dict[Digest, str], language: str) -> str:
    """The name of a cited item; that it is not shown where the asker may not see it."""
    return names.get(item) or word("not-shown", language)
