"""What an asker may not see, kept out of rows that have no mark of their own or point at what is hidden.

A statement that a person opened may still cite a restricted video: the digest of that video is then
`WITHHELD` in what is shown. A reject has the mark of its item, and a path that is a hidden item's name is
itself hidden.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, and_, or_, select

from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.store.effective import batches
from tawthiq.store.marks import rank
from tawthiq.store.tables import ITEMS, REJECTS, RESTS, STATEMENTS, TASK_INPUTS, TASKS, TEXTS

WITHHELD = Digest("0" * 64)
"""Stands where the asker may not see which item or statement is meant."""


def masked(connection: Connection, bodies: Mapping[str, str], seen_by: Access) -> Mapping[str, str]:
    """The statements `bodies`, by id, without the names of items and statements hidden from the asker."""
    if seen_by is Access.RESTRICTED or not _anything_hidden(connection, seen_by):
        return bodies
    shown = dict(bodies)
    for statement, targets in _hidden_targets(connection, bodies, seen_by).items():
        for target in targets:
            shown[statement] = shown[statement].replace(target, WITHHELD)
    return shown


def hidden_among(connection: Connection, names: Iterable[str], seen_by: Access) -> frozenset[str]:
    """Those of the items and statements `names` that the asker may not see."""
    found: set[str] = set()
    for some in batches(names):
        for table, key in ((ITEMS, ITEMS.c.digest), (STATEMENTS, STATEMENTS.c.id)):
            found |= set(connection.scalars(select(key).where(key.in_(some), table.c.access > rank(seen_by))))
    return frozenset(found)


def reject_shown(seen_by: Access) -> ColumnElement[bool]:
    """Whether a row of `REJECTS` is shown: as its item is; without one, to the team."""
    open_items = select(ITEMS.c.digest).where(ITEMS.c.access <= rank(seen_by))
    without = () if seen_by is Access.PUBLIC else (REJECTS.c.item.is_(None),)
    seen = or_(REJECTS.c.item.in_(open_items), *without)
    return and_(seen, REJECTS.c.path.not_in(_hidden_names(seen_by)))


def task_shown(seen_by: Access) -> ColumnElement[bool]:
    """Whether a row of `TASKS` is shown: where none of its inputs is hidden."""
    hidden = select(TASK_INPUTS.c.task).join(ITEMS, ITEMS.c.digest == TASK_INPUTS.c.item)
    return TASKS.c.id.not_in(hidden.where(ITEMS.c.access > rank(seen_by)))


def _anything_hidden(connection: Connection, seen_by: Access) -> bool:
    """Whether the record holds anything that the asker may not see: in most there is nothing to mask."""
    hidden = (select(table.c.access).where(table.c.access > rank(seen_by)) for table in (ITEMS, STATEMENTS))
    return any(connection.scalar(each.limit(1)) is not None for each in hidden)


def _hidden_names(seen_by: Access) -> Select[tuple[str]]:
    """The names under which something hidden came."""
    held = STATEMENTS.c
    return (
        select(TEXTS.c.text)
        .join(STATEMENTS, held.id == TEXTS.c.statement)
        .where(held.property == "acquisition", TEXTS.c.part == "name")
        .where(or_(held.access > rank(seen_by), _item_access() > rank(seen_by)))
    )


def _item_access() -> ScalarSelect[int]:
    return select(ITEMS.c.access).where(ITEMS.c.digest == STATEMENTS.c.about_item).scalar_subquery()


def _hidden_targets(
    connection: Connection, statements: Iterable[str], seen_by: Access
) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for some in batches(statements):
        for table, key in ((ITEMS, ITEMS.c.digest), (STATEMENTS, STATEMENTS.c.id)):
            rows = connection.execute(
                select(RESTS.c.subject, RESTS.c.target)
                .join(table, key == RESTS.c.target)
                .where(RESTS.c.subject.in_(some), table.c.access > rank(seen_by))
            )
            for subject, target in rows:
                found[subject].add(target)
    return found
