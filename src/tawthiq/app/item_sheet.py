"""Everything about one item: how it came, what is said of it and by whom, its copies, its bytes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tawthiq.app.families import standing_copies
from tawthiq.app.family_view import Member, families_with
from tawthiq.app.footage_clock import FootageClock, footage_clock
from tawthiq.app.provenance import arrivals_told, provenances
from tawthiq.record.bodies import Reject
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.measure import Exact, Overlap
from tawthiq.record.post import Acquisition
from tawthiq.record.review import Standing
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.queries import ItemRow, StatementRow
from tawthiq.store.search import Hit, search

_CONTAINER = (
    "media.",
    "exif.",
    "file.",
    "page.",
    "same-bytes",
    "preserved-capture",
    "derived-from",
    "x.page.",
)
_APART = ("acquisition", "key-frame", "track.", "same-footage", "viewing", "access")
"""Shown in places of their own, or as pictures and lanes."""

_MOST = 2000
"""Statements listed on one page; the rest is told of, and found by search."""


@dataclass(frozen=True, slots=True)
class CopyView:
    """One copy: from second to second here, and of the other item what those show. `statement` says so."""

    statement: StatementRow
    here: tuple[Fraction, Fraction]
    other: Digest
    there: tuple[Fraction, Fraction]

    @property
    def how(self) -> tuple[str, ...]:
        """What the one has that the other has not: keys of words, such as "copy-mirror"."""
        value = self.statement.statement.value
        if not isinstance(value, Overlap):
            return ()
        turned = (f"copy-{name.split(' ')[0]}" for name in value.transform)
        sound = (f"copy-sound-{value.sound}",) if value.sound in {"replaced", "absent"} else ()
        return (*turned, *sound)


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """`arrivals`: how it came, filled by what is said of its source. `account`: what is seen, heard or said,
    by its second; `facts`: what file and platform state.

    `proposals` are the machine's of the account that nobody has reviewed. `resting`: statements about
    other things, such as people, that rest on this item. A compilation is of several `families`.
    `left_out`: how many more there are.
    """

    row: ItemRow
    arrivals: tuple[Acquisition, ...]
    clock: FootageClock | None
    duration: Fraction | None
    account: tuple[StatementRow, ...]
    proposals: tuple[StatementRow, ...]
    facts: tuple[StatementRow, ...]
    resting: tuple[StatementRow, ...]
    viewings: tuple[StatementRow, ...]
    copies: tuple[CopyView, ...]
    families: tuple[tuple[Member, ...], ...]
    rejects: tuple[Reject, ...]
    left_out: int = 0

    @property
    def name(self) -> str:
        """The name it first came under; the beginning of its digest where nobody gave one."""
        return next(iter(self.row.names), f"{self.row.item.digest[:12]}…")


def item_sheet(index: Index, name: str, *, seen_by: Access = Access.TEAM) -> ItemSheet:
    """The sheet of the item whose digest begins with `name`. Raises NotFound where it is not shown."""
    row = queries.item(index, name, seen_by=seen_by)
    digest = row.item.digest
    about = queries.statements(index, item=digest, seen_by=seen_by, limit=_MOST + 1)
    resting = queries.statements(index, citing=digest, seen_by=seen_by, limit=_MOST + 1)
    known = {each.id for each in about}
    left_out = sum(len(each) > _MOST for each in (about, resting))
    facts = tuple(r for r in about if r.statement.property.startswith(_CONTAINER))
    told = tuple(
        r for r in about if r not in facts and not r.statement.property.startswith((*_APART, "review"))
    )
    waiting = tuple(r for r in told if r.standing is Standing.PROPOSED)
    copies = standing_copies(index, seen_by=seen_by)
    return ItemSheet(
        row,
        arrivals_told(row, provenances(index, seen_by=seen_by)),
        footage_clock(index, digest, seen_by=seen_by),
        _duration(facts),
        tuple(r for r in told if r.standing is not Standing.PROPOSED),
        waiting,
        facts,
        tuple(r for r in resting if r.id not in known and _is_shown(r)),
        tuple(r for r in about if r.statement.property == "viewing"),
        tuple(_copies(copies, digest)),
        families_with(index, digest, copies, seen_by=seen_by),
        tuple(r for r in queries.rejects(index) if r.item == digest),
        left_out,
    )


def statement_history(
    index: Index, name: str, *, seen_by: Access
) -> tuple[StatementRow, tuple[StatementRow, ...]]:
    """A statement, and all that was said about it in the order it was said. Raises NotFound."""
    row = queries.statement(index, name, seen_by=seen_by)
    about = queries.statements(index, about=row.id, current=False, seen_by=seen_by)
    return row, tuple(sorted(about, key=lambda each: (each.at, each.writer, each.n)))


def found(index: Index, query: str, *, seen_by: Access, limit: int) -> tuple[tuple[Hit, StatementRow], ...]:
    """Statements with the words of `query`, however they are spelt, each with the statement itself."""
    hits = search(index, query, seen_by=seen_by, limit=limit)
    once = {hit.statement: hit for hit in reversed(hits)}
    rows = {row.id: row for row in queries.statements_by_id(index, tuple(once), seen_by=seen_by)}
    return tuple((once[hit], rows[hit]) for hit in dict.fromkeys(h.statement for h in hits) if hit in rows)


def _is_shown(row: StatementRow) -> bool:
    return not row.statement.property.startswith((*_APART, *_CONTAINER, "review"))


def _duration(facts: Sequence[StatementRow]) -> Fraction | None:
    said = (r.statement.value for r in facts if r.statement.property == "media.duration")
    return next((v.amount for v in said if isinstance(v, Exact)), None)


def _copies(rows: Iterable[StatementRow], item: Digest) -> Iterable[CopyView]:
    for row in rows:
        about, value = row.statement.about, row.statement.value
        if not (isinstance(about, Span) and isinstance(value, Overlap)):
            continue
        short = ((value.start - value.offset) / value.rate, (value.end - value.offset) / value.rate)
        long = (value.start, value.end)
        if about.item == item:
            yield CopyView(row, short, value.other, long)
        elif value.other == item:
            yield CopyView(row, long, about.item, short)
