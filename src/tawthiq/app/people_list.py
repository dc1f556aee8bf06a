"""Everybody in lines: enough to find one of thousands by, in any spelling; no claim is decoded.

What is shown in full of those found is `people_view`.
"""

import enum
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tawthiq.record.arabic import named
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.value import EntityKind
from tawthiq.store.index import Index
from tawthiq.store.told import Told, told

UNKNOWN = "unknown"

_TERMS = (
    "entity", "person.name", "person.status", "person.sought-by", "person.residence", "household.member",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person: names as written, the different statuses that are said, households by id and label."""

    id: Digest
    label: str
    names: tuple[str, ...]
    statuses: tuple[str, ...]
    sought: bool
    households: tuple[tuple[Digest, str], ...]

    @property
    def unnamed(self) -> bool:
        """Whether nobody gives a name: a body or a person seen."""
        return not self.names

    @property
    def contradicted(self) -> bool:
        """Whether sources say different things; not knowing contradicts nobody."""
        return differ(self.statuses)


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A household: where it lived in somebody's words, and the people shown of it."""

    id: Digest
    label: str
    residences: tuple[str, ...]
    members: tuple[PersonLine, ...]


@dataclass(frozen=True, slots=True)
class Everybody:
    """All people and households the asker may see, in the order in which they were introduced."""

    people: tuple[PersonLine, ...]
    households: tuple[HouseholdLine, ...]


class Which(enum.StrEnum):
    """Of whom a list is made."""

    ALL = "all"
    SOUGHT = "sought"
    NOT_KNOWN = "not-known"
    CONTRADICTED = "contradicted"
    UNNAMED = "unnamed"
    ALONE = "alone"


_FITS: Mapping[Which, Callable[[PersonLine], bool]] = {
    Which.ALL: lambda _: True,
    Which.SOUGHT: lambda line: line.sought,
    Which.NOT_KNOWN: lambda line: not set(line.statuses) - {UNKNOWN, ""},
    Which.CONTRADICTED: lambda line: line.contradicted,
    Which.UNNAMED: lambda line: line.unnamed,
    Which.ALONE: lambda line: not line.households,
}


def everybody(index: Index, *, seen_by: Access = Access.TEAM) -> Everybody:
    """Everybody in lines."""
    said: dict[str, list[Told]] = defaultdict(list)
    for row in told(index, _TERMS, seen_by=seen_by):
        if row.stands:
            said[row.property].append(row)
    kinds = {kind: _labels(said["entity"], kind) for kind in (EntityKind.PERSON, EntityKind.HOUSEHOLD)}
    homes = kinds[EntityKind.HOUSEHOLD]
    names, statuses = _texts(said["person.name"]), _texts(said["person.status"])
    sought = _texts(said["person.sought-by"])
    members = _members(said["household.member"])
    belongs: dict[Digest, list[tuple[Digest, str]]] = defaultdict(list)
    for home, those in members.items():
        for member in those if home in homes else ():
            belongs[member].append((home, homes[home]))
    people = {
        who: PersonLine(who, label, names[who], statuses[who], who in sought, tuple(belongs[who]))
        for who, label in kinds[EntityKind.PERSON].items()
    }
    residences = _texts(said["person.residence"])
    return Everybody(
        tuple(people.values()),
        tuple(
            HouseholdLine(
                home, label, residences[home], tuple(people[m] for m in members[home] if m in people)
            )
            for home, label in homes.items()
        ),
    )


def differ(statuses: Iterable[str]) -> bool:
    """Whether statuses contradict each other; not knowing contradicts nobody."""
    return len(set(statuses) - {UNKNOWN, ""}) > 1


def people_found(all_of: Everybody, sought: str, which: Which = Which.ALL) -> tuple[PersonLine, ...]:
    """The people of whom every word of `sought` begins a word of a name, label or household."""
    return tuple(
        line
        for line in all_of.people
        if _FITS[which](line)
        and named(sought, line.label, *line.names, *(home for _, home in line.households))
    )


def households_found(all_of: Everybody, sought: str) -> tuple[HouseholdLine, ...]:
    """As `people_found`, by the household's label, where it lived, and its members."""
    return tuple(
        line
        for line in all_of.households
        if named(sought, line.label, *line.residences, *(name for m in line.members for name in m.names))
    )


def _labels(rows: Iterable[Told], kind: EntityKind) -> dict[Digest, str]:
    return {row.id: row.value["label"] for row in rows if row.value.get("kind") == kind}


def _texts(rows: Sequence[Told]) -> Mapping[Digest, tuple[str, ...]]:
    """By whom it is about, the different words or terms that are said; "" for another kind of value."""
    found: dict[Digest, dict[str, None]] = defaultdict(dict)
    for row in rows:
        if row.entity is not None:
            found[row.entity][row.value.get("text") or row.value.get("term") or ""] = None
    return defaultdict(tuple, {who: tuple(said) for who, said in found.items()})


def _members(rows: Iterable[Told]) -> Mapping[Digest, list[Digest]]:
    found: dict[Digest, dict[Digest, None]] = defaultdict(dict)
    for row in rows:
        if row.entity is not None and "target" in row.value:
            found[row.entity][Digest(row.value["target"])] = None
    return defaultdict(list, {home: list(those) for home, those in found.items()})
