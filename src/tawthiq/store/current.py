"""The current view: what an earlier run of a stage said gives way to a later run on at least as much.

Nothing is withdrawn: an older statement that a person reviewed is still shown. What an earlier run could not
read gives way as well: the later one says again what it cannot.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, or_, select

from tawthiq.store.marks import micros
from tawthiq.store.tables import REJECTS, STATEMENTS, TASKS


def is_current(as_of: datetime | None = None) -> ColumnElement[bool]:
    """Whether a row of `STATEMENTS` is shown, now or as of a day."""
    review = STATEMENTS.alias("review")
    reviewed = exists().where(review.c.about_statement == STATEMENTS.c.id, review.c.property == "review")
    return or_(STATEMENTS.c.task.is_(None), STATEMENTS.c.task.not_in(_superseded(as_of)), reviewed)


def still_unread(as_of: datetime | None = None) -> ColumnElement[bool]:
    """Whether a row of `REJECTS` is shown, now or as of a day: no later run took the place of its own."""
    return or_(REJECTS.c.task.is_(None), REJECTS.c.task.not_in(_superseded(as_of)))


def _superseded(as_of: datetime | None) -> Select[tuple[str]]:
    old = select(TASKS.c.id).where(TASKS.c.superseded_at.is_not(None))
    return old if as_of is None else old.where(TASKS.c.superseded_at <= micros(as_of))
