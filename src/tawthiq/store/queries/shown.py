"""What every question to the index shares: who may see a row, what was logged by a day, and in which order.

`seen_by` hides what is stricter than the asker may see, today's marks applying to past days too: what
was restricted since stays hidden. `as_of` leaves out what was logged later.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, true

from tawthiq.record.item import Access
from tawthiq.store.marks import micros, rank


def logged(table: Table) -> tuple[ColumnElement[Any], ...]:
    """The order of the log: by time, then writer and line."""
    return table.c.at, table.c.writer, table.c.n


def logged_by(table: Table, as_of: datetime | None) -> ColumnElement[bool]:
    """Whether a row was logged by that day."""
    return true() if as_of is None else table.c.at <= micros(as_of)


def shown(table: Table, seen_by: Access, as_of: datetime | None = None) -> ColumnElement[bool]:
    """Whether `seen_by` may see a row of a table with access marks, as of that day."""
    return and_(table.c.access <= rank(seen_by), logged_by(table, as_of))
