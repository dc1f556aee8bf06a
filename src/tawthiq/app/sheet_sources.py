"""The sources of an incident sheet: every item by a number, with its custody, stills and copies."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tawthiq.app.families import standing_families
from tawthiq.app.provenance import arrivals_told, provenances
from tawthiq.app.showing import rests_on
from tawthiq.match.parts import Part
from tawthiq.publish.sheet import Cite, SourceView, Still
from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotFound
from tawthiq.record.item import Access
from tawthiq.record.selector import Row, Seconds, Selector
from tawthiq.record.span import Span
from tawthiq.record.statement import Statement
from tawthiq.record.value import Link
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.listings import lengths
from tawthiq.store.objects import ObjectStore

_MOST_STILLS = 3
"""Pictures an item: a sheet is read on paper."""


@dataclass(slots=True)
class Sources:
    """Gives every item that is spoken of a number, in the order in which they are met."""

    index: Index
    seen_by: Access
    parts: Mapping[Digest, list[Span]]
    numbers: dict[Digest, int] = field(default_factory=dict)
    _homes: dict[Digest, list[tuple[Part, int]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for number, family in enumerate(standing_families(self.index, seen_by=self.seen_by)):
            for part in family.parts:
                self._homes[part.item].append((part, number))
        for item in self.parts:
            self.number(item)

    def number(self, item: Digest) -> int:
        """The number of an item on this sheet; 0 for one that its readers may not see."""
        if item not in self.numbers:
            try:
                queries.item(self.index, item, seen_by=self.seen_by)
            except NotFound:
                return 0
            self.numbers[item] = len(self.numbers) + 1
        return self.numbers[item]

    def cites(self, statement: Statement) -> tuple[Cite, ...]:
        """What a statement rests on, by numbers."""
        spans = rests_on(self.index, statement, self.seen_by)
        found = dict.fromkeys(self._cite(span) for span in spans)
        return tuple(cite for cite in found if not any(_narrows(other, cite) for other in found))

    def _cite(self, span: Span) -> Cite:
        number = self.number(span.item)
        return Cite(number, span.selectors if number else ())

    def origins(self, statement: Statement) -> frozenset[tuple[object, ...]]:
        """What a statement rests on: copies of a recording are one, posts of an export one each."""
        spans = rests_on(self.index, statement, self.seen_by)
        return frozenset(self._origin(span) for span in spans)

    def _origin(self, span: Span) -> tuple[object, ...]:
        second = float(span.seconds.start) if span.seconds else 0.0
        for part, number in self._homes.get(span.item, ()):
            if part.holds(second):
                return ("family", number)
        return (span.item, *(s for s in span.selectors if not isinstance(s, Seconds)))

    def views(self) -> Iterator[SourceView]:
        """Every source met so far, by its number."""
        lasting = lengths(self.index, seen_by=Access.RESTRICTED)
        known = provenances(self.index, seen_by=self.seen_by)
        for item, number in self.numbers.items():
            row = queries.item(self.index, item, seen_by=self.seen_by)
            spans = self.parts.get(item, [])
            yield SourceView(
                number,
                replace(row.item, access=row.access),
                arrivals_told(row, known),
                item in self.parts,
                tuple(dict.fromkeys(span.selectors for span in spans)),
                lasting.get(item),
                tuple(self._stills(item, spans)),
                tuple(n for other, n in self.numbers.items() if other != item and self._same(other, item)),
            )

    def _same(self, one: Digest, other: Digest) -> bool:
        first, second = ({number for _, number in self._homes.get(each, ())} for each in (one, other))
        return bool(first & second)

    def _stills(self, item: Digest, spans: Sequence[Span]) -> Iterator[Still]:
        """Key frames within the spans, else the last before them, which stands for that stretch."""
        rows = queries.statements(self.index, item=item, properties=("key-frame",), seen_by=self.seen_by)
        frames = [row.statement for row in rows if isinstance(row.statement.about, Span)]
        store = ObjectStore(self.index.layout)
        timed = [span for span in spans if span.seconds]
        for frame in _spread(_within(frames, timed or spans)):
            if isinstance(frame.value, Link) and frame.value.target in store:
                seconds = frame.about.seconds if isinstance(frame.about, Span) else None
                with store.open(frame.value.target) as file:
                    yield Still(file.read(), seconds.start if seconds else None)


def _narrows(one: Cite, other: Cite) -> bool:
    """Whether `one` says more exactly what `other` says: a second of the item, a cell of the row."""
    if one.number != other.number or one == other:
        return False
    rows = tuple(replace(s, column="") if isinstance(s, Row) else s for s in one.place)
    return not other.place or rows == other.place


def inside(about: Span, parts: Iterable[Span]) -> bool:
    """Whether what is spoken of lies in one of the spans that belong to the incident."""
    return any(about.item == part.item and _meets(about.selectors, part.selectors) for part in parts)


def _meets(about: tuple[Selector, ...], part: tuple[Selector, ...]) -> bool:
    if not part:
        return True
    mine, theirs = (next((s for s in group if isinstance(s, Seconds)), None) for group in (about, part))
    if mine is None or theirs is None:
        return about[: len(part)] == part
    begins_before = theirs.end is None or mine.start <= theirs.end
    return begins_before and (mine.end is None or mine.end >= theirs.start)


def parts_of(spans: Iterable[Span]) -> dict[Digest, list[Span]]:
    """The spans that belong, by item, in the order in which they were added."""
    found: dict[Digest, list[Span]] = defaultdict(list)
    for span in spans:
        found[span.item].append(span)
    return dict(found)


def _within(frames: Sequence[Statement], spans: Sequence[Span]) -> list[Statement]:
    held = [f for f in frames if isinstance(f.about, Span) and (not spans or inside(f.about, spans))]
    return held or _before(frames, min((s.seconds.start for s in spans if s.seconds), default=None))


def _before(frames: Sequence[Statement], second: Fraction | None) -> list[Statement]:
    """The last frame that begins before `second`, else the first of all."""
    starts = [(f, f.about.seconds.start) for f in frames if isinstance(f.about, Span) and f.about.seconds]
    earlier = [frame for frame, start in starts if second is not None and start < second]
    return earlier[-1:] or list(frames[:1])


def _spread(frames: Sequence[Statement]) -> Sequence[Statement]:
    step = max(1, -(-len(frames) // _MOST_STILLS))
    return frames[::step]
