"""Statements and values in a few words, for a terminal."""

from tawthiq.record import value as v
from tawthiq.record.digest import Digest
from tawthiq.record.media_time import clock
from tawthiq.record.selector import Lines, Pointer, Quote, Row, Seconds, Selector
from tawthiq.record.span import Citation, Mention
from tawthiq.record.statement import Statement
from tawthiq.record.written import plain, written_time

_LONGEST = 160


def short(digest: Digest) -> str:
    """Enough of a digest to name it."""
    return digest[:12]


def value_words(value: v.Value) -> str:
    """A value as a person would write it down; unknown as unknown."""
    match value:
        case v.Text(text) | v.Term(text):
            words = text
        case v.Quantity(amount, unit):
            words = f"{plain(amount)} {unit}".removesuffix(" 1")
        case v.Exact(amount, unit):
            words = f"{float(amount):.3f} {unit}"
        case v.Tally(low, high, scope, stated=stated):
            words = stated or f"{'?' if low is None else low} to {'?' if high is None else high} {scope}"
        case v.When():
            words = _when_words(value)
        case v.Circle(latitude, longitude, radius, stated):
            words = f"{plain(latitude)}, {plain(longitude)} ± {plain(radius)} m {stated}"
        case v.Area(corners, stated):
            words = stated or f"an area of {len(corners)} corners"
        case v.Track(item, columns, rows):
            words = f"{rows} rows of {', '.join(c.name for c in columns)} in {short(item)}"
        case v.Overlap(other, start, end, error=error):
            words = f"{short(other)} {clock(start)}-{clock(end)} ± {plain(error)} s"
        case v.Link(target, role):
            words = f"{role} {short(target)}".strip()
        case v.Unknown(why):
            words = f"unknown{': ' * bool(why)}{why}"
        case v.Introduction(kind, label):
            words = f"{kind}: {label}"
        case v.Review(verdict, reason):
            words = f"{verdict}{': ' * bool(reason)}{reason}"
        case v.Acquisition(name, source, url):
            words = " · ".join(filter(None, (name or url, source, value.given_by, value.custody)))
        case v.Post(text):
            words = text or value.service or ", ".join(a.name for a in value.attachments)
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"


def _when_words(when: v.When) -> str:
    bounds = [written_time(b) for b in dict.fromkeys((when.earliest, when.latest)) if b is not None]
    words = " to ".join(bounds) or when.stated
    return words if when.zone else f"{words} (no zone: compared with nothing)"


def where_words(citation: Citation) -> str:
    """A citation: the item or statement, and where in it."""
    if isinstance(citation, Mention):
        return f"statement {short(citation.statement)}"
    places = " ".join(_place(s) for s in citation.selectors)
    return f"{short(citation.item)} {places}".strip()


def _place(selector: Selector) -> str:
    match selector:
        case Seconds(start, None):
            return clock(start, decimals=2)
        case Seconds(start, end) if end is not None:
            return f"{clock(start, decimals=2)}-{clock(end, decimals=2)}"
        case Row(number, sheet, column):
            return " ".join(filter(None, (f"row {number}", sheet, column)))
        case Pointer(pointer):
            return pointer
        case Lines(first, last):
            return f"line {first}" if first == last else f"lines {first}-{last}"
        case Quote(exact):
            return f"“{exact}”"
    return str(selector)


def said_words(statement: Statement) -> str:
    """Who says it, and who wrote it down where that is another."""
    said = statement.said_by.name or "unknown voice"
    recorded = f"{statement.recorded_by.name} {statement.recorded_by.version}".strip()
    return said if statement.said_by == statement.recorded_by else f"{said} (by {recorded})"
