"""Everybody in lines: enough to find and sort thousands by, in any spelling, without decoding a claim.

What is shown of those on one sheet is `said_of_people`, of one person `people_view`.
"""

import enum
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tawthiq.app.claims import Claim, claims_about, of
from tawthiq.record.arabic import fold, named
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
    """A person: names as written, the different statuses that are said, households by id and label.

    `written`: when the last of it was written down, in microseconds since 1970 (UTC).
    """

    id: Digest
    label: str
    names: tuple[str, ...]
    statuses: tuple[str, ...]
    sought: bool
    households: tuple[tuple[Digest, str], ...]
    written: int

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

    @property
    def fates(self) -> tuple[tuple[str, int], ...]:
        """Of how many members each status is said; under "" those of whom nobody says any."""
        return fates(line.statuses for line in self.members)


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


class Order(enum.StrEnum):
    """In which order people are listed."""

    NAME = "name"
    HOUSEHOLD = "household"
    STATUS = "status"
    NEWEST = "newest"


_SOUGHT_FIRST = ("missing", UNKNOWN, "", "detained", "displaced", "wounded", "found-alive", "killed")
"""Who may still be looked for stands first."""

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
    sought, written = _texts(said["person.sought-by"]), _written(said)
    members = _members(said["household.member"])
    belongs: dict[Digest, list[tuple[Digest, str]]] = defaultdict(list)
    for home, those in members.items():
        for member in those if home in homes else ():
            belongs[member].append((home, homes[home]))
    people = {
        who: PersonLine(
            who,
            label,
            tuple(filter(None, names[who])),
            statuses[who],
            who in sought,
            tuple(belongs[who]),
            written[who],
        )
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


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What a line shows of a person beside their names."""

    ages: tuple[Claim, ...] = ()
    statuses: tuple[Claim, ...] = ()


def said_of_people(
    index: Index, people: Iterable[Digest], *, seen_by: Access = Access.TEAM
) -> Mapping[Digest, SaidOf]:
    """Of each of `people`, every age and status with who says it, in full: for those on one sheet."""
    asked = tuple(people)
    said = claims_about(index, asked, seen_by)
    return {who: SaidOf(of(said[who], "person.age"), of(said[who], "person.status")) for who in asked}


def in_order(
    lines: Iterable[PersonLine], order: Order, *, arabic_first: bool = False
) -> tuple[PersonLine, ...]:
    """`lines` sorted: names by their folded letters, the reader's script first, the unnamed last."""

    def by_name(line: PersonLine) -> tuple[bool, bool, str]:
        folded = fold(line.label)
        return line.unnamed, folded[:1].isascii() == arabic_first, folded

    def by_status(line: PersonLine) -> int:
        said = line.statuses or ("",)
        return min(_SOUGHT_FIRST.index(each) if each in _SOUGHT_FIRST else 0 for each in said)

    named_first = sorted(lines, key=by_name)
    match order:
        case Order.NAME:
            return tuple(named_first)
        case Order.HOUSEHOLD:
            homes = [
                (not p.households, *(_natural(home) for _, home in p.households[:1])) for p in named_first
            ]
            return tuple(p for _, p in sorted(zip(homes, named_first, strict=True), key=lambda both: both[0]))
        case Order.STATUS:
            return tuple(sorted(named_first, key=by_status))
        case Order.NEWEST:
            return tuple(sorted(named_first, key=lambda line: -line.written))


def _home(line: PersonLine) -> tuple[bool, int, str]:
    """By the first household, those without one last."""
    labels = [label for _, label in line.households]
    return not labels, *_natural(labels[0] if labels else "")


def _natural(label: str) -> tuple[int, str]:
    """A label by its number, where it is one, else by its letters."""
    folded = fold(label)
    return (int(folded), "") if folded.isdecimal() else (10**9, folded)


def fates(statuses: Iterable[Sequence[str]]) -> tuple[tuple[str, int], ...]:
    """How often each status is among `statuses`, those first who may still be looked for; "" for none."""
    counted = Counter(term for said in statuses for term in dict.fromkeys(said or ("",)))
    return tuple((term, counted[term]) for term in _SOUGHT_FIRST if counted[term])


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


def _written(said: Mapping[str, Sequence[Told]]) -> Mapping[Digest, int]:
    """By whom it is about, when the last of what is said was logged."""
    found: dict[Digest, int] = defaultdict(int)
    for row in (row for rows in said.values() for row in rows):
        about = row.entity or row.id
        found[about] = max(found[about], row.micros)
    return found


def _members(rows: Iterable[Told]) -> Mapping[Digest, list[Digest]]:
    found: dict[Digest, dict[Digest, None]] = defaultdict(dict)
    for row in rows:
        if row.entity is not None and "target" in row.value:
            found[row.entity][Digest(row.value["target"])] = None
    return defaultdict(list, {home: list(those) for home, those in found.items()})
