"""The shelf: pictures of all recordings held, to be asked which of them a new recording might show.

A nearest-neighbour index over the descriptors of all points, and one over the hashes of all pictures. A
point that resembles a held one votes for that picture, at its turn and size; only pictures with several
such votes are looked at. Pictures that a found copy has in common with what is held are not added again
(`Shelf.add`), for a hundred copies of one video would crowd every other answer out.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt
from typing import TypeAlias

import faiss
import numpy as np
import numpy.typing as npt

from tawthiq.match.hash_shelf import HashShelf
from tawthiq.match.recording import Bytes, Points, Recording
from tawthiq.match.sighting import GOOD_QUALITY, MATCHING_BITS
from tawthiq.record.digest import Digest

faiss.omp_set_num_threads(1)
"""Its threads spin while they wait: on a busy machine a search took a hundred times as long."""

Indices: TypeAlias = npt.NDArray[np.int64]

MOST_POINTS, _FEWEST_POINTS = 160, 60
"""All points of a picture (media.points); and as many as are held of each where the shelf is large."""

_ROOM = 60_000_000
"""Descriptors up to which all points are held: 2.8 GB, of 104 hours."""

_BITS = 256
_FLAT_UP_TO = 30_000
"""Descriptors up to which every one is compared; above, the nearest of the index's lists are."""

_A_LIST = 64
"""Descriptors of the sample for a list: more make training slow and no list better."""

_MOST_LISTS = 4096
LARGEST_SAMPLE = _A_LIST * _MOST_LISTS
_PROBED, _PROBED_OF_MANY = 6, 3
"""Lists read for a point. Of 120 copies among three hours of others, by 60 points, 115 and 114 are found."""

_MANY = 2_000_000
"""Descriptors from which half as many lists are read: time grows with what is held, what is missed hardly."""

_NEIGHBOURS = 12
_NEAR_BITS = 60
_SIZE_BIN, _TURN_BIN = 3, 32
_FEWEST_VOTES = 4
_MOST_HINTS = 40
"""Pictures to look at, of one held recording; and held recordings to look at, for one asked about."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Picture `here` of the one asked about may show picture `there` of a held one; `votes` say how much."""

    here: int
    there: int
    mirror: bool
    votes: int


