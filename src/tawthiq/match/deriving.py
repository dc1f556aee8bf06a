"""Which of two was likely made from the other: only with two reasons or more, and none against."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tawthiq.match.recording import Recording
from tawthiq.match.segment import Segment
from tawthiq.match.terms import COPY
from tawthiq.record.when import When, certainly_before

_ALL = 0.95
"""Share of its seconds that must lie in the other for a recording to be an excerpt of it."""

_INSIDE = 80.0
"""Percent of a side below which a picture lies inside another."""

_LONGER = 1.2
_SMALLER = 0.8
"""Share of the other's pixels below which a picture was made smaller."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a recording beside its tracks: the `pixels` of its picture, whether its container says
    it was `rewritten`, and when it was posted, uploaded or obtained."""

    pixels: int | None = None
    rewritten: bool = False
    seen: tuple[When, ...] = ()


def derived_from(
    one: Recording,
    other: Recording,
    segments: Sequence[Segment],
    origins: tuple[Origin, Origin] = (Origin(), Origin()),
) -> tuple[str, ...]:
    """The reasons why `one` was likely made from `other`; none where they are too few or disagree.

    `origins`: what is known of one and of other.
    """
    copies = [s for s in segments if s.label == COPY]
    if not copies or one.still or other.still:
        return ()
    here, there = origins
    if any((_contained(other, one, copies), _smaller(there, here), _later(there, here))):
        return ()
    if (other.marks is not None and one.marks is None) or (there.rewritten and not here.rewritten):
        return ()
    found = tuple(_reasons(one, other, copies, origins))
    return found if len(found) >= 2 else ()


def _reasons(
    one: Recording, other: Recording, copies: Sequence[Segment], origins: tuple[Origin, Origin]
) -> Iterator[str]:
    here, there = origins
    longest = max(copies, key=lambda s: s.end - s.start)
    if _contained(one, other, copies):
        yield "all of it lies within the other, which is longer"
    if min(longest.region.width, longest.region.height) < _INSIDE:
        yield "the other's picture lies inside its picture"
    if one.marks is not None and other.marks is None:
        yield "marks are burnt in that the other has not"
    if _smaller(here, there):
        yield "its picture has fewer pixels"
    if here.rewritten and not there.rewritten:
        yield "its container was written anew, and the other's bears no sign of that"
    if _later(here, there):
        yield "it was first seen later"


def _contained(one: Recording, other: Recording, copies: Iterable[Segment]) -> bool:
    """Whether all of `one` lies within `other`, which goes on; `copies` are about either of them."""
    spans = ((s.start, s.end, s.there[0], s.there[1]) for s in copies)
    lengths = [max(abs(end - start), abs(last - first)) for start, end, first, last in spans]
    return sum(lengths) >= _ALL * one.duration and other.duration > _LONGER * one.duration


def _smaller(one: Origin, other: Origin) -> bool:
    return bool(one.pixels and other.pixels and one.pixels < _SMALLER * other.pixels)


def _later(one: Origin, other: Origin) -> bool:
    """Whether `other` was certainly seen before `one` was at all."""
    return bool(one.seen) and any(all(certainly_before(first, t) for t in one.seen) for first in other.seen)
