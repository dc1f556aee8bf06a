"""People and households as the record speaks of them: every name, status, day and source, side by side.

Nothing is decided here. Where sources say different things of a person, the view says that they differ.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tawthiq.app.claims import Claim, Entity, claim, claims_about, entities, entities_named, linked, of
from tawthiq.app.people_list import differ, fates
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

ASKED = ("person.sought-by", "person.contact", "person.contact-consent")
"""What a missing-person report says beside what it says of the person."""


_ALWAYS_ASKED = ("person.status", "person.age", "person.residence", "person.last-seen")
_OF_THE_DEAD = ("person.identified-by", "person.buried")


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person and all that is said of them and stands.

    `belongs`: by whose word they belong to households and incidents; the labels of these, by id.
    """

    entity: Entity
    names: tuple[Claim, ...]
    statuses: tuple[Claim, ...]
    facts: tuple[Claim, ...]
    belongs: tuple[Claim, ...] = ()
    households: tuple[tuple[Digest, str], ...] = ()
    incidents: tuple[tuple[Digest, str], ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All of it."""
        return (self.entity.introduced, *self.names, *self.statuses, *self.facts, *self.belongs)

    @property
    def asked(self) -> tuple[Claim, ...]:
        """Who asks after them, and how these can be reached."""
        return of(self.facts, *ASKED)

    @property
    def others(self) -> tuple[Claim, ...]:
        """The facts beside those."""
        return tuple(each for each in self.facts if each.property not in ASKED)

    @property
    def not_said(self) -> tuple[str, ...]:
        """What nobody says, of what every casualty record asks; who identified a body, and where it lies,
        only where somebody says that there is one."""
        said = {each.property for each in (*self.statuses, *self.facts)}
        said |= {"person.residence"} if self.households else set()
        asked = _ALWAYS_ASKED + (_OF_THE_DEAD if "killed" in self.standing_terms else ())
        return tuple(term for term in asked if term not in said)

    @property
    def unnamed(self) -> bool:
        """Whether nobody gives a name: a body or a person seen."""
        return not any(each.words for each in self.names)

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

    @property
    def fates(self) -> tuple[tuple[str, int], ...]:
        """Of how many members each status is said; under "" those of whom nobody says any."""
        return fates(each.standing_terms for each, _ in self.members)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is said of it, and of its members what became of them and where they were last seen."""
        own = (self.entity.introduced, *self.residence, *self.notes, *(by for _, by in self.members))
        theirs = (c for p, _ in self.members for c in (*p.statuses, *of(p.facts, "person.last-seen")))
        return (*own, *theirs)


def people_view(
    index: Index, people: Iterable[Digest], *, seen_by: Access = Access.TEAM
) -> tuple[PersonView, ...]:
    """Those of `people` whom the asker may see, in the order of `people`."""
    every = entities_named(index, people, EntityKind.PERSON, seen_by=seen_by)
    said = claims_about(index, (e.id for e in every), seen_by)
    homes = _homes(index, [e.id for e in every], seen_by)
    incidents = {e.id: e.label for e in entities(index, EntityKind.INCIDENT, seen_by=seen_by)}
    return tuple(_person(e, said[e.id], homes.get(e.id, ()), incidents) for e in every)


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


@dataclass(frozen=True, slots=True)
class _Home:
    """A household of a person, its label, and the claim that they belong to it."""

    id: Digest
    label: str
    by: Claim


def _homes(index: Index, people: Sequence[Digest], seen_by: Access) -> Mapping[Digest, list[_Home]]:
    """The households of each of `people`, each as often as somebody says so."""
    rows = (row for who in people for row in told(index, ("household.member",), naming=who, seen_by=seen_by))
    mine = {r.id: r for r in rows if r.stands and r.entity and r.value.get("target") in people}
    ids = [row.entity for row in mine.values() if row.entity]
    labels = {e.id: e.label for e in entities_named(index, ids, EntityKind.HOUSEHOLD, seen_by=seen_by)}
    found: dict[Digest, list[_Home]] = defaultdict(list)
    for row in mine.values():
        if row.entity in labels:
            found[Digest(row.value["target"])].append(_Home(row.entity, labels[row.entity], claim(row)))
    return found


def _person(
    entity: Entity,
    said: tuple[Claim, ...],
    homes: Sequence[_Home],
    incidents: Mapping[Digest, str],
) -> PersonView:
    facts = sorted(of(said, *FACTS), key=lambda c: FACTS.index(c.property))
    parts = [(at, by) for at, by in linked(said, "part-of") if at in incidents]
    return PersonView(
        entity,
        of(said, "person.name"),
        of(said, "person.status"),
        tuple(facts),
        (*(home.by for home in homes), *(by for _, by in parts)),
        tuple({home.id: home.label for home in homes}.items()),
        tuple({at: incidents[at] for at, _ in parts}.items()),
    )
