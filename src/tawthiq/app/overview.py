"""What is in a record at a glance: every file, what became of it, and what waits for a person."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from threading import Lock

from tawthiq.app.care import graphic_items
from tawthiq.app.excluding import excluded
from tawthiq.app.families import holding_order, standing_families
from tawthiq.app.heads_left import HeadView, heads
from tawthiq.app.list_rows import LISTS
from tawthiq.app.table_families import family_places
from tawthiq.app.watch_tasks import watched_whole
from tawthiq.match.families import Family, compilations, distinct, first_held
from tawthiq.record.bodies import Reject
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access, Role
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.listings import (
    HeldItem,
    Said,
    held_items,
    lengths,
    pictures,
    said_about_items,
    totals,
)
from tawthiq.store.told import Told, told

_GIVEN = (Role.EVIDENCE, Role.SIDECAR)
"""What is given to us; the rest is made or written here."""

_FOOTAGE = {"video": 0, "audio": 1, "image": 2}
"""Footage stands before chats, lists and documents."""

_MAKING = Lock()


@dataclass(frozen=True, slots=True)
class FileView:
    """One item that came to us. `watched`: None where it is nothing that can be watched, or `excluded`.

    `excluded`: the rule that leaves it out, as somebody stated it; `graphic`: marked as hard to look at.
    `copies` are the other members of its family, where this one is the earliest held of them; `unique`: how
    many seconds no other member is known to show, None where it is of no family or its length is not known.
    """

    item: HeldItem
    names: tuple[str, ...]
    arrivals: int
    duration: Fraction | None
    picture: Digest | None
    watched: bool | None
    said: Said
    rejects: tuple[Reject, ...] = ()
    excluded: Told | None = None
    graphic: bool = False
    unique: Fraction | None = None
    copies: tuple["FileView", ...] = ()

    @property
    def aside(self) -> bool:
        """Whether it only explains other files: a mapping, or what a downloader wrote beside a film."""
        return self.item.role is Role.SIDECAR

    @property
    def access(self) -> Access:
        """Who may see it, in effect."""
        return self.item.access

    @property
    def name(self) -> str:
        """The name it first came under; the beginning of its digest where nobody gave one."""
        return self.names[0] if self.names else f"{self.item.digest[:12]}…"

    @property
    def unexplained(self) -> bool:
        """Whether it is a list of which nothing is said yet: a person has to say what its columns mean."""
        said = self.said.by_people + self.said.from_material
        return self.item.media_type in LISTS and not said and any(not r.where for r in self.rejects)

    @property
    def kind(self) -> str:
        """video, audio, image, text, application…"""
        return self.item.media_type.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole page as values. `files` are the items that came to us, copies folded under the earliest.

    A compilation stands under every recording it shows. `recordings`: distinct recordings found, that is
    videos less those known to show the footage of others.
    """

    files: tuple[FileView, ...]
    arrivals: int
    items: int
    recordings: int
    families: tuple[Family, ...]
    watched: int
    unwatched: int
    excluded: int
    statements: int
    proposals: int
    by_people: int
    rejects: tuple[Reject, ...]
    damage: int
    heads: tuple[HeadView, ...]
    entries: int


def overview(index: Index, *, seen_by: Access = Access.TEAM) -> Overview:
    """What `seen_by` may see of the record, today. Nothing stricter is shown, named or counted.

    A view is a pure function of the log: as long as that has not grown, the last one is handed out again, and
    who asks while it is being made waits for it.
    """
    with _MAKING:
        return _overview(index, seen_by, queries.entries(index))


@lru_cache(maxsize=len(Access))
def _overview(index: Index, seen_by: Access, entries: int) -> Overview:
    came = _came(index, seen_by)
    held = held_items(index, seen_by=seen_by)
    rows = [each for each in held if each.role in _GIVEN and each.digest in came]
    known = {each.digest for each in rows}
    found = standing_families(index, seen_by=seen_by)
    rejects = _rejects(index, known, seen_by)
    statements, proposals = totals(index, seen_by=seen_by)
    files = _files(index, rows, came, rejects, seen_by)
    videos = {f.item.digest for f in files if f.kind == "video"}
    return Overview(
        tuple(_folded(files, found, holding_order(index, seen_by=seen_by))),
        sum(f.arrivals for f in files),
        len(files),
        distinct(videos, found),
        found,
        sum(f.watched is True for f in files),
        sum(f.watched is False for f in files),
        sum(f.excluded is not None for f in files),
        statements,
        proposals,
        sum(f.said.by_people for f in files),
        rejects,
        len(queries.damage(index)),
        heads(index, seen_by=seen_by),
        entries,
    )


def _came(index: Index, seen_by: Access) -> Mapping[Digest, list[str]]:
    """By item, the names it came under, one an arrival, earliest first."""
    found: dict[Digest, list[str]] = defaultdict(list)
    for arrival in told(index, ("acquisition",), seen_by=seen_by):
        if arrival.item:
            found[arrival.item].append(arrival.value.get("name") or arrival.value.get("url", ""))
    return found


def _files(
    index: Index,
    rows: Sequence[HeldItem],
    came: Mapping[Digest, Sequence[str]],
    rejects: Sequence[Reject],
    seen_by: Access,
) -> list[FileView]:
    lasting, shown = lengths(index, seen_by=seen_by), pictures(index, seen_by=seen_by)
    said, watched = said_about_items(index, seen_by=seen_by), watched_whole(index, rows)
    left_out, hard = excluded(index, seen_by=seen_by), graphic_items(index)
    families = family_places(index, seen_by=seen_by)
    failed: dict[Digest, list[Reject]] = {}
    for reject in rejects:
        if reject.item:
            failed.setdefault(reject.item, []).append(reject)
    return [
        FileView(
            each,
            tuple(dict.fromkeys(came[each.digest])),
            len(came[each.digest]),
            lasting.get(each.digest),
            shown.get(each.digest),
            None if each.digest in left_out else watched.get(each.digest),
            said.get(each.digest, Said()),
            tuple(failed.get(each.digest, ())),
            left_out.get(each.digest),
            each.digest in hard,
            families[each.digest].unique if each.digest in families else None,
        )
        for each in rows
    ]


def _folded(
    files: Sequence[FileView], families: Sequence[Family], order: Mapping[Digest, int]
) -> Iterator[FileView]:
    """Footage first, each family under the member that is first in `order`."""
    by_item = {file.item.digest: file for file in files}
    compiled = compilations(families)
    groups = [group for family in families if (group := first_held(family, compiled, order))]
    under = {item for first, *others in groups for item in others}
    copies: dict[Digest, dict[Digest, FileView]] = defaultdict(dict)
    for first, *others in groups:
        copies[first] |= {item: by_item[item] for item in others}
    for file in sorted(files, key=lambda f: (f.aside, _FOOTAGE.get(f.kind, 9))):
        item = file.item.digest
        if item in copies or item not in under:
            yield replace(file, copies=tuple(copies[item].values())) if item in copies else file


def _rejects(index: Index, known: Set[Digest], seen_by: Access) -> tuple[Reject, ...]:
    """A reject names a file, so it is shown to whom its item is; without an item, to the team."""
    return tuple(
        reject
        for reject in queries.rejects(index)
        if (reject.item in known if reject.item else seen_by is not Access.PUBLIC)
    )
