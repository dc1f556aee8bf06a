"""An event as its page shows it: the recordings that hold it, where each lies on its clock, copies folded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tawthiq.app.claims import Entity, entities
from tawthiq.app.events import line_of, standing_moments
from tawthiq.app.families import standing_families
from tawthiq.match.event_clock import OUTLIER_SECONDS, residual
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.value import EntityKind
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.listings import lengths
from tawthiq.store.told import Told, told


@dataclass(frozen=True, slots=True)
class Folded:
    """A copy that is folded under its recording."""

    item: Digest
    name: str


@dataclass(frozen=True, slots=True)
class Join:
    """A statement that two recordings of an event heard one moment, and by how much it misses the clock.

    `off` seconds, signed; None where one of the two is not placed.
    """

    statement: Digest
    one: Digest
    other: Digest
    off: float | None

    @property
    def is_outlier(self) -> bool:
        """Whether it contradicts the clock: no distance within a scene explains so much."""
        return self.off is not None and abs(self.off) > OUTLIER_SECONDS


@dataclass(frozen=True, slots=True)
class Camera:
    """A recording of an event. Time on the event's clock = `rate` × its own + `offset`, within ± `error`.

    `offset` is None where nothing places it. `part` and `time` are the statements that say so; `copies` what
    shows the same footage.
    """

    item: Digest
    name: str
    media_type: str
    seconds: Fraction
    part: Told
    time: Told | None
    copies: tuple[Folded, ...]

    @property
    def offset(self) -> Fraction | None:
        """Where its second 0 lies on the event's clock, in seconds."""
        return Fraction(self.time.value["offset"]) if self.time else None

    @property
    def rate(self) -> Fraction:
        """Seconds of the event's clock for one of its own."""
        return Fraction(self.time.value.get("rate", "1")) if self.time else Fraction(1)

    @property
    def error(self) -> float | None:
        """Half-width, 95 %, in seconds; None where it is not placed."""
        return float(self.time.value["error"]) if self.time else None


@dataclass(frozen=True, slots=True)
class EventView:
    """An event, its cameras, those that are placed first, by their beginning, and what joins them."""

    entity: Entity
    cameras: tuple[Camera, ...]
    joins: tuple[Join, ...]

    @property
    def outliers(self) -> tuple[Join, ...]:
        """The joins that do not fit the clock."""
        return tuple(join for join in self.joins if join.is_outlier)

    def name(self, item: Digest) -> str:
        """What a recording of the event is called."""
        return next(camera.name for camera in self.cameras if camera.item == item)

    def held_by(self, item: Digest) -> int:
        """How many joins that fit hold a recording; by one alone, no loop confirms where it lies."""
        return sum(item in (join.one, join.other) and not join.is_outlier for join in self.joins)

    @property
    def seconds(self) -> float:
        """The end of the last recording on the event's clock."""
        ends = (c.offset + c.rate * c.seconds for c in self.cameras if c.offset is not None)
        return float(max(ends, default=Fraction(0)))


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in the list of events: its recordings, copies folded, those first that begin first.

    `span` in seconds, from the first to the last second that is filmed; None where none is placed.
    """

    entity: Entity
    items: tuple[Digest, ...]
    span: Fraction | None

    @property
    def recordings(self) -> int:
        """How many distinct recordings it has."""
        return len(self.items)


def event_lines(index: Index, *, seen_by: Access = Access.TEAM) -> tuple[EventLine, ...]:
    """All events that stand, earliest introduced first."""
    parts = _parts(index, seen_by)
    items = list(dict.fromkeys(part.item for part in parts if part.item))
    times = [t for t in told(index, ("event-time",), items=items, seen_by=seen_by) if t.stands and t.item]
    lasting = lengths(index, items=items, seen_by=seen_by)
    return tuple(
        _line(
            each,
            [part.item for part in parts if part.item and part.value["target"] == each.id],
            {t.item: t.value for t in times if t.item and t.value["other"] == each.id},
            lasting,
        )
        for each in entities(index, EntityKind.EVENT, seen_by=seen_by)
    )


def _line(
    event: Entity,
    items: Sequence[Digest],
    times: Mapping[Digest, Mapping[str, str]],
    lasting: Mapping[Digest, Fraction],
) -> EventLine:
    begins = {item: Fraction(value["offset"]) for item, value in times.items()}
    ends = [
        begins[item] + Fraction(value.get("rate", "1")) * lasting[item]
        for item, value in times.items()
        if item in lasting
    ]
    ordered = sorted(dict.fromkeys(items), key=lambda item: (item not in begins, begins.get(item, 0)))
    return EventLine(event, tuple(ordered), max(ends) - min(begins.values()) if ends else None)


def event_view(index: Index, event: Digest, *, seen_by: Access = Access.TEAM) -> EventView | None:
    """One event; None where there is no such event for the asker."""
    every = entities(index, EntityKind.EVENT, seen_by=seen_by)
    entity = next((each for each in every if each.id == event), None)
    if entity is None:
        return None
    parts = {
        part.item: part for part in _parts(index, seen_by) if part.value["target"] == event and part.item
    }
    cameras = _cameras(index, event, parts, seen_by)
    ordered = sorted(cameras, key=lambda c: (c.offset is None, c.offset or 0, c.name))
    return EventView(entity, tuple(ordered), _joins(index, cameras, seen_by))


def times_of(index: Index, event: Digest, items: Sequence[Digest], seen_by: Access) -> dict[Digest, Told]:
    """By item, the last standing statement of where it lies on the event's clock."""
    said = told(index, ("event-time",), items=items, seen_by=seen_by)
    return {each.item: each for each in said if each.item and each.stands and each.value["other"] == event}


def _parts(index: Index, seen_by: Access) -> list[Told]:
    return [each for each in told(index, ("part-of",), seen_by=seen_by) if each.stands]


def _joins(index: Index, cameras: Sequence[Camera], seen_by: Access) -> tuple[Join, ...]:
    """All standing statements of one moment between two of `cameras`."""
    members = {camera.item for camera in cameras}
    placed = [camera for camera in cameras if camera.offset is not None]
    offsets = {camera.item: float(camera.offset or 0) for camera in placed}
    rates = {camera.item: float(camera.rate) for camera in placed}
    lines = [(row.id, line_of(row)) for row in standing_moments(index, seen_by=seen_by)]
    return tuple(
        Join(
            statement,
            line.one,
            line.other,
            residual(line, rates, offsets) if {line.one, line.other} <= offsets.keys() else None,
        )
        for statement, line in lines
        if {line.one, line.other} <= members
    )


def _cameras(index: Index, event: Digest, parts: Mapping[Digest, Told], seen_by: Access) -> list[Camera]:
    rows = {row.item.digest: row for row in queries.items(index, seen_by=seen_by)}
    lasting, items = lengths(index, seen_by=Access.RESTRICTED), [item for item in parts if item in rows]
    times = times_of(index, event, items, seen_by)
    families = standing_families(index, seen_by=seen_by)

    def name(item: Digest) -> str:
        return next(iter(rows[item].names), item[:12])

    def copies(item: Digest) -> tuple[Folded, ...]:
        theirs = dict.fromkeys(each for f in families if item in f.members for each in f.members)
        return tuple(Folded(each, name(each)) for each in theirs if each != item and each in rows)

    return [
        Camera(
            item,
            name(item),
            rows[item].item.media_type,
            lasting.get(item, Fraction(0)),
            parts[item],
            times.get(item),
            copies(item),
        )
        for item in items
    ]
