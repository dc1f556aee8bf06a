"""What CONTENTS.csv and CONTENTS.html show: every item, how it came, its family, and what failed."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from tawthiq.record.bodies import Reject
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access, Item
from tawthiq.record.post import Acquisition
from tawthiq.record.review import Standing
from tawthiq.record.when import When
from tawthiq.record.written import rounded, written_time


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small JPEG and the second of media time it shows; None for a picture."""

    jpeg: bytes
    second: Fraction | None


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with all it came under, and what machines measured of it at a glance."""

    item: Item
    acquisitions: tuple[Acquisition, ...]
    duration: Fraction | None = None
    thumbnails: tuple[Thumbnail, ...] = ()
    damage: tuple[str, ...] = ()
    statements: int = 0

    @property
    def closed(self) -> bool:
        """Whether it is restricted: listed by digest only, without names and pictures, whoever asks."""
        return self.item.access is Access.RESTRICTED

    @property
    def names(self) -> tuple[str, ...]:
        """The names it came under, each once, in order of arrival."""
        return tuple(dict.fromkeys(a.name or a.url for a in self.acquisitions))


@dataclass(frozen=True, slots=True)
class LinkView:
    """One copy: from second to second of `short`, from second to second of `long`, ± error."""

    short: Digest
    start: Fraction
    end: Fraction
    long: Digest
    long_start: Fraction
    long_end: Fraction
    error: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class FamilyView:
    """Recordings that share footage, and the copies that join them."""

    members: tuple[Digest, ...]
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A head that was made of the record, and with whom it was left: whom and when, in somebody's words."""

    at: datetime
    digest: Digest
    left: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The whole page as values. `counts` are plain numbers by phrase (see phrases.py).

    A `public` edition calls items by number: digests would let anyone prove who holds which file.
    """

    title: str
    record: str
    built_at: datetime
    items: tuple[ItemView, ...]
    families: tuple[FamilyView, ...]
    rejects: tuple[Reject, ...]
    counts: tuple[tuple[str, int], ...]
    public: bool = False
    heads: tuple[HeadLine, ...] = ()


CSV_COLUMNS = (
    "sha256", "object", "media_type", "role", "access", "bytes", "seconds", "family", "name", "source", "url",
    "given_by", "how", "obtained", "consent", "limits", "earlier_custody", "modified",
)  # fmt: skip


def contents_csv(contents: Contents) -> str:
    """One line an arrival (an item that came twice has two), UTF-8 with BOM so that Excel reads Arabic."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    home = homes(contents.families)
    for view in contents.items:
        for acquisition in (not view.closed and view.acquisitions) or (None,):
            cells = _cells(view, acquisition, home.get(view.item.digest, ()), public=contents.public)
            writer.writerow([disarmed(cell) for cell in cells])
    return out.getvalue()


def homes(families: Iterable[FamilyView]) -> Mapping[Digest, tuple[int, ...]]:
    """By item, the numbers of its families, from 1: a compilation is of several."""
    found: dict[Digest, tuple[int, ...]] = {}
    for number, family in enumerate(families, start=1):
        for member in family.members:
            found[member] = (*found.get(member, ()), number)
    return found


def _cells(
    view: ItemView, acquisition: Acquisition | None, families: tuple[int, ...], *, public: bool
) -> Iterator[str]:
    item = view.item
    yield "" if public else item.digest
    yield "" if public else item.external or f"objects/{item.digest[:2]}/{item.digest}"
    yield from (item.media_type, str(item.role), str(item.access), str(item.size))
    yield "" if view.duration is None else str(rounded(float(view.duration), 3))
    yield " ".join(map(str, families))
    if acquisition is None:
        yield from [""] * 10
        return
    yield from (acquisition.name, acquisition.source, acquisition.url, acquisition.given_by, acquisition.how)
    yield shown(acquisition.obtained)
    yield from (acquisition.consent, acquisition.limits, acquisition.custody)
    yield shown(acquisition.modified)


def shown(when: When | None) -> str:
    """A time for a list: the words as stated, else the interval; empty where nothing is known."""
    if when is None:
        return ""
    bounds = [written_time(b) for b in dict.fromkeys((when.earliest, when.latest)) if b is not None]
    return when.stated or "/".join(bounds)


def disarmed(cell: str) -> str:
    """`cell` so that no spreadsheet runs it: an apostrophe before what begins a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
