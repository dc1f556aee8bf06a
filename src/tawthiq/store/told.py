"""What many statements tell at a glance, without decoding each: for pages over thousands of items.

A statement decoded whole costs some 30 µs, its canonical JSON 4 µs; a page of 2,000 items reads tens of
thousands. What one statement says in full is `queries.statement`. Filters mean what they mean there.
"""

import builtins
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from tawthiq.record.agent import HUMAN, Agent, AgentKind
from tawthiq.record.codec import from_json
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.review import OVERRULED, Standing, standing
from tawthiq.record.statement import Statement
from tawthiq.store.current import is_current
from tawthiq.store.effective import batches
from tawthiq.store.index import Index
from tawthiq.store.marks import access_of, moment, rank
from tawthiq.store.queries.reviews import Reviewed, reviews_of
from tawthiq.store.tables import ITEMS, RESTS, STATEMENTS
from tawthiq.store.withheld import masked

_HELD = STATEMENTS.c
_COLUMNS = (
    _HELD.id, _HELD.at, _HELD.property, _HELD.recorded_by_kind, _HELD.method, _HELD.access, _HELD.body,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A statement by its canonical body, with how it stands and who may see it in effect.

    `item` or `entity` is what it is about. `body` is shared and not to be changed. `micros`: when it was
    logged, in microseconds since 1970 (UTC).
    """

    id: Digest
    micros: int
    property: str
    item: Digest | None
    entity: Digest | None
    standing: Standing
    access: Access
    body: dict[str, Any]

    @builtins.property
    def at(self) -> datetime:
        """When it was logged."""
        return moment(self.micros)

    @builtins.property
    def value(self) -> Any:
        """The value's canonical object; its "type" tells which it is."""
        return self.body["value"]

    @builtins.property
    def said_by(self) -> Agent:
        """Who says it."""
        return from_json(Agent, self.body["said_by"])

    @builtins.property
    def by_person(self) -> bool:
        """Whether a person wrote it down."""
        return self.body["recorded_by"]["kind"] in HUMAN

    def statement(self) -> Statement:
        """The statement in full."""
        return from_json(Statement, self.body)

    @builtins.property
    def stands(self) -> bool:
        """Whether nobody rejected, corrected or withdrew it."""
        return self.standing not in OVERRULED


def told(
    index: Index,
    properties: Sequence[str],
    *,
    items: Sequence[Digest] | None = None,
    kinds: Sequence[str] = (),
    naming: Digest | None = None,
    seen_by: Access = Access.TEAM,
) -> tuple[Told, ...]:
    """Statements of the current view with one of `properties`, earliest logged first.

    With `items`, only those about these items, grouped by them; with `kinds`, only those that introduce an
    entity of these; with `naming`, only those that cite it, are about it or point at it.
    """
    question = _current(seen_by).where(_HELD.property.in_(properties))
    if kinds:
        question = question.where(_HELD.kind.in_(kinds))
    if naming is not None:
        rests = select(RESTS.c.subject).where(RESTS.c.target == naming)
        question = question.where(_HELD.id.in_(rests))
    if items is None:
        return _read(index, [question], seen_by)
    return _read(index, [question.where(_HELD.about_item.in_(some)) for some in batches(items)], seen_by)


def told_of(
    index: Index, statements: Iterable[Digest], *, seen_by: Access = Access.RESTRICTED
) -> tuple[Told, ...]:
    """The statements with these ids."""
    question = select(*_COLUMNS).where(_HELD.access <= rank(seen_by))
    return _read(index, [question.where(_HELD.id.in_(some)) for some in batches(statements)], seen_by)


def told_about(
    index: Index, entities: Iterable[Digest], *, seen_by: Access = Access.TEAM
) -> tuple[Told, ...]:
    """All that is said about statements or entities but reviews, earliest logged first."""
    question = _current(seen_by).where(_HELD.property != "review")
    return _read(
        index, [question.where(_HELD.about_statement.in_(some)) for some in batches(entities)], seen_by
    )


def told_by_rows(
    index: Index, media_types: Sequence[str], *, items: Sequence[Digest] | None = None, seen_by: Access
) -> tuple[Told, ...]:
    """What the lists of these types say about other items: each cites a row of a list."""
    lists = select(ITEMS.c.digest).where(ITEMS.c.media_type.in_(media_types))
    rests = select(RESTS.c.subject).where(RESTS.c.target.in_(lists))
    question = _current(seen_by).where(
        _HELD.id.in_(rests), _HELD.about_item.is_not(None), _HELD.about_item.not_in(lists)
    )
    if items is None:
        return _read(index, [question], seen_by)
    return _read(index, [question.where(_HELD.about_item.in_(some)) for some in batches(items)], seen_by)


def _current(seen_by: Access) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .where(_HELD.access <= rank(seen_by), is_current())
        .order_by(_HELD.at, _HELD.writer, _HELD.n)
    )


def _read(index: Index, questions: Iterable[Select[Any]], seen_by: Access) -> tuple[Told, ...]:
    with index.reading() as connection:
        rows = [row for question in questions for row in connection.execute(question)]
        reviews = reviews_of(connection, (row.id for row in rows))
        bodies = masked(connection, {row.id: row.body for row in rows}, seen_by)
    return tuple(_told(row, bodies[row.id], reviews.get(row.id, ())) for row in rows)


def _told(row: Row[Any], shown: str, reviews: Sequence[Reviewed]) -> Told:
    body = json.loads(shown)
    about = body["about"]
    return Told(
        Digest(row.id),
        row.at,
        row.property,
        Digest(about["item"]) if "item" in about else None,
        Digest(about["statement"]) if "statement" in about else None,
        _standing(row, body, [each.statement for each in reviews]),
        access_of(row.access),
        body,
    )


def _standing(row: Row[Any], body: dict[str, Any], reviews: Sequence[Statement]) -> Standing:
    if reviews:
        return standing(from_json(Statement, body), reviews)
    waits = row.recorded_by_kind == AgentKind.SOFTWARE and row.method in {"measured", "inferred"}
    return Standing.PROPOSED if waits else Standing.STATED


def cited_rows(body: Mapping[str, Any]) -> Iterator[tuple[Digest, int, str, str]]:
    """The rows of lists that a canonical statement cites: list, row number, sheet, column."""
    for cited in body["cites"]:
        for selector in cited.get("selectors", ()):
            if selector["type"] == "row":
                yield (
                    Digest(cited["item"]), selector["number"], selector.get("sheet", ""),
                    selector.get("column", ""),
                )  # fmt: skip
