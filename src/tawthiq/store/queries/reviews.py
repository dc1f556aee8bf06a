"""The reviews of statements, which decide how each stands; read by every view in one way."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from tawthiq.record.agent import Agent
from tawthiq.record.codec import from_json
from tawthiq.record.digest import Digest
from tawthiq.record.statement import Statement
from tawthiq.record.value import Review
from tawthiq.store.effective import batches
from tawthiq.store.index import Index
from tawthiq.store.queries.shown import logged, logged_by
from tawthiq.store.tables import STATEMENTS


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review as logged: its own id, and the statement that it is."""

    id: Digest
    statement: Statement


@dataclass(frozen=True, slots=True)
class Verdicted:
    """A verdict that was given, by whom, and the id of the statement that gives it."""

    id: Digest
    by: Agent
    review: Review


def reviews_of(
    connection: Connection, statements: Iterable[str], *, as_of: datetime | None = None
) -> Mapping[str, Sequence[Reviewed]]:
    """The reviews of each of `statements` that has any, in the order they were made, whoever asks."""
    found: dict[str, list[Reviewed]] = defaultdict(list)
    held = STATEMENTS.c
    for some in batches(statements):
        question = (
            select(held.about_statement, held.id, held.body)
            .where(held.about_statement.in_(some), held.property == "review")
            .where(logged_by(STATEMENTS, as_of))
            .order_by(*logged(STATEMENTS))
        )
        for about, name, body in connection.execute(question):
            found[about].append(Reviewed(Digest(name), from_json(Statement, json.loads(body))))
    return dict(found)


def verdicts(index: Index, statements: Iterable[Digest]) -> dict[Digest, tuple[Verdicted, ...]]:
    """The verdicts on each of `statements` that has any, in the order they were given."""
    with index.reading() as connection:
        found = reviews_of(connection, statements)
    return {
        Digest(about): tuple(
            Verdicted(each.id, each.statement.said_by, each.statement.value)
            for each in reviews
            if isinstance(each.statement.value, Review)
        )
        for about, reviews in found.items()
    }
