"""A claim: one thing somebody says, as every page shows it, and the entities that claims are about."""

import builtins
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tawthiq.record.agent import Agent, AgentKind
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.review import Standing
from tawthiq.record.span import Citation
from tawthiq.record.statement import Modality, Statement
from tawthiq.record.value import EntityKind, Introduction, Link, Term, Text, Value
from tawthiq.record.when import When
from tawthiq.store.index import Index
from tawthiq.store.told import Told, told, told_about, told_of


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement in full, when it was logged, who may see it in effect, and how it stands."""

    id: Digest
    statement: Statement
    at: datetime
    access: Access
    standing: Standing

    @builtins.property
    def property(self) -> str:
        """What is said of it."""
        return self.statement.property

    @builtins.property
    def value(self) -> Value:
        """What is said."""
        return self.statement.value

    @builtins.property
    def said_by(self) -> Agent:
        """Who says it."""
        return self.statement.said_by

    @builtins.property
    def recorded_by(self) -> Agent:
        """Who wrote it down."""
        return self.statement.recorded_by

    @builtins.property
    def said_at(self) -> When | None:
        """When it was said."""
        return self.statement.said_at

    @builtins.property
    def modality(self) -> Modality:
        """Whether it is asserted, denied, asked or handed on."""
        return self.statement.modality

    @builtins.property
    def cites(self) -> tuple[Citation, ...]:
        """What it rests on."""
        return self.statement.cites

    @builtins.property
    def by_software(self) -> bool:
        """Whether software wrote it down, so that nobody has to have looked at it."""
        return self.recorded_by.kind is AgentKind.SOFTWARE

    @builtins.property
    def words(self) -> str:
        """The text or term of the value; empty where it is neither."""
        match self.value:
            case Text(text=words) | Term(term=words):
                return words
        return ""


@dataclass(frozen=True, slots=True)
class Entity:
    """Something spoken of: its kind, the label it was introduced under, and by which statement."""

    id: Digest
    kind: EntityKind
    label: str
    introduced: Claim


def claim(row: Told) -> Claim:
    """The claim a row tells."""
    return Claim(row.id, row.statement(), row.at, row.access, row.standing)


def entities(index: Index, *kinds: EntityKind, seen_by: Access = Access.TEAM) -> tuple[Entity, ...]:
    """The entities of these kinds that nobody withdrew, earliest introduced first."""
    return _introduced(told(index, ("entity",), kinds=kinds, seen_by=seen_by), kinds)


def entities_named(
    index: Index, ids: Iterable[Digest], *kinds: EntityKind, seen_by: Access = Access.TEAM
) -> tuple[Entity, ...]:
    """Those of `ids` that are entities of these kinds, in the order of `ids`."""
    asked = list(dict.fromkeys(ids))
    found = {e.id: e for e in _introduced(told_of(index, asked, seen_by=seen_by), kinds)}
    return tuple(found[each] for each in asked if each in found)


def _introduced(rows: Iterable[Told], kinds: Collection[EntityKind]) -> tuple[Entity, ...]:
    wanted = {str(kind) for kind in kinds}
    found = (claim(row) for row in rows if row.stands and row.value.get("kind") in wanted)
    return tuple(
        Entity(each.id, each.value.kind, each.value.label, each)
        for each in found
        if isinstance(each.value, Introduction)
    )


def claims_about(
    index: Index, subjects: Iterable[Digest], seen_by: Access = Access.TEAM
) -> Mapping[Digest, tuple[Claim, ...]]:
    """What is said about each entity and stands, earliest logged first; none where nothing is."""
    found: dict[Digest, list[Claim]] = defaultdict(list)
    for row in told_about(index, subjects, seen_by=seen_by):
        if row.stands and row.entity is not None:
            found[row.entity].append(claim(row))
    return defaultdict(tuple, {about: tuple(said) for about, said in found.items()})


def of(claims: Iterable[Claim], *properties: str) -> tuple[Claim, ...]:
    """Those of `claims` with one of `properties`."""
    return tuple(each for each in claims if each.property in properties)


def linked(claims: Iterable[Claim], term: str) -> tuple[tuple[Digest, Claim], ...]:
    """What claims of the property `term` point at, each with its claim."""
    return tuple((c.value.target, c) for c in of(claims, term) if isinstance(c.value, Link))
