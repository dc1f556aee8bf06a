"""Values, citations and agents in a few words, in the reader's language."""

from dataclasses import dataclass

from tawthiq.app.list_rows import LISTS
from tawthiq.publish.software_words import software_words, value_in
from tawthiq.publish.value_words import isolated, place_words, words
from tawthiq.record import value as v
from tawthiq.record.agent import AgentKind
from tawthiq.record.digest import Digest
from tawthiq.record.media_time import clock
from tawthiq.record.selector import Lines, Pointer, Row, Seconds
from tawthiq.record.span import Span
from tawthiq.record.statement import Statement
from tawthiq.record.written import plain
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
        case v.Quantity() | v.Exact():
            return Said(words(value, language), foreign=True)
        case v.Circle(stated=stated):
            return Said(stated or words(value, language))
        case v.Area(corners, stated):
            return Said(stated or word("area", language, n=len(corners)))
        case v.Unknown(why):
            return Said(word("unknown-because" if why else "unknown", language, why=why), unknown=True)
        case v.Introduction(kind, called):
            return Said(f"{label(kind, language)}: {called_as(called, language)}")
        case v.Review(verdict, reason):
            return Said(word(f"verdict-{verdict}", language) + (f": {reason}" if reason else ""))
        case v.Track(_, columns, rows):
            names = isolated(", ".join(c.name for c in columns))
            return Said(word("track", language, rows=rows, columns=names))
        case v.Overlap(_, start, end, error=error):
            return Said(f"{clock(start)}–{clock(end)} ± {plain(error)} s", foreign=True)
        case v.Link(target, role):
            return Said(f"{software_words(role, language) or role} {isolated(target[:12])}".strip())
    return Said(words(value, language))


def said_of(said: Statement, language: str) -> Said:
    """The value of a statement as `value_said`; what software wrote is said in the reader's language."""
    by_software = said.said_by.kind is AgentKind.SOFTWARE
    return value_said(value_in(said.property, said.value, language) if by_software else said.value, language)


def place_said(span: Span, language: str) -> str:
    """Where in its item a span is: seconds, row, lines, words; empty for the whole of it."""
    return place_words(span.selectors, language, decimals=2)


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


def called_as(label: str, language: str) -> str:
    """What somebody is called; where a list gives no name, our words for that in the reader's language."""
    return software_words(label, language) or label


def kind_of(media_type: str) -> str:
    """What kind of file it is, as the second half of its word, "kind-video" for example."""
    top = media_type.partition("/")[0]
    if top in ("video", "audio", "image"):
        return top
    if media_type in LISTS:
        return "list"
    return "text" if top == "text" else "data" if media_type == "application/json" else "other"


def household_called(label: str, language: str) -> str:
    """A household by its label; one that a list only numbers is called a household by that number."""
    if any(letter.isalpha() for letter in label):
        return label
    return word("household-called", language, label=isolated(label))
