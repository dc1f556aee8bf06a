"""The seconds that many statements speak of, without reading what each says: for cuts by the ten thousand."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from tawthiq.record.codec import from_json
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.review import OVERRULED, standing
from tawthiq.record.statement import Statement
from tawthiq.store.current import is_current
from tawthiq.store.effective import batches
from tawthiq.store.index import Index
from tawthiq.store.marks import rank
from tawthiq.store.queries.reviews import Reviewed, reviews_of
from tawthiq.store.tables import STATEMENTS


def standing_seconds(
    index: Index, term: str, items: Sequence[Digest], *, seen_by: Access = Access.RESTRICTED
) -> Mapping[Digest, list[float]]:
    """By item, the seconds of media time at which statements of property `term` begin, ascending.

    Of the current view, without those that somebody rejected, corrected or withdrew.
    """
    held = STATEMENTS.c
    question = (
        select(held.seq, held.about_item, held.start)  # all of them in one index: no statement is read
        .where(held.property == term, held.start.is_not(None))
        .where(held.access <= rank(seen_by), is_current())
    )
    with index.reading() as connection:
        asked = (question.where(held.about_item.in_(some)) for some in batches(items))
        rows = [row for each in asked for row in connection.execute(each)]
        fallen = _fallen(connection, term)
    found: dict[Digest, list[float]] = defaultdict(list)
    for seq, item, start in rows:
        if seq not in fallen:
            found[Digest(item)].append(start)
    return {item: sorted(seconds) for item, seconds in found.items()}


def _fallen(connection: Connection, term: str) -> frozenset[int]:
    """The rows of statements of property `term` that people's reviews overrule."""
    held, review = STATEMENTS.c, STATEMENTS.alias("review")
    reviewed = select(review.c.about_statement).where(review.c.property == "review")
    question = select(held.seq, held.id, held.body).where(held.id.in_(reviewed), held.property == term)
    rows = connection.execute(question).all()
    reviews = reviews_of(connection, (row.id for row in rows))
    return frozenset(
        row.seq
        for row in rows
        if standing(from_json(Statement, json.loads(row.body)), _said(reviews[row.id])) in OVERRULED
    )


def _said(reviews: Sequence[Reviewed]) -> list[Statement]:
    return [each.statement for each in reviews]
