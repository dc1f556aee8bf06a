"""Seams: the cuts of a recording at which it was put together out of footage of different recordings.

Every film with cuts shares stretches with its copies, and most cuts are its own. A cut is a seam where there
is a reason to think that the film was put together and not cut up: a recording that it shows up to there goes
on, in the same shot, with something else; or one ends and another begins, and nobody shows both; or several
share what stands before it and each goes its own way, as behind the intro of a channel. Seams are handed on
to copies of what was put together.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from operator import or_
from typing import TypeAlias

from tawthiq.match.frame import WHOLE, Frame
from tawthiq.match.unique import Stretch
from tawthiq.record.digest import Digest

NEAR = 1.0
"""Seconds by which the end of a shared stretch may miss its cut: pictures are looked at a second apart."""

_OVERSHOT = 2.0
"""Seconds that a stretch may reach beyond a cut which the other has not, and so cannot share."""

_EXACTLY = 0.4
"""Seconds by which a recording's own end may miss a cut: its line is known better than where it ends."""

_SEVERAL = 3
"""Recordings that must go their own ways."""

_GOES_ON = 0.9
"""Seconds that a recording must show beyond a cut to go on: with less it ends there."""

_LONG = 2.0
"""Seconds of a stretch whose end is trusted: what is known again for a moment only ends anywhere."""

_SMALLER = 0.8
"""Who shows a recording in a smaller part of his picture took it from there, and is no source of it."""

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
    ends, cuts = _ends(copies), {item: sorted(seconds) for item, seconds in cuts.items()}
    film = _Films(ends, cuts, lengths)
    found = {item: [*_seen(film, item), *_inferred(film, item)] for item in ends}
    for _ in range(_HANDED_ON):
        if not _hand_on(copies, found, cuts):
            break
    return {item: sorted(seconds) for item, seconds in found.items() if seconds}


@dataclass(frozen=True, slots=True)
class _Films:
    """What is known of all recordings: what each shares, its cuts, ascending, and its length."""

    ends: Mapping[Digest, Sequence[tuple[End, End]]]
    cuts: Seconds
    lengths: Mapping[Digest, float]


def _ends(copies: Iterable[Shared]) -> Mapping[Digest, list[tuple[End, End]]]:
    ends: dict[Digest, list[tuple[End, End]]] = defaultdict(list)
    for copy in copies:
        for here, there in copy.sides:
            ends[here.item].append((here, there))
    return ends


@dataclass(frozen=True, slots=True)
class _Left:
    """Where another recording is left at second `at`, and how it would go on: 1 later, -1 earlier.

    `beyond`: the seconds by which the stretch shared, `by` which it is known, goes on beyond `at`.
    """

    by: End
    item: Digest
    second: float
    at: float
    way: int
    beyond: float
    is_firm: bool


def _left(here: End, there: End, at: float, way: int) -> _Left:
    is_long = here.seconds[1] - here.seconds[0] >= _LONG
    is_source = there.region.area >= _SMALLER * here.region.area
    beyond = (_edge(here, way) - at) * way
    return _Left(here, there.item, along(here, there, at), at, way, beyond, is_long and is_source)


def _edge(end: End, way: int) -> float:
    return end.seconds[1] if way > 0 else end.seconds[0]


def _seen(film: _Films, item: Digest) -> list[float]:
    """The cuts that are seams."""
    return [cut for cut in _near_ends(film, item) if _is_seam(film, item, cut)]


def _near_ends(film: _Films, item: Digest) -> list[float]:
    """The cuts near which something shared begins or ends, ascending: no other can be a seam."""
    cuts = film.cuts.get(item, ())
    reach = (
        stretch
        for here, _ in film.ends[item]
        for begin, end in (here.seconds,)
        for stretch in ((begin - NEAR, begin + _OVERSHOT), (end - _OVERSHOT, end + NEAR))
    )
    return sorted({cut for start, end in reach for cut in _within(cuts, start, end)})


def _is_seam(film: _Films, item: Digest, cut: float) -> bool:
    ends = film.ends[item]
    before, after = (
        [
            left
            for here, there in ends
            if -NEAR <= (_edge(here, way) - cut) * way <= _OVERSHOT
            for left in (_left(here, there, cut, way),)
            if _is_left(ends, left)
        ]
        for way in (1, -1)
    )
    if any(_goes_on(film, item, left) for left in (*before, *after)):
        return True
    if not (before and after) and len(before) + len(after) < _SEVERAL:
        return False
    before, after = ([left for left in side if left.beyond <= NEAR] for side in (before, after))
    crossing = [(here, there) for here, there in ends if _crosses(here, cut, NEAR)]
    for side in (before, after):
        own_ways = {left.item for left in side if not _stops(film, left, NEAR)}
        if len(own_ways) >= max(_SEVERAL, len({there.item for _, there in crossing} - own_ways) + 1):
            return True
    meet = product(*([left for left in side if _stops(film, left, _EXACTLY)] for side in (before, after)))
    uncut = any(_is_whole(film, there.item, along(here, there, cut)) for here, there in crossing)
    return not uncut and any(one.item != other.item for one, other in meet)


