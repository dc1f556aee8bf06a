"""What a page says beside statements: how all that they name is called, and who reviewed them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.judgement import Introduction
from tawthiq.record.review import Standing
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Statement
from tawthiq.record.value import Link
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.listings import names, notes_among, paths
from tawthiq.store.queries import Verdicted
from tawthiq.store.told import told_of

ITEM, NOTE = "item", "note"


class Stated(Protocol):
    """A statement as the record holds it, however it was read."""

    @property
    def id(self) -> Digest:
        """Its id."""

    @property
    def statement(self) -> Statement:
        """The statement in full."""

    @property
    def at(self) -> datetime:
        """When it was logged."""

    @property
    def access(self) -> Access:
        """Who may see it in effect."""

    @property
    def standing(self) -> Standing:
        """How it stands."""


@dataclass(frozen=True, slots=True)
class Named:
    """How something is called. `kind`: item, note, the kind of an entity, or what another statement says."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Known:
    """All that statements name and the asker may see, and the last verdict of each who reviewed them.

    `paths`: every name under which anything came, among which the files that are named are told apart.
    """

    named: Mapping[Digest, Named]
    reviews: Mapping[Digest, tuple[Verdicted, ...]]
    paths: frozenset[str]

    @property
    def items(self) -> dict[Digest, str]:
        """The names of the items among it."""
        return {each: named.name for each, named in self.named.items() if named.kind == ITEM}


def known_of(index: Index, rows: Iterable[Stated], *, seen_by: Access) -> Known:
    """What a page that shows `rows` has to know."""
    every = tuple(rows)
    reviewed = [row.id for row in every if row.standing not in {Standing.STATED, Standing.PROPOSED}]
    named, reviews = _named(index, every, seen_by), _reviews(index, reviewed, seen_by)
    return Known(named, reviews, paths(index, seen_by=seen_by) if named else frozenset())


def _named(index: Index, rows: Sequence[Stated], seen_by: Access) -> dict[Digest, Named]:
    cited = [c for row in rows for c in (row.statement.about, *row.statement.cites)]
    targets = [v.target for row in rows if isinstance(v := row.statement.value, Link)]
    items = {c.item for c in cited if isinstance(c, Span)}
    mentioned = dict.fromkeys([*(c.statement for c in cited if isinstance(c, Mention)), *targets])
    notes = notes_among(index, items, seen_by=seen_by)
    called = names(index, items | set(targets), seen_by=seen_by)
    found = {each: Named(name, NOTE if each in notes else ITEM) for each, name in called.items()}
    for row in queries.statements_by_id(index, tuple(mentioned), seen_by=seen_by):
        value = row.statement.value
        if isinstance(value, Introduction):
            found[row.id] = Named(value.label, value.kind)
        else:
            found[row.id] = Named("", row.statement.property)
    return found


def _reviews(
    index: Index, statements: Iterable[Digest], seen_by: Access
) -> dict[Digest, tuple[Verdicted, ...]]:
    """The last verdict of each reviewer, as far as the asker may see it."""
    given = queries.verdicts(index, statements)
    shown = {r.id for r in told_of(index, (v.id for each in given.values() for v in each), seen_by=seen_by)}
    last = {about: {v.by: v for v in each if v.id in shown} for about, each in given.items()}
    return {about: tuple(by.values()) for about, by in last.items()}
