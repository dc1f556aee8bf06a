"""Events: are recordings of one minute on one clock, no others, and do the stated intervals hold?"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import hypot

from tawthiq.drill.found import Found
from tawthiq.drill.score_clocks import pairs_of
from tawthiq.drill.scoring import Missed, RoomScore, count, middle, not_attempted, share
from tawthiq.drill.truth import Truth
from tawthiq.drill.truth_footage import Recording
from tawthiq.record.digest import Digest
from tawthiq.record.span import Span
from tawthiq.record.value import Overlap


@dataclass(frozen=True, slots=True)
class Lies:
    """Where a recording is said to lie: second t of it is second rate × t + offset of an event's clock."""

    recording: Recording
    rate: Fraction
    offset: Fraction
    error: float


def clocks_of(truth: Truth, found: Found) -> dict[Digest, list[Lies]]:
    """By event, the recordings of the truth that it places, the one that begins first at the head."""
    recordings = {recording.path: recording for recording in truth.recordings}
    placed: dict[Digest, dict[str, Lies]] = defaultdict(dict)
    for row in found.of("event-time"):
        value, about = row.statement.value, row.statement.about
        if not isinstance(value, Overlap) or not isinstance(about, Span):
            continue
        for path in found.paths.get(about.item, ()):
            if path in recordings:
                placed[value.other][path] = Lies(
                    recordings[path], value.rate, value.offset, float(value.error)
                )
    return {event: sorted(lie.values(), key=lambda each: each.offset) for event, lie in placed.items()}


def offs(clock: list[Lies]) -> Iterator[tuple[float, float]]:
    """Of each recording after the first: how far off it lies at its middle, and the stated half-width.

    Both count from the first, in seconds; what is of another event than the first is left out.
    """
    first, *rest = clock
    for lies in rest:
        mine, zero = lies.recording, first.recording
        if not _one_moment(mine, zero):
            continue
        at = mine.seconds / 2
        world = mine.begins + at / (1 + Fraction(mine.drift_ppm, 10**6))
        true = first.rate * (world - zero.begins) * (1 + Fraction(zero.drift_ppm, 10**6)) + first.offset
        yield float(lies.rate * at + lies.offset - true), hypot(lies.error, first.error)


def score_events(truth: Truth, found: Found) -> RoomScore:
    """Recordings placed of those that share a moment, placed wrongly, and what the intervals are worth."""
    clocks = clocks_of(truth, found)
    if not clocks and not found.compared_sounds:
        return not_attempted("events")
    shared = {recording.path for pair in pairs_of(truth) for recording in (pair.a, pair.b)}
    placed = {path for clock in clocks.values() for path in _together(clock)}
    said = [pair for clock in clocks.values() for pair in offs(clock)]
    return RoomScore(
        "events",
        (
            share("recordings placed", len(placed & shared), len(shared)),
            count("placed on a wrong clock", sum(_strangers(clock) for clock in clocks.values())),
            middle("off on the clock, median", [abs(off) for off, _ in said], "s"),
            share(
                "intervals that hold the clock", sum(abs(off) <= stated for off, stated in said), len(said)
            ),
            middle("width of the intervals, median", [2 * stated for _, stated in said], "s"),
        ),
        tuple(Missed(path, None, "clock") for path in sorted(shared - placed)),
    )


def _together(clock: list[Lies]) -> set[str]:
    """The recordings of a clock that lie on it with another of their moment: alone, one is placed nowhere."""
    return {
        one.recording.path
        for one in clock
        if any(one is not other and _one_moment(one.recording, other.recording) for other in clock)
    }


def _strangers(clock: list[Lies]) -> int:
    """How many recordings of a clock are of another event or scene than most of it."""
    kinds = [(lies.recording.event, lies.recording.scene) for lies in clock]
    return len(kinds) - max(map(kinds.count, kinds))


def _one_moment(one: Recording, other: Recording) -> bool:
    return (one.event, one.scene) == (other.event, other.scene)
