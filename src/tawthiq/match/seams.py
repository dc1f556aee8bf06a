"""Seams: the cuts of a recording at which it was put together out of footage of different recordings.

Every film with cuts shares stretches with its copies; most cuts are its own. A cut is a seam where copies say
that what stands before it and what stands after do not belong together: a stretch it shares with another
recording ends there while the other goes on, uncut, with something else; or what another recording shows ends
there and what a third shows begins. Seams are handed on to copies of what was put together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from tawthiq.match.frame import WHOLE, Frame
from tawthiq.match.unique import Stretch
from tawthiq.record.digest import Digest

NEAR = 1.0
"""Seconds by which the end of a shared stretch may miss its cut: pictures are looked at a second apart."""

_GOES_ON = 1.0
"""Seconds that a recording must show beyond `NEAR` to go on."""

_HANDED_ON = 8
"""Rounds: a copy of a copy of a copy… is reached in as many; a line that repeats itself ends."""


@dataclass(frozen=True, slots=True)
class End:
    """One side of what two recordings share: seconds of an item, and where in its picture."""

    item: Digest
    seconds: Stretch
    region: Frame = WHOLE


@dataclass(frozen=True, slots=True)
class Shared:
    """Two recordings show the same, along a straight line from the seconds of one to those of the other."""

    one: End
    other: End

    @property
    def sides(self) -> tuple[tuple[End, End], tuple[End, End]]:
        """Both ends as seen from each."""
        return (self.one, self.other), (self.other, self.one)


Seconds: TypeAlias = Mapping[Digest, Sequence[float]]
"""By recording, seconds of it: of cuts, of seams."""


def along(here: End, there: End, second: float) -> float:
    """The second of `there` that shows what `second` of `here` shows, on their line."""
    (start, end), (begins, ends) = here.seconds, there.seconds
    return begins + (second - start) * (ends - begins) / (end - start) if end > start else begins


def seams(copies: Sequence[Shared], cuts: Seconds, lengths: Mapping[Digest, float]) -> Seconds:
    """The seams of every recording of `copies`, ascending; `lengths` in seconds, 0 where none is known."""
    ends = _ends(copies)
    found = {
        item: [cut for cut in cuts.get(item, ()) if _is_seam(cut, ends[item], cuts, lengths)] for item in ends
    }
    for _ in range(_HANDED_ON):
        if not _hand_on(copies, found):
            break
    return {item: sorted(seconds) for item, seconds in found.items() if seconds}


def _ends(copies: Iterable[Shared]) -> Mapping[Digest, list[tuple[End, End]]]:
    ends: dict[Digest, list[tuple[End, End]]] = defaultdict(list)
    for copy in copies:
        for here, there in copy.sides:
            ends[here.item].append((here, there))
    return ends


def _is_seam(
    cut: float, ends: Sequence[tuple[End, End]], cuts: Seconds, lengths: Mapping[Digest, float]
) -> bool:
    before = [
        _leaves(here, there, cut, 1, ends) for here, there in ends if abs(here.seconds[1] - cut) <= NEAR
    ]
    after = [
        _leaves(here, there, cut, -1, ends) for here, there in ends if abs(here.seconds[0] - cut) <= NEAR
    ]
    left = [each for each in (*before, *after) if each]
    if any(_is_uncut(leaving, cuts, lengths) for leaving in left):
        return True
    met = product(filter(None, before), filter(None, after))
    return any(
        first.item != then.item and _stops(first, lengths) and _stops(then, lengths) for first, then in met
    )


@dataclass(frozen=True, slots=True)
class _Leaving:
    """Where another recording is left at a cut, and which way it would go on: 1 later, -1 earlier."""

    item: Digest
    second: float
    way: int


def _leaves(here: End, there: End, cut: float, way: int, ends: Sequence[tuple[End, End]]) -> _Leaving | None:
    """Where `there` is left when `here` ends at a cut; None where the two go on together behind it."""
    second = along(here, there, cut)
    beyond, goes_on = cut + way * (NEAR + 0.1), second + way * (NEAR + 0.1)
    for another, counterpart in ends:
        if counterpart.item != there.item or not another.seconds[0] <= beyond <= another.seconds[1]:
            continue
        if abs(along(another, counterpart, beyond) - goes_on) <= NEAR:
            return None
    return _Leaving(there.item, second, way)


def _is_uncut(leaving: _Leaving, cuts: Seconds, lengths: Mapping[Digest, float]) -> bool:
    """Whether the other goes on where it is left, in the same shot."""
    least = NEAR + _GOES_ON
    room = lengths.get(leaving.item, 0.0) - leaving.second if leaving.way > 0 else leaving.second
    return room >= least and all(abs(cut - leaving.second) > NEAR for cut in cuts.get(leaving.item, ()))


def _stops(leaving: _Leaving, lengths: Mapping[Digest, float]) -> bool:
    """Whether the other begins or ends where it is left."""
    end = lengths.get(leaving.item, 0.0) if leaving.way > 0 else 0.0
    return abs(leaving.second - end) <= NEAR


def _hand_on(copies: Iterable[Shared], found: Mapping[Digest, list[float]]) -> bool:
    """Gives every seam inside a shared stretch to the other side too; whether there was one to give."""
    given = False
    for copy in copies:
        for here, there in copy.sides:
            for seam in _inside(found[here.item], here.seconds):
                second = along(here, there, seam)
                if all(abs(second - known) > NEAR for known in found[there.item]):
                    found[there.item].append(second)
                    given = True
    return given


def _inside(seconds: Sequence[float], stretch: Stretch) -> Iterator[float]:
    return iter([each for each in seconds if stretch[0] + NEAR < each < stretch[1] - NEAR])
