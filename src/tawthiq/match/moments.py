"""What synchronising says, as statements: proposals that cite both recordings, for a person to review."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import hypot

from tawthiq.match.event_clock import Clock, Placed
from tawthiq.match.sounding import Sounding
from tawthiq.match.sync import SCENE_SECONDS, Sync
from tawthiq.record.agent import software
from tawthiq.record.digest import Digest
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import EntityKind, Introduction, Link, Overlap, Value
from tawthiq.record.written import rounded

VERSION = "3"
SYNCHRONISER = software("tawthiq sync", VERSION)


def propose_sync(found: Sync, one: Sounding, other: Sounding, task: Digest) -> Statement:
    """An accepted `found` as a statement about the other: one moment, or only one sound."""
    start = max(Fraction(0), milliseconds(-found.offset / found.rate))
    end = max(start, milliseconds(min(other.seconds, (one.seconds - found.offset) / found.rate)))
    rate, offset = _rate(found.rate), _microseconds(found.offset)
    here = Span(other.item, (Seconds(start, end),))
    there_start, there_end = max(Fraction(0), rate * start + offset), max(Fraction(0), rate * end + offset)
    there = Span(one.item, (Seconds(milliseconds(there_start), milliseconds(there_end)),))
    value = Overlap(
        one.item,
        milliseconds(there_start),
        milliseconds(there_end),
        offset,
        rounded(max(found.error, 1e-4), 4),
        rate,
        probability=rounded(found.probability, 4),
        scene_error=rounded(hypot(SCENE_SECONDS, found.error), 3),
    )
    return _inferred(here, found.heard.value, value, (here, there), task)


def propose_event(members: Sequence[Digest], name: str, lines: Sequence[Digest], task: Digest) -> Statement:
    """The event that `members` recorded, called by the `name` of its first recording."""
    more = f" + {len(members) - 1}" if len(members) > 1 else ""
    spans = tuple(Span(item) for item in members)
    cites: tuple[Citation, ...] = (*spans, *(Mention(line) for line in lines))
    return _inferred(spans[0], "entity", Introduction(EntityKind.EVENT, f"{name}{more}"), cites, task)


def propose_parts(
    event: Digest,
    clock: Clock[Digest],
    seconds: Mapping[Digest, float],
    lines: Mapping[Digest, Sequence[Digest]],
    task: Digest,
) -> tuple[Statement, ...]:
    """That each recording belongs to the event, and where it lies on its clock.

    `seconds`: how long each is; `lines`: the statements that each rests on.
    """
    return tuple(
        said
        for placed in clock.placed
        for said in _part(event, placed, seconds[placed.item], lines.get(placed.item, ()), task)
    )


def event_time(event: Digest, placed: Placed[Digest], seconds: float) -> Overlap:
    """Where a recording lies on an event's clock. `error` is for the instants in the scene."""
    rate, offset = _rate(placed.rate), milliseconds(placed.offset)
    start = max(Fraction(0), offset)
    end = max(start, milliseconds(rate * Fraction(round(seconds * 1000), 1000) + offset))
    return Overlap(event, start, end, offset, rounded(placed.error, 3), rate)


def milliseconds(seconds: float | Fraction) -> Fraction:
    """To the millisecond."""
    return Fraction(round(seconds * 1000), 1000)


def _part(
    event: Digest, placed: Placed[Digest], seconds: float, lines: Sequence[Digest], task: Digest
) -> tuple[Statement, Statement]:
    span = Span(placed.item)
    cites: tuple[Citation, ...] = (span, Mention(event), *(Mention(line) for line in lines))
    time = event_time(event, placed, seconds)
    return (
        _inferred(span, "part-of", Link(event, "recording"), cites, task),
        _inferred(span, "event-time", time, cites, task),
    )


def _inferred(
    about: Citation, term: str, value: Value, cites: tuple[Citation, ...], task: Digest
) -> Statement:
    return Statement(about, term, value, SYNCHRONISER, SYNCHRONISER, Method.INFERRED, cites, task=task)


def _rate(rate: float) -> Fraction:
    """To a part in a million."""
    return 1 + Fraction(round((rate - 1) * 1e6), 10**6)


def _microseconds(seconds: float) -> Fraction:
    return Fraction(round(seconds * 10**6), 10**6)
