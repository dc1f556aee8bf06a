"""The current view: what an earlier run of a stage said gives way to a later run on at least as much.

Nothing is withdrawn: an older statement that a person reviewed is still shown.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select

from tawthiq.store.marks import micros
from tawthiq.store.tables import STATEMENTS, TASKS


def is_current(as_of: datetime | None = None) -> ColumnElement[bool]:
    """Whether a row of `STATEMENTS` is shown, now or as of a day."""
    review = STATEMENTS.alias("review")
    old = select(TASKS.c.id).where(TASKS.c.superseded_at.is_not(None))
    if as_of is not None:
        old = old.where(TASKS.c.superseded_at <= micros(as_of))
    reviewed = exists().where(review.c.about_statement == STATEMENTS.c.id, review.c.property == "review")
    return or_(STATEMENTS.c.task.is_(None), STATEMENTS.c.task.not_in(old), reviewed)
