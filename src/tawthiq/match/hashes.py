"""256-bit perceptual hashes over time, and the distances between those of two recordings.

Only frames of quality 50 or more are compared (the PDQ reference's recommendation): flat frames, such as
black, fog and title cards, resemble one another by chance.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tawthiq.record.digest import Digest

MIN_QUALITY = 50

Floats: TypeAlias = npt.NDArray[np.float64]
Words: TypeAlias = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class HashTrack:
    """Hashes of one recording over time.

    `seconds` (n,) media time, ascending; `hashes` (n, 32) bytes; `quality` (n,) 0-100; `duration` in
    seconds; `still` for a picture, which has one hash.
    """

    item: Digest
    seconds: Floats
    hashes: npt.NDArray[np.uint8]
    quality: npt.NDArray[np.uint8]
    duration: float
    still: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two recordings, the seconds of their usable samples, (n,) and (m,), and all distances, (n, m) bits."""

    short: HashTrack
    long: HashTrack
    here: Floats
    there: Floats
    distances: npt.NDArray[np.uint16]

    @property
    def offsets(self) -> Floats:
        """Seconds from each sample of the shorter to each of the longer, (n, m)."""
        offsets: Floats = self.there[None, :] - self.here[:, None]
        return offsets


def pair_of(short: HashTrack, long: HashTrack) -> Pair:
    """The pair with the distances between all usable samples."""
    one, other = short.quality >= MIN_QUALITY, long.quality >= MIN_QUALITY
    apart = distances(as_words(short.hashes[one]), as_words(long.hashes[other]))
    return Pair(short, long, short.seconds[one], long.seconds[other], apart)


def as_words(hashes: npt.NDArray[np.uint8]) -> Words:
    """(n, 32) bytes as (n, 4) words of 64 bits, for counting."""
    return np.ascontiguousarray(hashes).view(np.uint64).reshape(-1, 4)


def distances(one: Words, other: Words) -> npt.NDArray[np.uint16]:
    """Hamming distances, (n, m), between hashes given as (n, 4) and (m, 4) words."""
    total = np.zeros((len(one), len(other)), np.uint16)
    for word in range(4):
        total += np.bitwise_count(one[:, word, None] ^ other[None, :, word])
    return total
