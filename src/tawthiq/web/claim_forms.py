"""Claims and rows of the table as JSON for our components, in the words of the reader's language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tawthiq.app.claims import Claim
from tawthiq.app.list_rows import ListRow
from tawthiq.app.table_view import TableRow
from tawthiq.publish.value_words import isolated, lasting_words, moment_words, who
from tawthiq.record.agent import AgentKind
from tawthiq.record.review import Standing
from tawthiq.record.value import Unknown, Value, When
from tawthiq.record.written import written_time
from tawthiq.web.asker import Asker
from tawthiq.web.wording import kind_of, said_of
from tawthiq.web.words import label, word


def when_in_brief(when: When) -> str:
    """Its bounds in as few signs as a cell has room for, left to right; empty where it has none.

    In the zone it was stated in; "?" where nobody states one, or how early or late it was.
    """
    early, late = (moment_words(each, when.zone) if each else "" for each in (when.earliest, when.latest))
    if not early and not late:
        return ""
    if early[:10] == late[:10] and early != late:
        late = late[11:]  # the same day
    span = lasting_words(when) or f"{early or '?'} – {late or '?'}"
    return f"{span} {when.zone or '(?)'}"


def _brief(value: Value, language: str) -> str:
    """A time, or that it is unknown, in as few signs as a cell has room for; empty for anything else."""
    match value:
        case When():
            return when_in_brief(value)
        case Unknown():
            return word("unknown", language)
    return ""


def shown_to(claims: Iterable[Claim], asker: Asker) -> tuple[Claim, ...]:
    """What is left of `claims` in a first pass: nothing that software proposes."""
    return tuple(c for c in claims if not (asker.blind and c.standing is Standing.PROPOSED))


def claim_json(claim: Claim, language: str) -> dict[str, Any]:
    """A claim for a cell: its words, who says it, and how it stands."""
    said = said_of(claim.statement, language)
    return {
        "id": claim.id,
        "property": claim.property,
        "what": label(claim.property, language),
        "words": isolated(said.text) if said.foreign else said.text,
        "brief": _brief(claim.value, language),
        "by": who(claim.said_by, language),
        "software": claim.said_by.kind is AgentKind.SOFTWARE,
        "standing": claim.standing.value,
        "unknown": said.unknown,
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
        "kind": kind_of(row.item.media_type),
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
            "families": family.families,
            "heads": family.heads,
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
