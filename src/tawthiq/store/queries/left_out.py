"""Questions about what is in no view: what could not be read, what is not lawful, what was disposed of."""

from dataclasses import dataclass

from sqlalchemy import select

from tawthiq.record.bodies import Disposal, Reject
from tawthiq.record.item import Access
from tawthiq.store.current import still_unread
from tawthiq.store.index import Index
from tawthiq.store.queries.shown import logged
from tawthiq.store.tables import DAMAGE, DISPOSALS, REJECTS
from tawthiq.store.withheld import reject_shown


@dataclass(frozen=True, slots=True)
class Damage:
    """A line that is not lawful, and so in no view."""

    writer: str
    n: int
    what: str


def rejects(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[Reject, ...]:
    """What could not be read and still cannot, by path."""
    held = REJECTS.c
    question = select(held.path, held.place, held.reason, held.stage, held.item, held.task)
    question = question.where(reject_shown(seen_by), still_unread())
    with index.reading() as connection:
        rows = connection.execute(question.order_by(held.path, *logged(REJECTS)))
        return tuple(Reject(*row) for row in rows)


def disposals(index: Index) -> tuple[Disposal, ...]:
    """What was disposed of, earliest first, whoever asks: names are gone, digests are not."""
    held = DISPOSALS.c
    question = select(held.of_writer, held.of_n, held.reason, held.ordered_by, held.item)
    with index.reading() as connection:
        rows = connection.execute(question.order_by(*logged(DISPOSALS)))
        return tuple(Disposal(*row) for row in rows)


def damage(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[Damage, ...]:
    """Lines of the log that no view shows because they are not lawful; what is wrong may quote them.

    So nobody but who may see everything is told more than which line it is, and the public nothing.
    """
    if seen_by is Access.PUBLIC:
        return ()
    with index.reading() as connection:
        rows = connection.execute(select(DAMAGE).order_by(DAMAGE.c.writer, DAMAGE.c.n))
        found = tuple(Damage(*row) for row in rows)
    closed = seen_by is not Access.RESTRICTED
    return tuple(Damage(d.writer, d.n, "not lawful") if closed else d for d in found)
