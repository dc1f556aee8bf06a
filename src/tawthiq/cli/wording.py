"""Statements and values in a few words, for a terminal."""

from tawthiq.publish.value_words import place_words, who, words
from tawthiq.record import value as v
from tawthiq.record.digest import Digest
from tawthiq.record.media_time import clock
from tawthiq.record.span import Citation, Mention
from tawthiq.record.statement import Statement
from tawthiq.record.written import plain

_LONGEST = 160
_LANGUAGE = "en"
_NO_ISOLATES = {0x2066: None, 0x2068: None, 0x2069: None}
"""What keeps numbers and words as found upright in a page is noise in a terminal."""


def short(digest: Digest) -> str:
    """Enough of a digest to name it."""
    return digest[:12]


def value_words(value: v.Value) -> str:
    """A value as a person would write it down; unknown as unknown."""
    match value:
        case v.Term(term):
            said = term
        case v.Track(item, columns, rows):
            said = f"{rows} rows of {', '.join(c.name for c in columns)} in {short(item)}"
        case v.Overlap(other, start, end, error=error):
            said = f"{short(other)} {clock(start)}-{clock(end)} ± {plain(error)} s"
        case v.Link(target, role):
            said = f"{role} {short(target)}".strip()
        case v.Introduction(kind, label):
            said = f"{kind}: {label}"
        case v.Acquisition(name, source, url):
            said = " · ".join(filter(None, (name or url, source, value.given_by, value.custody)))
        case _:
            said = words(value, _LANGUAGE)
    flat = " ".join(said.translate(_NO_ISOLATES).split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"


def where_words(citation: Citation) -> str:
    """A citation: the item or statement, and where in it."""
    if isinstance(citation, Mention):
        return f"statement {short(citation.statement)}"
    places = place_words(citation.selectors, _LANGUAGE, decimals=2).translate(_NO_ISOLATES)
    return f"{short(citation.item)} {places}".strip()


def said_words(statement: Statement) -> str:
    """Who says it, and who wrote it down where that is another."""
    said = who(statement.said_by, _LANGUAGE)
    recorded = who(statement.recorded_by, _LANGUAGE)
    return said if statement.said_by == statement.recorded_by else f"{said} (by {recorded})"