def _inferred(film: _Films, item: Digest) -> Iterator[float]:
    """Seams that no cut shows, as in a picture made small: two are left there, and both go on elsewhere.

    Or only one of them does, where the other is at its own end: if they meet exactly, and share nothing.
    """
    ends = film.ends[item]
    before, after = (
        [
            left
            for left in (_left(here, there, _edge(here, way), way) for here, there in ends)
            if left.is_firm and _is_left(ends, left)
        ]
        for way in (1, -1)
    )
    known = list(film.cuts.get(item, ()))
    for one, other in product(before, after):
        between = (one.at + other.at) / 2
        if _meet(film, item, one, other) and all(abs(between - cut) > NEAR for cut in known):
            known.append(between)
            yield between


def _meet(film: _Films, item: Digest, one: _Left, other: _Left) -> bool:
    apart, both = abs(one.at - other.at), (one, other)
    if one.item == other.item or apart > NEAR:
        return False
    onward = [_goes_on(film, item, left) for left in both]
    ended = [_stops(film, left, _EXACTLY) for left in both]
    share = any(there.item == other.item for _, there in film.ends[one.item])
    exactly = apart <= _EXACTLY and any(onward) and all(map(or_, onward, ended)) and not share
    return all(onward) or exactly


def _is_left(ends: Iterable[tuple[End, End]], left: _Left) -> bool:
    """Whether no other stretch holds both beyond, on the line that leads there."""
    step = left.way * (NEAR + 0.1)
    beyond, goes_on = left.at + step, left.second + step
    return not any(
        there.item == left.item
        and here is not left.by
        and here.seconds[0] <= beyond <= here.seconds[1]
        and abs(along(here, there, beyond) - goes_on) <= NEAR
        for here, there in ends
    )


def _goes_on(film: _Films, item: Digest, left: _Left) -> bool:
    """Whether the other, or whom it shows where it ends, goes on where it is left, in the same shot."""
    if not left.is_firm:
        return False
    if _is_uncut(film, left):
        return True
    shown = (
        replace(left, item=there.item, second=along(here, there, left.second))
        for here, there in (film.ends[left.item] if _stops(film, left, NEAR) else ())
        if there.item != item
        and here.seconds[0] - NEAR <= left.second <= here.seconds[1] + NEAR
        and here.seconds[1] - here.seconds[0] >= _LONG
    )
    return any(_is_uncut(film, each) and _is_left(film.ends[item], each) for each in shown)


def _is_uncut(film: _Films, left: _Left) -> bool:
    room = film.lengths.get(left.item, 0.0) - left.second if left.way > 0 else left.second
    return room >= _GOES_ON and _is_whole(film, left.item, left.second)


def _is_whole(film: _Films, item: Digest, second: float) -> bool:
    """Whether there is no cut at `second` of a recording."""
    return not _within(film.cuts.get(item, ()), second - NEAR, second + NEAR)


def _within(ascending: Sequence[float], start: float, end: float) -> Sequence[float]:
    """Those of `ascending` from `start` to `end`, both included."""
    return ascending[bisect_left(ascending, start) : bisect_right(ascending, end)]


def _stops(film: _Films, left: _Left, within: float) -> bool:
    """Whether the other begins or ends where it is left."""
    end = film.lengths.get(left.item, 0.0) if left.way > 0 else 0.0
    return abs(left.second - end) <= within


def _crosses(end: End, cut: float, by: float) -> bool:
    return end.seconds[0] < cut - by and cut + by < end.seconds[1]


def _hand_on(copies: Iterable[Shared], found: Mapping[Digest, list[float]], cuts: Seconds) -> bool:
    """Gives every seam inside a shared stretch to the other side too; whether there was one to give."""
    given = False
    for copy in copies:
        for here, there in copy.sides:
            for seam in found[here.item].copy():
                second = along(here, there, seam)
                is_cut = bool(_within(cuts.get(there.item, ()), second - NEAR, second + NEAR))
                is_new = all(abs(second - known) > NEAR for known in found[there.item])
                if is_new and _crosses(here, seam, NEAR if is_cut else _OVERSHOT):
                    found[there.item].append(second)
                    given = True
    return given
