"""One query for a new recording: what on the shelf it shows, and then it is on the shelf itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tawthiq.match.comparing import compare
from tawthiq.match.frame import Frame
from tawthiq.match.recording import Recording
from tawthiq.match.seams import End
from tawthiq.match.segment import Segment
from tawthiq.match.shelf import Hint, Shelf
from tawthiq.match.terms import COPY
from tawthiq.record.digest import Digest

_SURE = 0.9
"""Probability of a copy from which it counts as showing what the other shows."""

ENOUGH = 4
"""Copies that show a picture, from which it is not put on the shelf again: a hundred would crowd every other
answer out, and one alone, cropped and coarse, does not bring together all that its source would."""


_MOST_OF = 0.5
"""Of a picture, or of a pane in it, what a copy must show of it to show it."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Segments of `one`, the shorter, that show what `other` shows."""

    one: Recording
    other: Recording
    segments: tuple[Segment, ...]


def ask(shelf: Shelf, recording: Recording, read: Callable[[Digest], Recording]) -> tuple[Found, ...]:
    """Every recording on the shelf that shares something with `recording`; `read` brings one of them."""
    return tuple(_asked(shelf, recording, read))


def _asked(shelf: Shelf, recording: Recording, read: Callable[[Digest], Recording]) -> Iterator[Found]:
    for number, hints in shelf.ask(recording).items():
        held = read(shelf.items[number])
        if (recording.duration, recording.item) <= (held.duration, held.item):
            one, other = recording, held
        else:
            one, other = held, recording
            hints = tuple(Hint(h.there, h.here, h.mirror, h.votes) for h in hints)
        segments = compare(one, other, hints)
        if segments:
            yield Found(one, other, segments)


def new_pictures(recording: Recording, found: Sequence[Found]) -> list[int]:
    """The rows of `recording` that fewer than ENOUGH sure copies show already."""
    sure = ((f, s) for f in found for s in f.segments if s.label == COPY and s.probability >= _SURE)
    item = recording.item
    shown = [
        End(item, (s.start, s.end), s.region) if f.one is recording else End(item, s.there, s.region_there)
        for f, s in sure
    ]
    return not_enough(recording, shown)


def not_enough(recording: Recording, shown: Sequence[End]) -> list[int]:
    """The rows of `recording` that fewer than ENOUGH of `shown` hold, in time and most of each in space."""
    return [
        row
        for row, second in enumerate(recording.seconds)
        if sum(_holds(end, float(second), recording.frame(row)) for end in shown) < ENOUGH
    ]


def _holds(end: End, second: float, frame: Frame) -> bool:
    start, stop = end.seconds
    return start <= second <= stop and end.region.shared(frame) > _MOST_OF * frame.area
