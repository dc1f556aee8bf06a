"""Which of two was likely made from the other: only with two reasons or more, and none against."""

from collections.abc import Sequence

from tawthiq.match.recording import Recording
from tawthiq.match.segment import COPY, Segment

_ALL = 0.95
"""Share of its seconds that must lie in the other for a recording to be an excerpt of it."""

_INSIDE = 80.0
"""Percent of a side below which a picture lies inside another."""


def derived_from(one: Recording, other: Recording, segments: Sequence[Segment]) -> tuple[str, ...]:
    """The reasons why `one` was likely made from `other`; none where they are too few or disagree."""
    copies = [s for s in segments if s.label == COPY]
    if not copies or one.still or other.still:
        return ()
    covered = sum(s.end - s.start for s in copies)
    there = sum(s.there[1] - s.there[0] for s in copies)
    longest = max(copies, key=lambda s: s.end - s.start)
    found, against = [], 0
    if covered >= _ALL * one.duration and other.duration > 1.2 * one.duration:
        found.append("all of it lies within the other, which is longer")
    against += there >= _ALL * other.duration and one.duration > 1.2 * other.duration
    if min(longest.region.width, longest.region.height) < _INSIDE:
        found.append("the other's picture lies inside its picture")
    if one.marks is not None and other.marks is None:
        found.append("marks are burnt in that the other has not")
    against += other.marks is not None and one.marks is None
    return tuple(found) if len(found) >= 2 and not against else ()