class Shelf:
    """Recordings by number, in the order they were added. `sample` (n, 32) trains the index, if large.

    `most_points` of every picture are held and asked about, the best spread first: fewer for a large shelf.
    `expected`: how many descriptors it will hold; those of the sample where that is not known.
    """

    def __init__(self, sample: Bytes, most_points: int = MOST_POINTS, expected: int = 0) -> None:
        self._most_points = most_points
        self.items: list[Digest] = []
        self._index = _index(sample, max(expected, len(sample)))
        self._hashes = HashShelf()
        self._pictures: list[tuple[int, int]] = []
        self._hashed: list[tuple[int, int]] = []
        self._picture_of = _Growing(np.uint32)
        self._scale = _Growing(np.uint8)
        self._angle = _Growing(np.uint8)

    def add(self, recording: Recording, pictures: Sequence[int]) -> int:
        """Make `recording`, which is not held itself, findable by these of its pictures; its number."""
        number = len(self.items)
        self.items.append(recording.item)
        points = [self._held_points(recording.points[picture]) for picture in pictures]
        if any(map(len, points)):
            first = len(self._pictures)
            self._index.add(np.concatenate([p.descriptors for p in points]))
            self._picture_of.add(np.repeat(np.arange(first, first + len(points)), [len(p) for p in points]))
            self._scale.add(np.concatenate([p.scale for p in points]))
            self._angle.add(np.concatenate([p.angle for p in points]))
        self._pictures += [(number, picture) for picture in pictures]
        good = [picture for picture in pictures if recording.quality[picture] >= GOOD_QUALITY]
        if good:
            self._hashes.add(recording.hashes[good])
            self._hashed += [(number, picture) for picture in good]
        return number

    def ask(self, recording: Recording) -> Mapping[int, tuple[Hint, ...]]:
        """For each held recording that may be worth a look, the pictures to look at, most votes first."""
        found: dict[int, list[Hint]] = defaultdict(list)
        for mirror in (False, True):
            points = recording.mirror[0] if mirror else recording.points
            for number, hint in self._by_points(points, mirror=mirror):
                found[number].append(hint)
        for number, hint in self._by_hashes(recording):
            found[number].append(hint)
        best = {n: tuple(sorted(h, key=lambda x: (-x.votes, x.here, x.there))) for n, h in found.items()}
        ranked = sorted(best, key=lambda n: (-sum(h.votes for h in best[n][:6]), n))
        return {n: best[n][:_MOST_HINTS] for n in ranked[:_MOST_HINTS]}

    def _held_points(self, points: Points) -> Points:
        """As many as are held: tracks keep the strongest of every cell first (media.points)."""
        return points if len(points) <= self._most_points else points.only(np.arange(self._most_points))

    def _by_points(self, pictures: Sequence[Points], *, mirror: bool) -> list[tuple[int, Hint]]:
        if not self._index.ntotal or not any(map(len, pictures)):
            return []
        pictures = [self._held_points(points) for points in pictures]
        here = np.repeat(np.arange(len(pictures)), [len(p) for p in pictures])
        scale = np.concatenate([p.scale for p in pictures])
        angle = np.concatenate([p.angle for p in pictures])
        asked = np.concatenate([p.descriptors for p in pictures])
        apart, near = _nearest(self._index, np.ascontiguousarray(asked))
        point, rank = np.nonzero((near >= 0) & (apart <= _NEAR_BITS))
        held = near[point, rank]
        picture = self._picture_of.at(held)
        sizes = self._scale.at(held) - scale[point]
        turns = (self._angle.at(held) - angle[point]) % _BITS
        pair = picture * len(pictures) + here[point]
        votes = _votes(pair, point, sizes, turns)
        hints = []
        for key, count in votes:
            number, there = self._pictures[key // len(pictures)]
            hints.append((number, Hint(key % len(pictures), there, mirror=mirror, votes=count)))
        return hints

    def _by_hashes(self, recording: Recording) -> list[tuple[int, Hint]]:
        good = np.flatnonzero(recording.quality >= GOOD_QUALITY)
        hints = []
        for row, place, apart in self._hashes.near(recording.hashes[good], MATCHING_BITS):
            number, there = self._hashed[place]
            votes = 2 * MATCHING_BITS - apart
            hints.append((number, Hint(int(good[row]), there, mirror=False, votes=votes)))
        return hints


def points_for(pictures: int) -> int:
    """How many points of each picture a shelf of so many `pictures` holds."""
    return max(_FEWEST_POINTS, min(MOST_POINTS, _ROOM // max(1, pictures)))


def _votes(pair: Indices, point: Indices, sizes: Indices, turns: Indices) -> list[tuple[int, int]]:
    """(pair, votes) of pairs with enough: distinct points that agree on a size and a turn, roughly.

    Counted in bins, and again in bins shifted by half, so that no agreement is cut in two.
    """
    best: dict[int, int] = {}
    points = int(point.max(initial=0)) + 1  # 63 bits hold ten million pictures, asked 600 of 160 points
    for shift in (0, 1):
        size_bin = (sizes + 12 + shift * (_SIZE_BIN // 2)) // _SIZE_BIN
        turn_bin = ((turns + shift * (_TURN_BIN // 2)) % _BITS) // _TURN_BIN
        key = (pair * 16 + size_bin) * 8 + turn_bin
        once = np.sort(key * points + point)
        once = once[np.diff(once, prepend=-1) > 0] // points
        keys, counts = np.unique(once, return_counts=True)
        enough = counts >= _FEWEST_VOTES
        for each, count in zip((keys[enough] // 128).tolist(), counts[enough].tolist(), strict=True):
            best[each] = max(best.get(each, 0), count)
    return sorted(best.items())


def _index(sample: Bytes, expected: int) -> "faiss.IndexBinary":
    """As many lists as descriptors in one: then as much is spent on finding the lists as on reading them."""
    if len(sample) <= _FLAT_UP_TO:
        return faiss.IndexBinaryFlat(_BITS)
    lists = min(_MOST_LISTS, isqrt(expected), len(sample) // _A_LIST)
    coarse = faiss.IndexBinaryFlat(_BITS)
    index = faiss.IndexBinaryIVF(coarse, _BITS, lists)
    index.cp.min_points_per_centroid = 1
    index.cp.max_points_per_centroid = _A_LIST
    index.train(np.ascontiguousarray(sample))
    index.nprobe = _PROBED if expected <= _MANY else _PROBED_OF_MANY
    return index


def _nearest(index: "faiss.IndexBinary", asked: Bytes) -> tuple[Indices, Indices]:
    """Bits apart, and places, of the _NEIGHBOURS nearest to each of `asked` (n, 32).

    Asked list by list: what lies in one finds it in the processor's cache, and a third of the time is saved.
    """
    if not isinstance(index, faiss.IndexBinaryIVF):
        return index.search(asked, _NEIGHBOURS)
    order = np.argsort(index.quantizer.search(asked, 1)[1][:, 0], kind="stable")
    apart, near = index.search(asked[order], _NEIGHBOURS)
    back = np.argsort(order)
    return apart[back], near[back]


class _Growing:
    """Whole numbers from 0, as small as they can be kept, appended in pieces."""

    def __init__(self, kind: type[np.uint8] | type[np.uint32]) -> None:
        self._kind = kind
        self._all: npt.NDArray[np.uint8 | np.uint32] = np.empty(1 << 12, kind)
        self._count = 0

    def add(self, piece: Indices) -> None:
        """Append; where there is no room, half as much again is made."""
        needed = self._count + len(piece)
        if needed > len(self._all):
            larger = np.empty(max(needed, len(self._all) * 3 // 2), self._kind)
            larger[: self._count] = self._all[: self._count]
            self._all = larger
        self._all[self._count : needed] = piece
        self._count = needed

    def at(self, places: Indices) -> Indices:
        """What stands at `places`."""
        return self._all[: self._count][places].astype(np.int64)
