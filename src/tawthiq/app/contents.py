"""CONTENTS.csv and CONTENTS.html, remade from the record by every build."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tawthiq.app.families import standing_copies, standing_families
from tawthiq.app.heads_left import HeadView, heads
from tawthiq.app.provenance import arrivals_told, provenances
from tawthiq.match.families import Family, distinct
from tawthiq.publish.contents import (
    Contents,
    FamilyView,
    HeadLine,
    ItemView,
    LinkView,
    Thumbnail,
    contents_csv,
)
from tawthiq.publish.pages import contents_html
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.measure import Overlap
from tawthiq.record.span import Span
from tawthiq.record.value import EntityKind, Introduction, Link, Text
from tawthiq.record.when import When
from tawthiq.record.written import plain
from tawthiq.store import queries
from tawthiq.store.durable import place
from tawthiq.store.index import Index
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout
from tawthiq.store.listings import lengths
from tawthiq.store.objects import ObjectStore
from tawthiq.store.queries import ItemRow, StatementRow

_SHOWN_PICTURES = 4
"""Thumbnails an item: enough to tell it from another, few enough for one page."""


def write_contents(index: Index) -> None:
    """Rewrites both lists in the record's folder, each whole or not at all. Raises WriteFailed."""
    layout = index.layout
    for name, text in _lists(contents_of(index)):
        place(layout.root / name, text.encode(), layout.incoming)


def export_contents(folder: Path, out: Path, seen_by: Access) -> tuple[Path, ...]:
    """Both lists of the record in `folder`, as `seen_by` may see them, in the folder `out`."""
    with open_index(open_layout(folder)) as index:
        lists = tuple(_lists(contents_of(index, seen_by)))
    for name, text in lists:
        place(out / name, text.encode(), out)
    return tuple(out / name for name, _ in lists)


def _lists(contents: Contents) -> Iterable[tuple[str, str]]:
    yield "CONTENTS.csv", contents_csv(contents)
    yield "CONTENTS.html", contents_html(contents)


def contents_of(index: Index, seen_by: Access = Access.TEAM) -> Contents:
    """Everything the two lists show to `seen_by`.

    To the team what is restricted is listed by digest only, since whoever holds the folder can count its
    objects; to the public it is not there.
    """
    rows = queries.items(index, seen_by=seen_by)
    copies = standing_copies(index, seen_by=seen_by)
    rejects = queries.rejects(index, seen_by=seen_by)
    joined = standing_families(index, seen_by=seen_by)
    found = [FamilyView(f.members, tuple(_links(copies, f.members))) for f in joined if f.is_shared]
    return Contents(
        index.layout.title,
        index.layout.id,
        datetime.now(UTC).replace(microsecond=0),
        (*_item_views(index, rows, seen_by), *_closed_views(index, rows, seen_by)),
        tuple(found),
        rejects,
        tuple(_counts(index, rows, joined, len(rejects), seen_by)),
        public=seen_by is Access.PUBLIC,
        heads=tuple(_head_line(view) for view in heads(index, seen_by=seen_by)),
    )


def _head_line(view: HeadView) -> HeadLine:
    head, said = view.signed.head, [each.statement() for each in view.left]
    left = tuple((s.value.text, _day(s.said_at)) for s in said if isinstance(s.value, Text))
    return HeadLine(head.at, head.digest, left)


def _day(when: When | None) -> str:
    return when.stated if when else ""


def people(index: Index, seen_by: Access = Access.TEAM) -> int:
    """How many persons and households were introduced; an incident or event is neither."""
    values = (r.statement.value for r in queries.statements(index, properties=("entity",), seen_by=seen_by))
    kinds = (value.kind for value in values if isinstance(value, Introduction))
    return sum(kind in {EntityKind.PERSON, EntityKind.HOUSEHOLD} for kind in kinds)


def _counts(
    index: Index, rows: Sequence[ItemRow], found: Sequence[Family], rejects: int, seen_by: Access
) -> Iterable[tuple[str, int]]:
    counts = queries.counts(index, seen_by=seen_by)
    recordings = [r for r in rows if r.item.role is Role.EVIDENCE and r.item.media_type.startswith("video/")]
    videos = {r.item.digest for r in recordings}
    yield "items", sum(bool(r.acquisitions) for r in rows)
    yield "acquisitions", counts.by_property.get("acquisition", 0)
    yield "recordings", distinct(videos, found)
    yield "families", sum(family.is_shared for family in found)
    yield "posts", counts.current_by_property.get("post", 0)
    yield "people", people(index, seen_by)
    yield "statements", counts.statements
    yield "proposals", counts.proposals
    yield "rejects", rejects


def _closed_views(index: Index, shown: Sequence[ItemRow], seen_by: Access) -> Iterable[ItemView]:
    if seen_by is Access.PUBLIC:
        return
    known = {row.item.digest for row in shown}
    for row in queries.items(index, seen_by=Access.RESTRICTED):
        if row.item.digest not in known:
            yield ItemView(_marked(row), ())


def _marked(row: ItemRow) -> Item:
    """The item with its access in effect today, which is what a reader must be told."""
    return replace(row.item, access=row.access)


def _item_views(index: Index, rows: Sequence[ItemRow], seen_by: Access) -> Iterable[ItemView]:
    lasting = lengths(index, seen_by=Access.RESTRICTED)
    pictures = _by_item(queries.statements(index, properties=("key-frame",), seen_by=seen_by))
    damages = _by_item(queries.statements(index, properties=("media.damage",), seen_by=seen_by))
    store, known = ObjectStore(index.layout), provenances(index, seen_by=seen_by)
    for row in rows:
        digest = row.item.digest
        said = (d.statement.value for d in damages.get(digest, ()))
        yield ItemView(
            _marked(row),
            arrivals_told(row, known),
            lasting.get(digest),
            tuple(_thumbnails(store, pictures.get(digest, ()))),
            tuple(d.text for d in said if isinstance(d, Text)),
        )


def _thumbnails(store: ObjectStore, rows: Sequence[StatementRow]) -> Iterable[Thumbnail]:
    """Evenly chosen among the key frames, the first always."""
    step = max(1, -(-len(rows) // _SHOWN_PICTURES))
    for row in rows[::step]:
        value, about = row.statement.value, row.statement.about
        if isinstance(value, Link) and isinstance(about, Span) and value.target in store:
            with store.open(value.target) as file:
                yield Thumbnail(file.read(), about.seconds.start if about.seconds else None)


def _by_item(rows: Iterable[StatementRow]) -> Mapping[Digest, list[StatementRow]]:
    found: dict[Digest, list[StatementRow]] = defaultdict(list)
    for row in rows:
        if isinstance(row.statement.about, Span):
            found[row.statement.about.item].append(row)
    return found


def _links(copies: Iterable[StatementRow], members: Sequence[Digest]) -> Iterable[LinkView]:
    for row in copies:
        about, value = row.statement.about, row.statement.value
        if isinstance(about, Span) and isinstance(value, Overlap) and {about.item, value.other} <= {*members}:
            start = (value.start - value.offset) / value.rate
            end = (value.end - value.offset) / value.rate
            yield LinkView(
                about.item, start, end, value.other, value.start, value.end, plain(value.error), row.standing
            )
