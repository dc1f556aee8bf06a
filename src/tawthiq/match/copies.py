"""Near-copies with their offset, at unchanged speed, from hashes taken about once a second.

Two recordings are sampled on grids that may lie half a second apart, and in lively footage a frame half a
second on is no longer the same picture. So there are two ways to be found: by single samples that are
clearly alike (`alike_samples`), and by a sequence whose samples are all a little alike along one offset and
not along the offsets beside it (`alike_sequences`). What crops, mirrors or re-films a picture changes its
hash too much for either; "no copy found" therefore never says "there is no copy".
"""

from collections.abc import Iterator, Sequence

import numpy as np

from tawthiq.match.alike_samples import sample_stretches
from tawthiq.match.alike_sequences import sequence_stretches
from tawthiq.match.hashes import HashTrack, Pair, pair_of
from tawthiq.match.stretch import Copy, Stretch


def find_copies(tracks: Sequence[HashTrack]) -> tuple[Copy, ...]:
    """Every stretch that two of `tracks` have in common, ordered by their indices and start."""
    found = (
        copy
        for one in range(len(tracks))
        for other in range(one + 1, len(tracks))
        for copy in _of_pair(tracks, one, other)
    )
    return tuple(sorted(found, key=lambda c: (c.short, c.long, c.start)))


def _of_pair(tracks: Sequence[HashTrack], one: int, other: int) -> Iterator[Copy]:
    short, long = sorted((one, other), key=lambda i: (tracks[i].duration, i))
    pair = pair_of(tracks[short], tracks[long])
    if not pair.distances.size:
        return
    for stretch in sample_stretches(pair) or sequence_stretches(pair):
        yield _copy(short, long, pair, stretch)


def _copy(short: int, long: int, pair: Pair, stretch: Stretch) -> Copy:
    """The stretch in seconds: half a sample more at either end, and inside both recordings."""
    half = 0.0 if pair.short.still else 0.5
    start = max(0.0, stretch.first - half, -stretch.offset)
    end = min(pair.short.duration, stretch.last + half, pair.long.duration - stretch.offset)
    share = float(np.clip(stretch.share, 0, 1))
    return Copy(short, long, start, max(start, end), stretch.offset, stretch.error, share, stretch.samples)
