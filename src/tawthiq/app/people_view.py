"""People and households as the record speaks of them: every name, status, day and source, side by side.

Nothing is decided here. Where sources say different things of a person, the view says that they differ.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tawthiq.app.claims import Claim, Entity, claims_about, entities, linked, of
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.value import EntityKind
from tawthiq.store.index import Index

UNKNOWN = "unknown"

FACTS = (
    "person.age", "person.sex", "person.relation", "person.residence", "person.last-seen",
    "person.sought-by", "person.identified-by", "person.buried", "person.contact", "person.contact-consent",
    "place", "note", "question",
)  # fmt: skip
"""What is shown of a person beside names and statuses, in this order."""


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person and all that is said of them and stands; labels of what they belong to, by id."""

    entity: Entity
    names: tuple[Claim, ...]
    statuses: tuple[Claim, ...]
    facts: tuple[Claim, ...]
    households: tuple[tuple[Digest, str], ...] = ()
    incidents: tuple[tuple[Digest, str], ...] = ()

    @property
    def unnamed(self) -> bool:
        """Whether nobody gives a name: a body or a person seen."""
        return not self.names

    @property
    def standing_terms(self) -> tuple[str, ...]:
        """The different statuses that are said, each once; "unknown" is one of them."""
        return tuple(dict.fromkeys(each.words for each in self.statuses))

    @property
    def contradicted(self) -> bool:
        """Whether sources say different things; not knowing contradicts nobody."""
        return len(set(self.standing_terms) - {UNKNOWN, ""}) > 1

    @property
    def sought(self) -> bool:
        """Whether somebody asks after them."""
        return bool(of(self.facts, "person.sought-by"))


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """A household, where it lived, and who of the people shown belonged to it, by whose word."""

    entity: Entity
    residence: tuple[Claim, ...]
    members: tuple[tuple[PersonView, Claim], ...]


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Everybody the asker may see."""

    people: tuple[PersonView, ...]
    households: tuple[HouseholdView, ...]

    @property
    def without_household(self) -> tuple[PersonView, ...]:
        """People of whom no household is known."""
        return tuple(person for person in self.people if not person.households)


def people_view(index: Index, *, seen_by: Access = Access.TEAM) -> PeopleView:
    """All people and households, in the order in which they were introduced."""
    kinds = (EntityKind.PERSON, EntityKind.HOUSEHOLD, EntityKind.INCIDENT)
    every = entities(index, *kinds, seen_by=seen_by)
    by_kind = {kind: [e for e in every if e.kind is kind] for kind in kinds}
    households = by_kind[EntityKind.HOUSEHOLD]
    incidents = {e.id: e.label for e in by_kind[EntityKind.INCIDENT]}
    said = claims_about(index, (e.id for e in every), seen_by)
    homes = _homes(households, said)
    people = {e.id: _person(e, said[e.id], homes[e.id], incidents) for e in by_kind[EntityKind.PERSON]}
    return PeopleView(
        tuple(people.values()), tuple(_household(e, said[e.id], people) for e in households)
    )  # fmt: skip


def person_view(index: Index, person: Digest, *, seen_by: Access = Access.TEAM) -> PersonView | None:
    """One person; None where there is no such person for the asker."""
    return next((p for p in people_view(index, seen_by=seen_by).people if p.entity.id == person), None)


def _homes(
    households: Iterable[Entity], said: Mapping[Digest, tuple[Claim, ...]]
) -> Mapping[Digest, tuple[tuple[Digest, str], ...]]:
    found: dict[Digest, dict[Digest, str]] = defaultdict(dict)
    for household in households:
        for member, _ in linked(said[household.id], "household.member"):
            found[member][household.id] = household.label
    return defaultdict(tuple, {member: tuple(homes.items()) for member, homes in found.items()})


def _person(
    entity: Entity,
    said: tuple[Claim, ...],
    homes: tuple[tuple[Digest, str], ...],
    incidents: Mapping[Digest, str],
) -> PersonView:
    facts = sorted(of(said, *FACTS), key=lambda c: FACTS.index(c.property))
    parts = {at: incidents[at] for at, _ in linked(said, "part-of") if at in incidents}
    return PersonView(
        entity,
        of(said, "person.name"),
        of(said, "person.status"),
        tuple(facts),
        homes,
        tuple(parts.items()),
    )


def _household(entity: Entity, said: tuple[Claim, ...], people: Mapping[Digest, PersonView]) -> HouseholdView:
    members = ((people[at], c) for at, c in linked(said, "household.member") if at in people)
    return HouseholdView(entity, of(said, "person.residence", "place"), tuple(members))
