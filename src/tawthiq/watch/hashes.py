"""One perceptual hash a second, for finding copies."""

from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar

import numpy as np

from tawthiq.media.analyser import Finding, Heard, Pictures, Seen, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column
from tawthiq.record.media_time import rational
from tawthiq.watch.perceptual import HASH_BYTES, Hash, perceptual_hash


class Hashes:
    """A track "track.hash": seconds, pts, hash (32 bytes a row), quality 0-100.

    The first frame and then the first of each second; a still picture has one row, at 0 s and pts 0.
    """

    name: ClassVar = "tawthiq.hashes"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._seconds: list[float] = []
        self._pts: list[int] = []
        self._hashes: list[Hash] = []
        self._qualities: list[int] = []
        self._time_base = Fraction(1)

    def wants(self, probe: Probe) -> Wants:
        """One small grey picture a second."""
        return Wants(pictures=Pictures(rate=Fraction(1), long_side=320, colour=False))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Hash one picture."""
        if seen.picture is not None:
            hashed, quality = perceptual_hash(seen.picture)
            self._seconds.append(seen.second)
            self._pts.append(seen.frame.pts if seen.frame else 0)
            self._time_base = seen.frame.time_base if seen.frame else Fraction(1)
            self._hashes.append(hashed)
            self._qualities.append(quality)
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The track, where anything was seen."""
        if not self._hashes:
            return
        columns = (
            Column("seconds", "s"),
            Column("pts", f"{rational(self._time_base)} s"),
            Column("hash", "1"),
            Column("quality", "1"),
        )
        arrays = (
            np.array(self._seconds, np.float64),
            np.array(self._pts, np.int64),
            np.stack(self._hashes).reshape(-1, HASH_BYTES),
            np.array(self._qualities, np.uint8),
        )
        yield Table("track.hash", columns, arrays)
