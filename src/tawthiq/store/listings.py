"""What lists of many items need, one row an item, without decoding any statement."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import ColumnElement, and_, case, func, select

from tawthiq.record.agent import HUMAN
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access, Role
from tawthiq.record.media_time import parse_rational
from tawthiq.store.current import is_current
from tawthiq.store.effective import batches
from tawthiq.store.index import Index
from tawthiq.store.marks import access_of, rank
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


def lengths(
    index: Index, *, items: Iterable[Digest] | None = None, seen_by: Access = Access.TEAM
) -> dict[Digest, Fraction]:
    """The presented length of each item, or of each of `items`, that has one, in seconds; the latest."""
    held = STATEMENTS.c
    question = (
        select(held.about_item, held.body)
        .where(held.property == "media.duration", held.access <= rank(seen_by))
        .order_by(held.at, held.writer, held.n)
    )
    some = [question] if items is None else [question.where(held.about_item.in_(b)) for b in batches(items)]
    with index.reading() as connection:
        rows = [row for each in some for row in connection.execute(each)]
    said = [(item, json.loads(body)["value"]) for item, body in rows if item]
    return {Digest(item): parse_rational(value["amount"]) for item, value in said if "amount" in value}


def totals(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[int, int]:
    """How many statements there are, and how many of them software measured or inferred."""
    held = STATEMENTS.c
    machine = and_(held.recorded_by_kind == "software", held.method.in_(("measured", "inferred")))
    question = select(func.count(), func.coalesce(_sum(machine), 0)).where(held.access <= rank(seen_by))
    with index.reading() as connection:
        statements, proposals = connection.execute(question).one()
    return statements, proposals


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


def paths(index: Index, *, seen_by: Access = Access.TEAM) -> frozenset[str]:
    """Every name under which anything came that the asker may see."""
    held = STATEMENTS.c
    question = (
        select(TEXTS.c.text)
        .join(STATEMENTS, TEXTS.c.statement == held.id)
        .join(ITEMS, ITEMS.c.digest == held.about_item)
        .where(held.property == "acquisition", TEXTS.c.part == "name")
        .where(held.access <= rank(seen_by), ITEMS.c.access <= rank(seen_by))
    )
    with index.reading() as connection:
        return frozenset(connection.scalars(question))


def notes_among(index: Index, items: Iterable[Digest], *, seen_by: Access = Access.TEAM) -> frozenset[Digest]:
    """Those of `items` that are notes: what a person knew and wrote down, under no file's name."""
    held, found = ITEMS.c, set[Digest]()
    with index.reading() as connection:
        for some in batches(items):
            mine = select(held.digest).where(held.digest.in_(some), held.access <= rank(seen_by))
            found |= {Digest(each) for each in connection.scalars(mine.where(held.role == Role.NOTE.value))}
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class HeldItem:
    """An item that came from outside: its bytes by digest, and who may see it in effect."""

    digest: Digest
    size: int
    media_type: str
    role: Role
    access: Access


def held_items(
    index: Index, *, items: Sequence[Digest] | None = None, seen_by: Access = Access.TEAM
) -> tuple[HeldItem, ...]:
    """Evidence and what came with it, earliest logged first; what was made here did not arrive."""
    held = ITEMS.c
    arrived = select(STATEMENTS.c.about_item).where(STATEMENTS.c.property == "acquisition")
    question = (
        select(held.digest, held.size, held.media_type, held.role, held.access)
        .where(held.role.in_((Role.EVIDENCE.value, Role.SIDECAR.value)), held.access <= rank(seen_by))
        .where(held.digest.in_(arrived))
        .order_by(held.at, held.writer, held.n)
    )
    some = [question] if items is None else [question.where(held.digest.in_(b)) for b in batches(items)]
    with index.reading() as connection:
        rows = [row for each in some for row in connection.execute(each)]
    return tuple(
        HeldItem(Digest(r.digest), r.size, r.media_type, Role(r.role), access_of(r.access)) for r in rows
    )


def watchers(
    index: Index, properties: Sequence[str], *, seen_by: Access = Access.TEAM
) -> dict[Digest, frozenset[str]]:
    """By item, the people who wrote down one of `properties` about it."""
    held = STATEMENTS.c
    question = (
        select(held.about_item, held.recorded_by)
        .where(held.property.in_(properties), held.about_item.is_not(None))
        .where(held.recorded_by_kind.in_(HUMAN), held.access <= rank(seen_by))
        .distinct()
    )
    found: dict[Digest, set[str]] = defaultdict(set)
    with index.reading() as connection:
        for item, by in connection.execute(question):
            found[Digest(item)].add(by)
    return {item: frozenset(by) for item, by in found.items()}


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
