"""Claims and rows of the table as JSON for our components, in the words of the reader's language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tawthiq.app.claims import Claim
from tawthiq.app.list_rows import ListRow
from tawthiq.app.table_view import TableRow
from tawthiq.record.agent import AgentKind
from tawthiq.record.review import Standing
from tawthiq.record.value import Area, Circle, Introduction, Quantity, Tally, Term, Text, Unknown, Value, When
from tawthiq.record.written import plain, written_time
from tawthiq.web.asker import Asker
from tawthiq.web.words import label, word


def value_words(value: Value, language: str) -> str:
    """A value as a reader of `language` takes it in at a glance; words as found stay as found."""
    match value:
        case Text(text=text):
            return text
        case Term(term=term):
            return _status(term, language)
        case When():
            return _when(value)
        case Circle():
            at = f"{plain(value.latitude)}, {plain(value.longitude)} ± {plain(value.radius)} m"
            return f"{value.stated} · {at}" if value.stated else at
        case Area():
            drawn = word("drawn-area", language, n=len(value.corners))
            return f"{value.stated} · {drawn}" if value.stated else drawn
        case Tally():
            return _tally(value, language)
        case Quantity(amount=amount, unit=unit):
            return f"{plain(amount)} {unit}".removesuffix(" 1")
        case Introduction(label=name):
            return name
        case Unknown(why=why):
            return f"{word('unknown', language)}: {why}" if why else word("unknown", language)
    return ""


def speaker(claim: Claim, language: str) -> str:
    """Who says it, as people name them."""
    by = claim.said_by
    return word("unknown-voice", language) if by.kind is AgentKind.UNKNOWN else by.name


def shown_to(claims: Iterable[Claim], asker: Asker) -> tuple[Claim, ...]:
    """What is left of `claims` in a first pass: nothing that software proposes."""
    return tuple(c for c in claims if not (asker.blind and c.standing is Standing.PROPOSED))


def claim_json(claim: Claim, language: str) -> dict[str, Any]:
    """A claim for a cell: its words, who says it, and how it stands."""
    return {
        "id": claim.id,
        "property": claim.property,
        "what": label(claim.property, language),
        "words": value_words(claim.value, language),
        "by": speaker(claim, language),
        "standing": claim.standing.value,
        "unknown": isinstance(claim.value, Unknown) or claim.words == "unknown",
    }


def row_json(row: TableRow, asker: Asker) -> dict[str, Any]:
    """A row of the table; lengths in seconds, `at` the earliest known bound of a time, to sort by."""

    def told(claims: Iterable[Claim]) -> list[dict[str, Any]]:
        return [claim_json(c, asker.language) for c in shown_to(claims, asker)]

    family = row.family if row.family and not (asker.blind and row.family.proposed) else None
    return {
        "id": row.item.digest,
        "names": row.names,
        "type": row.item.media_type,
        "size": row.item.size,
        "access": row.item.access.value,
        "length": None if row.length is None else float(row.length),
        "thumbnail": None if asker.plain else row.thumbnail,
        "times": told(row.times),
        "at": _earliest(shown_to(row.times, asker)),
        "places": told(row.places),
        "tags": told(row.tags),
        "notes": told(row.notes),
        "damage": told(row.damage),
        "incidents": [{"id": id, "label": label} for id, label in row.incidents],
        "family": family
        and {
            "earliest": family.earliest,
            "size": family.size,
            "unique": None if family.unique is None else float(family.unique),
            "proposed": family.proposed,
        },
        "watched": row.watched_by,
        "lists": [_list_row(each, asker) for each in row.list_rows],
    }


def _list_row(row: ListRow, asker: Asker) -> dict[str, Any]:
    said = [claim_json(c, asker.language) for c in row.said]
    return {"list": row.in_list, "name": row.name, "number": row.number, "sheet": row.sheet, "said": said}


def _earliest(claims: Iterable[Claim]) -> str:
    """Only times on the world's clock are put in order; one without a zone is compared with nothing."""
    bounds = [
        b for c in claims if isinstance(c.value, When) and c.value.comparable for b in [_bound(c.value)] if b
    ]
    return written_time(min(bounds)) if bounds else ""


def _bound(when: When) -> datetime | None:
    return when.earliest or when.latest


def _status(term: str, language: str) -> str:
    key = f"status-{term}"
    said = label(key, language)
    return term if said == key else said


def _when(when: When) -> str:
    """The words as stated and the interval, with its zone, or a question mark where nobody knows it."""
    bounds = [
        "…" if b is None else written_time(b.replace(microsecond=0)).replace("T", " ").removesuffix("Z")
        for b in (when.earliest, when.latest)
    ]
    if bounds == ["…", "…"]:
        return when.stated
    interval = bounds[0] if bounds[0] == bounds[1] else " – ".join(bounds)
    return f"{interval} {'UTC' if when.comparable else '(?)'}"


def _tally(tally: Tally, language: str) -> str:
    ends = ["?" if end is None else str(end) for end in (tally.minimum, tally.maximum)]
    number = "" if ends == ["?", "?"] else ends[0] if ends[0] == ends[1] else "–".join(ends)
    as_of = f"{word('as-of', language)} {_when(tally.as_of)}" if tally.as_of else ""
    return " · ".join(part for part in (number, tally.stated, tally.scope, as_of) if part)
