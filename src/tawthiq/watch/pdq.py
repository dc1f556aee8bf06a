"""PDQ hashes by their reference code, for exchange with others; our own matching does not use them.

Needs the extra `exchange` (pdqhash, BSD). One colour picture a second of 512 pixels, as the paper scales it:
Meta, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", 2019.
"""

from collections.abc import Iterable
from fractions import Fraction
from importlib.metadata import version as release
from typing import ClassVar

import numpy as np
import pdqhash

from tawthiq.media.analyser import Finding, Heard, Pictures, Seen, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column
from tawthiq.watch.perceptual import HASH_BYTES, Hash

_LONG_SIDE = 512
_COLUMNS = (Column("seconds", "s"), Column("hash", "1"), Column("quality", "1"))


class PdqHashes:
    """A track "track.pdq": seconds, hash (32 bytes a row, as PDQ's hexadecimal writes it), quality 0-100."""

    name: ClassVar = "tawthiq.pdq"
    version: ClassVar = f"1+pdqhash-{release('pdqhash')}"

    def __init__(self) -> None:
        self._seconds: list[float] = []
        self._hashes: list[Hash] = []
        self._qualities: list[int] = []

    def wants(self, probe: Probe) -> Wants:
        """One colour picture a second."""
        return Wants(pictures=Pictures(Fraction(1), _LONG_SIDE, colour=True))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Hash one picture."""
        if seen.picture is not None:
            bits, quality = pdqhash.compute(seen.picture)
            self._seconds.append(seen.second)
            self._hashes.append(np.packbits(np.asarray(bits, np.uint8)))
            self._qualities.append(int(quality))
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The track, where anything was seen."""
        if self._hashes:
            hashes = np.stack(self._hashes).reshape(-1, HASH_BYTES)
            arrays = (np.array(self._seconds, np.float64), hashes, np.array(self._qualities, np.uint8))
            yield Table("track.pdq", _COLUMNS, arrays)
