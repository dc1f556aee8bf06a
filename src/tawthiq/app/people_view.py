"""People and households as the record speaks of them: every name, status, day and source, side by side.

Nothing is decided here. Where sources say different things of a person, the view says that they differ.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tawthiq.app.claims import Claim, Entity, claims_about, entities, entities_named, linked, of
from tawthiq.app.people_list import differ
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.value import EntityKind
from tawthiq.store.index import Index
from tawthiq.store.told import told

FACTS = (
    "person.age", "person.sex", "person.relation", "person.residence", "person.last-seen",
    "person.sought-by", "person.identified-by", "person.buried", "person.contact", "person.contact-consent",
    "place", "note", "question", "same-as", "different-from",
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
        return differ(self.standing_terms)

    @property
    def sought(self) -> bool:
        """Whether somebody asks after them."""
        return bool(of(self.facts, "person.sought-by"))


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """A household, where it lived and what else is said of it, and who belonged to it by whose word."""

    entity: Entity
    residence: tuple[Claim, ...]
    notes: tuple[Claim, ...]
    members: tuple[tuple[PersonView, Claim], ...]


def people_view(
    index: Index, people: Iterable[Digest], *, seen_by: Access = Access.TEAM
) -> tuple[PersonView, ...]:
    """Those of `people` whom the asker may see, in the order of `people`."""
    every = entities_named(index, people, EntityKind.PERSON, seen_by=seen_by)
    said = claims_about(index, (e.id for e in every), seen_by)
    homes = _homes(index, [e.id for e in every], seen_by)
    incidents = {e.id: e.label for e in entities(index, EntityKind.INCIDENT, seen_by=seen_by)}
    return tuple(_person(e, said[e.id], homes[e.id], incidents) for e in every)


def person_view(index: Index, person: Digest, *, seen_by: Access = Access.TEAM) -> PersonView | None:
    """One person; None where there is no such person for the asker."""
    return next(iter(people_view(index, [person], seen_by=seen_by)), None)


def household_view(index: Index, household: Digest, *, seen_by: Access = Access.TEAM) -> HouseholdView | None:
    """One household; None where there is no such household for the asker."""
    entity = next(iter(entities_named(index, [household], EntityKind.HOUSEHOLD, seen_by=seen_by)), None)
    if entity is None:
        return None
    said = claims_about(index, [household], seen_by)[household]
    links = linked(said, "household.member")
    people = {p.entity.id: p for p in people_view(index, (at for at, _ in links), seen_by=seen_by)}
    members = ((people[at], by) for at, by in links if at in people)
    residence = of(said, "person.residence", "place")
    return HouseholdView(entity, residence, of(said, "note", "question"), tuple(members))


def _homes(
    index: Index, people: Sequence[Digest], seen_by: Access
) -> Mapping[Digest, tuple[tuple[Digest, str], ...]]:
    """The households of each of `people`, by id and label."""
    rows = (row for who in people for row in told(index, ("household.member",), naming=who, seen_by=seen_by))
    wanted = set(people)
    mine = [
        (row.entity, Digest(row.value["target"]))
        for row in rows
        if row.stands and row.value.get("target") in wanted
    ]
    ids = [home for home, _ in mine if home is not None]
    labels = {e.id: e.label for e in entities_named(index, ids, EntityKind.HOUSEHOLD, seen_by=seen_by)}
    found: dict[Digest, dict[Digest, str]] = defaultdict(dict)
    for home, member in mine:
        if home in labels:
            found[member][home] = labels[home]
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
