"""How much a record holds, and whether it holds what is named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, func, select, true

from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.store.current import is_current, still_unread
from tawthiq.store.effective import batches
from tawthiq.store.index import Index
from tawthiq.store.queries.shown import logged_by, shown
from tawthiq.store.tables import DISPOSALS, ITEMS, LINES, REJECTS, STATEMENTS, TASKS
from tawthiq.store.withheld import hidden_among, reject_shown, task_shown


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a record holds, for one asker and day.

    `by_property` counts all statements, `current_by_property` those of the current view, in which what a
    later run said anew counts once.
    """

    items: int
    statements: int
    proposals: int
    reviews: int
    rejects: int
    tasks: int
    unfinished: int
    disposals: int
    by_property: Mapping[str, int]
    current_by_property: Mapping[str, int]


def counts(index: Index, *, seen_by: Access = Access.TEAM, as_of: datetime | None = None) -> Counts:
    """How much the record holds, for who asks: the hidden is not counted, nor disposals for the public."""
    held = STATEMENTS.c
    visible = shown(STATEMENTS, seen_by, as_of)
    machine = and_(held.recorded_by_kind == "software", held.method.in_(("measured", "inferred")))
    with index.reading() as connection:
        properties = _by_property(connection, visible)
        tasks = logged_by(TASKS, as_of) & task_shown(seen_by)
        done = _count(connection, TASKS, tasks & (TASKS.c.complete == 1))
        unread = logged_by(REJECTS, as_of) & reject_shown(seen_by) & still_unread(as_of)
        disposed = _count(connection, DISPOSALS, logged_by(DISPOSALS, as_of))
        return Counts(
            items=_count(connection, ITEMS, shown(ITEMS, seen_by, as_of)),
            statements=sum(properties.values()),
            proposals=_count(connection, STATEMENTS, visible & machine),
            reviews=properties.get("review", 0),
            rejects=_count(connection, REJECTS, unread),
            tasks=done,
            unfinished=_count(connection, TASKS, tasks) - done,
            disposals=0 if seen_by is Access.PUBLIC else disposed,
            by_property=properties,
            current_by_property=_by_property(connection, visible & is_current(as_of)),
        )


def held(index: Index, names: Iterable[Digest]) -> frozenset[Digest]:
    """Those of `names` (items, statement ids, digests of rejects) that the log holds, whoever asks."""
    found: set[Digest] = set()
    with index.reading() as connection:
        for some in batches(names):
            question = select(LINES.c.subject).where(LINES.c.subject.in_(some))
            found |= {Digest(subject) for subject in connection.scalars(question)}
    return frozenset(found)


def hidden(index: Index, names: Iterable[Digest], *, seen_by: Access) -> frozenset[Digest]:
    """Those of `names` (items, statement ids) that are in the record and that the asker may not see."""
    with index.reading() as connection:
        return frozenset(map(Digest, hidden_among(connection, names, seen_by)))


def entries(index: Index) -> int:
    """Lines in all chains, whoever asks."""
    with index.reading() as connection:
        return _count(connection, LINES, true())


def written_of(index: Index, properties: Sequence[str]) -> tuple[int, ...]:
    """A number that only grows for each thing that could change what the current view says by `properties`.

    Statements of each of them, whoever asks, then completions of tasks that a later run took the place of.
    """
    held = STATEMENTS.c
    with index.reading() as connection:
        written = [_count(connection, STATEMENTS, held.property == each) for each in properties]
        return (*written, _count(connection, TASKS, TASKS.c.superseded_at.is_not(None)))


def _by_property(connection: Connection, where: ColumnElement[bool]) -> dict[str, int]:
    held = STATEMENTS.c
    question = select(held.property, func.count()).where(where).group_by(held.property)
    return dict(connection.execute(question.order_by(held.property)).all())


def _count(connection: Connection, table: Table, where: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(where)) or 0
