"""Values, citations and agents in a few words, in the reader's language."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tawthiq.app.list_rows import LISTS
from tawthiq.publish.software_words import software_words, value_in
from tawthiq.publish.value_words import (
    found,
    isolated,
    measures_apart,
    place_words,
    words,
)
from tawthiq.record import value as v
from tawthiq.record.agent import AgentKind
from tawthiq.record.digest import Digest
from tawthiq.record.media_time import clock
from tawthiq.record.selector import Lines, Pointer, Row, Seconds
from tawthiq.record.span import Span
from tawthiq.record.statement import Statement
from tawthiq.record.written import plain
from tawthiq.web.words import DIRECTIONS, catalogue, label, word


@dataclass(frozen=True, slots=True)
class Said:
    """Words on a page; `language` where they are somebody's own in a known language, else empty.

    `unknown`: they say that something is not known. `foreign`: codes and numbers, always left to right.
    `runs`: the direction of it as a whole; a sentence of ours runs as its language does, whatever it quotes.
    """

    text: str
    language: str = ""
    unknown: bool = False
    foreign: bool = False
    runs: str = "auto"


def value_said(value: v.Value, language: str) -> Said:
    """A value as a person would read it; unknown as unknown."""
    match value:
        case v.Text(text, own):
            return Said(measures_apart(text), own)
        case v.Term(term):
            return Said(label(term, language), language if term in catalogue() else "", term == "unknown")
        case v.Quantity() | v.Exact():
            return Said(words(value, language), foreign=True, runs="ltr")
        case v.Area(corners, stated):
            area = word("area", language, n=len(corners))
            return _ours(f"{found(stated)} ({area})" if stated else area, language)
        case v.Unknown(why):
            text = word("unknown-because" if why else "unknown", language, why=why)
            return replace(_ours(text, language), unknown=True)
        case v.Introduction(kind, called):
            return _ours(f"{label(kind, language)}: {found(called_as(called, language))}", language)
        case v.Review(verdict, reason):
            given = word(f"verdict-{verdict}", language)
            return _ours(f"{given}: {found(reason)}" if reason else given, language)
        case v.Track(_, columns, rows):
            names = ", ".join(c.name for c in columns)
            return _ours(word("track", language, rows=rows, columns=names), language)
        case v.Overlap(_, start, end, error=error):
            return Said(f"{clock(start)}–{clock(end)} ± {plain(error)} s", foreign=True, runs="ltr")
        case v.Link(_, role):
            return Said(software_words(role, language) or role)
        case v.Tally() | v.When() | v.Circle():
            return _ours(words(value, language), language)
    return Said(words(value, language))


def _ours(text: str, language: str) -> Said:
    return Said(text, language, runs=DIRECTIONS[language])


def said_of(said: Statement, language: str) -> Said:
    """The value of a statement as `value_said`; what software wrote is said in the reader's language."""
    if said.property == "person.status" and said.value == v.Term("unknown"):
        return Said(word("alive-or-dead", language), language, unknown=True)
    if said.property == "part-of":
        return Said("")  # the role is for programs; what it belongs to is named beside it
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


def told_apart(names: Mapping[Digest, str], among: frozenset[str] = frozenset()) -> Mapping[Digest, str]:
    """By item, the end of its path: the file's name, with as many folders as tell it from the others and
    from the paths it stands `among`."""
    asked = {end for name in names.values() for end in _ends(name)}
    shared = Counter(end for name in among.union(names.values()) for end in _ends(name) if end in asked)
    return {
        item: next((end for end in _ends(name) if shared[end] == 1), name) for item, name in names.items()
    }


def path_words(path: str) -> str:
    """A path from left to right, each part of it running its own way, the ending of the name last."""
    *folders, name = path.split("/")
    stem, dot, ending = name.rpartition(".")
    last = f"{found(stem)}{dot}{ending}" if stem else found(name)
    return isolated("/".join([*(found(folder) for folder in folders), last]))


def _ends(path: str) -> list[str]:
    """'a/b/c' as 'c', 'b/c' and 'a/b/c'."""
    parts = path.split("/")
    return ["/".join(parts[at:]) for at in range(len(parts) - 1, -1, -1)]


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
    return word("household-called", language, label=label)
