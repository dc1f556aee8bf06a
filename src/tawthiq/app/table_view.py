"""The table: one row an item, with all that a person sorts, filters and edits by.

Everything is read in a handful of questions over all items, and no statement is decoded that no cell shows:
a page of 2,000 rows must not read the 200,000 statements of a large record.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tawthiq.app.claims import Claim, claim, entities
from tawthiq.app.list_rows import ListRow, list_rows
from tawthiq.app.table_families import FamilyPlace, family_places
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.media_time import parse_rational
from tawthiq.record.value import EntityKind
from tawthiq.store.index import Index
from tawthiq.store.listings import HeldItem, held_items, watchers
from tawthiq.store.told import Told, told

TIMES = ("time", "media.clock", "exif.time", "file.time", "page.uploaded")
"""Who claims what time: a person, the container, the picture, the file, the platform."""

PLACES = ("place", "media.location", "exif.location")

WATCHING = ("observation", "transcription", "translation")
"""What a person can only write who looked or listened."""

_SHOWN = ("tag", "note", *TIMES, *PLACES, "media.damage")
_GLANCED = ("acquisition", "media.duration", "key-frame", "part-of")


@dataclass(frozen=True, slots=True)
class TableRow:
    """An item and what its cells show; `length` in seconds, None where it has none or none was measured.

    `thumbnail` is the digest of a picture in the record, `watched_by` the people who wrote something only
    a viewer can, `incidents` ids with labels.
    """

    item: HeldItem
    names: tuple[str, ...]
    length: Fraction | None
    thumbnail: Digest | None
    times: tuple[Claim, ...]
    places: tuple[Claim, ...]
    tags: tuple[Claim, ...]
    notes: tuple[Claim, ...]
    damage: tuple[Claim, ...]
    incidents: tuple[tuple[Digest, str], ...]
    family: FamilyPlace | None
    watched_by: tuple[str, ...]
    list_rows: tuple[ListRow, ...]


def table_rows(
    index: Index, items: Sequence[Digest] | None = None, *, seen_by: Access = Access.TEAM
) -> tuple[TableRow, ...]:
    """The rows of `items`, or of all that came from outside; earliest logged first."""
    held = held_items(index, items=items, seen_by=seen_by)
    wanted = None if items is None else [each.digest for each in held]
    glanced = _by_item(told(index, _GLANCED, items=wanted, seen_by=seen_by))
    shown = _by_item(told(index, _SHOWN, items=wanted, seen_by=seen_by))
    incidents = {e.id: e.label for e in entities(index, EntityKind.INCIDENT, seen_by=seen_by)}
    families = family_places(index, seen_by=seen_by)
    lists = list_rows(index, wanted, seen_by=seen_by)
    seen = watchers(index, WATCHING, seen_by=seen_by)
    return tuple(
        _row(
            each,
            glanced[each.digest],
            tuple(claim(row) for row in shown[each.digest]),
            incidents,
            families.get(each.digest),
            tuple(sorted(seen.get(each.digest, ()))),
            lists.get(each.digest, ()),
        )
        for each in held
    )


def _row(
    item: HeldItem,
    glanced: Iterable[Told],
    shown: tuple[Claim, ...],
    incidents: Mapping[Digest, str],
    family: FamilyPlace | None,
    watched_by: tuple[str, ...],
    lists: tuple[ListRow, ...],
) -> TableRow:
    values: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in glanced:
        values[row.property].append(row.value)
    lengths = [parse_rational(v["amount"]) for v in values["media.duration"] if "amount" in v]
    parts = dict.fromkeys(Digest(v["target"]) for v in values["part-of"] if v.get("target") in incidents)
    return TableRow(
        item,
        tuple(dict.fromkeys(v.get("name") or v.get("url", "") for v in values["acquisition"])),
        lengths[-1] if lengths else None,
        _thumbnail(item, values["key-frame"]),
        _in_order(shown, TIMES),
        _in_order(shown, PLACES),
        _in_order(shown, ("tag",)),
        _in_order(shown, ("note",)),
        _in_order(shown, ("media.damage",)),
        tuple((part, incidents[part]) for part in parts),
        family,
        watched_by,
        lists,
    )


def _thumbnail(item: HeldItem, key_frames: Sequence[Mapping[str, str]]) -> Digest | None:
    return Digest(key_frames[0]["target"]) if key_frames and "target" in key_frames[0] else None


def _in_order(claims: Iterable[Claim], properties: Sequence[str]) -> tuple[Claim, ...]:
    """Claims of `properties`, in the order of these."""
    wanted = [each for each in claims if each.property in properties]
    return tuple(sorted(wanted, key=lambda c: properties.index(c.property)))


def _by_item(rows: Iterable[Told]) -> Mapping[Digest, list[Told]]:
    """The rows that stand, by the item they are about."""
    found: dict[Digest, list[Told]] = defaultdict(list)
    for row in rows:
        if row.item is not None and row.stands:
            found[row.item].append(row)
    return found
