"""An incident as the record speaks of it: its items, accounts, place, time, people, and what is not known."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tawthiq.app.claims import Claim, Entity, claims_about, entities, entities_named, of
from tawthiq.app.incident_edits import ACCOUNTS, NEEDS
from tawthiq.app.people_view import PersonView, people_view
from tawthiq.app.table_view import TableRow, table_rows
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Span
from tawthiq.record.value import EntityKind, Text, Unknown
from tawthiq.store.index import Index
from tawthiq.store.told import Told, told

ASKED = ("place", "time", *ACCOUNTS)
"""What every incident is asked for: where nobody says it, that is a question of its own."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Seconds of an item that somebody says matter to an incident, and the statement that says so."""

    id: Digest
    seconds: Seconds


@dataclass(frozen=True, slots=True)
class Noted:
    """Somebody whom a person noted in an item of an incident, and who does not belong to it yet."""

    person: Digest
    label: str
    item: Digest
    seconds: Seconds | None


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An incident and all that is said of it and stands; `seconds`: by item, the spans that matter to it.

    `noted`: whom people saw in its items without saying that they belong to it.
    """

    entity: Entity
    items: tuple[TableRow, ...]
    places: tuple[Claim, ...]
    times: tuple[Claim, ...]
    accounts: tuple[Claim, ...]
    needs: tuple[Claim, ...]
    people: tuple[PersonView, ...]
    noted: tuple[Noted, ...]
    questions: tuple[Claim, ...]
    notes: tuple[Claim, ...]
    seconds: Mapping[Digest, tuple[Chosen, ...]]

    @property
    def not_said(self) -> tuple[str, ...]:
        """What nobody says anything known of, by property."""
        known = {c.property for c in (*self.places, *self.times, *self.accounts) if _says_something(c)}
        return tuple(term for term in ASKED if term not in known)


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident in the list of incidents, with how many items and people it has."""

    entity: Entity
    items: int
    people: int
    places: tuple[Claim, ...]
    times: tuple[Claim, ...]


def incident_lines(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[IncidentLine, ...]:
    """All incidents, earliest introduced first."""
    every = entities(index, EntityKind.INCIDENT, seen_by=seen_by)
    said = claims_about(index, (e.id for e in every), seen_by)
    parts = [row for row in told(index, ("part-of",), seen_by=seen_by) if row.stands]
    return tuple(
        IncidentLine(
            e,
            len({row.item for row in _parts(parts, e.id) if row.item}),
            len({row.entity for row in _parts(parts, e.id) if row.entity}),
            of(said[e.id], "place"),
            of(said[e.id], "time"),
        )
        for e in every
    )


def incident_view(index: Index, incident: Digest, *, seen_by: Access = Access.TEAM) -> IncidentView | None:
    """One incident; None where there is no such incident for the asker."""
    entity = next(iter(entities_named(index, [incident], EntityKind.INCIDENT, seen_by=seen_by)), None)
    if entity is None:
        return None
    said = claims_about(index, [incident], seen_by)[incident]
    parts = told(index, ("part-of",), naming=incident, seen_by=seen_by)
    mine = _parts((row for row in parts if row.stands), incident)
    people = [row.entity for row in mine if row.entity]
    items = [row.item for row in mine if row.item]
    return IncidentView(
        entity,
        table_rows(index, items, seen_by=seen_by),
        of(said, "place"),
        of(said, "time"),
        of(said, *ACCOUNTS),
        of(said, *NEEDS),
        people_view(index, people, seen_by=seen_by),
        tuple(_noted(index, items, people, seen_by)),
        of(said, "question"),
        of(said, "note", "assessment"),
        _seconds(mine),
    )


def accounts_of(index: Index, incident: Digest, *, seen_by: Access = Access.TEAM) -> tuple[Claim, ...]:
    """What sources say of an incident and of what is needed there, and stands."""
    return of(claims_about(index, [incident], seen_by)[incident], *ACCOUNTS, *NEEDS)


def _noted(
    index: Index, items: Sequence[Digest], known: Sequence[Digest], seen_by: Access
) -> Iterator[Noted]:
    for row in told(index, ("entity",), items=items, kinds=(EntityKind.PERSON,), seen_by=seen_by):
        about = row.statement().about
        if row.stands and row.by_person and row.id not in known and isinstance(about, Span):
            yield Noted(row.id, row.value["label"], about.item, about.seconds)


def _seconds(parts: Iterable[Told]) -> Mapping[Digest, tuple[Chosen, ...]]:
    found: dict[Digest, list[Chosen]] = defaultdict(list)
    for each in parts:
        about = each.statement().about
        if isinstance(about, Span) and about.seconds:
            found[about.item].append(Chosen(each.id, about.seconds))
    return {item: tuple(sorted(said, key=lambda c: c.seconds.start)) for item, said in found.items()}


def _parts(rows: Iterable[Told], incident: Digest) -> tuple[Told, ...]:
    return tuple(row for row in rows if row.value.get("target") == incident)


def _says_something(each: Claim) -> bool:
    return not isinstance(each.value, Unknown) and each.value != Text("")
