"""What lists of many items need, one row an item, without decoding any statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, select

from tawthiq.record.digest import Digest
from tawthiq.record.item import Access, Role
from tawthiq.store.current import is_current
from tawthiq.store.effective import batches
from tawthiq.store.index import Index
from tawthiq.store.marks import rank
from tawthiq.store.tables import ITEMS, RESTS, STATEMENTS, TEXTS


@dataclass(frozen=True, slots=True)
class Said:
    """How much is said about one item: by people and lists, by the material, and by software as proposals."""

    by_people: int = 0
    from_material: int = 0
    proposals: int = 0


def pictures(index: Index, *, seen_by: Access = Access.TEAM) -> Mapping[Digest, Digest]:
    """The first picture made of each item, by the item."""
    held = ITEMS.c
    question = (
        select(RESTS.c.target, RESTS.c.subject)
        .join(ITEMS, held.digest == RESTS.c.subject)
        .where(held.role == Role.PICTURE.value, held.access <= rank(seen_by))
        .order_by(held.at, held.writer, held.n)
    )
    found: dict[Digest, Digest] = {}
    with index.reading() as connection:
        for item, picture in connection.execute(question):
            found.setdefault(Digest(item), Digest(picture))
    return found


def said_about_items(index: Index, *, seen_by: Access = Access.TEAM) -> Mapping[Digest, Said]:
    """How much the current view says about each item that anything is said about."""
    held = STATEMENTS.c
    by_software = held.recorded_by_kind == "software"
    proposed = and_(by_software, held.method.in_(("measured", "inferred")))
    question = (
        select(
            held.about_item,
            _sum(~by_software),
            _sum(and_(by_software, held.method == "parsed", held.said_by_kind != "software")),
            _sum(proposed),
        )
        .where(held.about_item.is_not(None), held.access <= rank(seen_by), is_current())
        .group_by(held.about_item)
    )
    with index.reading() as connection:
        return {Digest(row[0]): Said(*row[1:]) for row in connection.execute(question)}


def names(index: Index, items: Iterable[Digest], *, seen_by: Access = Access.TEAM) -> dict[Digest, str]:
    """The name each of `items` first came under; its first digits where it has none. None of the unseen."""
    held, found = STATEMENTS.c, dict[Digest, str]()
    with index.reading() as connection:
        for some in batches(sorted(items)):
            shown = select(ITEMS.c.digest).where(ITEMS.c.digest.in_(some), ITEMS.c.access <= rank(seen_by))
            found |= {Digest(each): f"{each[:12]}…" for each in connection.scalars(shown)}
            named = (
                select(held.about_item, TEXTS.c.text)
                .join(TEXTS, TEXTS.c.statement == held.id)
                .where(held.about_item.in_(some), held.property == "acquisition", TEXTS.c.part == "name")
                .where(held.access <= rank(seen_by))
                .order_by(held.at.desc(), held.writer.desc(), held.n.desc())
            )
            found |= {Digest(row[0]): row[1] for row in connection.execute(named)}
    return found


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
