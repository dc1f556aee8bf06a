"""Families of copies as people left them: what every view of copies begins with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from tawthiq.match.families import Family, families
from tawthiq.match.frame import WHOLE, Frame
from tawthiq.match.seams import End, Shared
from tawthiq.match.terms import COPY, SAME_SOUND
from tawthiq.match.unique import Stretch
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.measure import Overlap
from tawthiq.record.media_time import parse_rational
from tawthiq.record.review import OVERRULED
from tawthiq.record.selector import Region
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.listings import held_items, lengths
from tawthiq.store.moments import standing_seconds
from tawthiq.store.queries import StatementRow
from tawthiq.store.told import Told, told

_ORDERED_BY = ("acquisition", "media.duration", "access", "review")
"""What tells which member of a family stands first, to whom."""

_JOINED_BY = ("shot.cut", "media.duration", "review")
"""What tells, beside the copies themselves, which families they join."""


def standing_copies(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[StatementRow, ...]:
    """The statements of same footage that nobody has rejected or withdrawn."""
    return _standing(index, COPY, seen_by)


def standing_sounds(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[StatementRow, ...]:
    """The statements of same sound that nobody has rejected, corrected or withdrawn."""
    return _standing(index, SAME_SOUND, seen_by)


def told_copies(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[Told, ...]:
    """As `standing_copies`, undecoded: for pages over thousands of items."""
    return tuple(row for row in told(index, (COPY,), seen_by=seen_by) if row.stands)


def standing_families(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[Family, ...]:
    """The families that the standing copies join; the last ones again as long as the log has not grown."""
    return _families(index, seen_by, queries.entries(index))


@lru_cache(maxsize=len(Access))
def _families(index: Index, seen_by: Access, entries: int) -> tuple[Family, ...]:
    return families_told(index, told_copies(index, seen_by=seen_by))


def sound_families(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[Family, ...]:
    """Recordings that share a sound, in whatever pictures: they stay recordings of their own."""
    rows = told(index, (SAME_SOUND,), seen_by=seen_by)
    return families([copy for row in rows if row.stands and (copy := shared(row))], {}, {}, SAME_SOUND)


def families_told(index: Index, copies: Iterable[Told]) -> tuple[Family, ...]:
    """The families that `copies` join, compilations divided at their seams.

    Cuts and lengths are looked up whoever asks: they tell nothing that the copies do not.
    """
    found = tuple(copy for row in copies if (copy := shared(row)))
    return _joined(index, found, queries.written_of(index, _JOINED_BY))


@lru_cache(maxsize=len(Access))
def _joined(index: Index, copies: tuple[Shared, ...], written: tuple[int, ...]) -> tuple[Family, ...]:
    """The last ones again as long as no cut, length or review was `written`: cuts come by the thousand."""
    items = tuple({end.item for copy in copies for end in (copy.one, copy.other)})
    lasting = lengths(index, items=items, seen_by=Access.RESTRICTED)
    seconds = {item: float(length) for item, length in lasting.items()}
    return families(copies, _cuts(index, items), seconds)


def holding_order(index: Index, *, seen_by: Access = Access.TEAM) -> Mapping[Digest, int]:
    """Every item that came to us, by who stands first in a family: what came with an earlier source.

    Of one source the longest: its files came together, and in which order they were copied in says nothing.
    The last order again as long as nothing came or was measured since.
    """
    return _order(index, seen_by, queries.written_of(index, _ORDERED_BY))


@lru_cache(maxsize=len(Access))
def _order(index: Index, seen_by: Access, written: tuple[int, ...]) -> Mapping[Digest, int]:
    held = [each.digest for each in held_items(index, seen_by=seen_by)]
    sources: dict[Digest, str] = {}
    for arrival in told(index, ("acquisition",), seen_by=seen_by):
        if arrival.item is not None:
            sources.setdefault(arrival.item, arrival.value.get("source", ""))
    began = {source: at for at, source in enumerate(dict.fromkeys(sources.values()))}
    lasting = lengths(index, seen_by=seen_by)
    ranked = sorted(held, key=lambda item: (began.get(sources.get(item, ""), 0), -lasting.get(item, 0)))
    return {item: at for at, item in enumerate(ranked)}


def shared(copy: Told) -> Shared | None:
    """What a statement of a copy says that two items share; None where it is about no item."""
    value = copy.value
    if copy.item is None or value["type"] != Overlap.TAG:
        return None
    other = Digest(value["other"])
    there: Mapping[str, Any] = next((c for c in copy.body["cites"] if c.get("item") == other), {})
    here, beyond = stretches(value)
    return Shared(
        End(copy.item, _floats(here), _region(copy.body["about"])),
        End(other, _floats(beyond), _region(there)),
    )


def stretches(value: Mapping[str, Any]) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]:
    """The seconds here and there of an overlap's canonical object."""
    start, end, offset = (parse_rational(value[name]) for name in ("start", "end", "offset"))
    rate = parse_rational(value.get("rate", "1"))
    return ((start - offset) / rate, (end - offset) / rate), (start, end)


def covered_by_others(copies: Sequence[StatementRow]) -> Mapping[Digest, list[Stretch]]:
    """Seconds of each item that another has too, from both sides of every copy."""
    covered: dict[Digest, list[Stretch]] = defaultdict(list)
    for row in copies:
        about, value = row.statement.about, row.statement.value
        if not isinstance(about, Span) or not isinstance(value, Overlap):
            continue
        covered[value.other].append((float(value.start), float(value.end)))
        if about.seconds and about.seconds.end is not None:
            covered[about.item].append((float(about.seconds.start), float(about.seconds.end)))
    return covered


def _standing(index: Index, term: str, seen_by: Access) -> tuple[StatementRow, ...]:
    rows = queries.statements(index, properties=(term,), seen_by=seen_by)
    return tuple(row for row in rows if row.standing not in OVERRULED)


def _cuts(index: Index, items: Sequence[Digest]) -> Mapping[Digest, list[float]]:
    """The seconds of each item at which a shot ends, as nobody has rejected them."""
    return standing_seconds(index, "shot.cut", items)


def _floats(stretch: tuple[Fraction, Fraction]) -> Stretch:
    return float(stretch[0]), float(stretch[1])


def _region(span: Mapping[str, Any]) -> Frame:
    """The region of a span's canonical object; all of the picture where it names none."""
    named = (s for s in span.get("selectors", ()) if s["type"] == Region.TAG)
    found = next(named, None)
    return Frame(*(float(found[side]) for side in ("x", "y", "width", "height"))) if found else WHOLE
