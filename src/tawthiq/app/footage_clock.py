"""The clock of one footage item: where its media time begins, and the exact second of each of its frames."""

import json
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from tawthiq.media.probe import Probe
from tawthiq.record.codec import from_json
from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotFound
from tawthiq.record.item import Access
from tawthiq.record.measure import Track
from tawthiq.record.selector import Frame, Seconds
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.objects import ObjectStore
from tawthiq.store.tracks import read_track

_NEAR = 0.002
"""Seconds within which a player's second is that of a frame: browsers keep whole milliseconds in places."""

Columns = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class FootageClock:
    """`zero` is added to media time to seek in the original (docs/decisions/0006)."""

    probe: Probe
    frames: Columns

    @property
    def zero(self) -> Fraction:
        """The container's time of media second 0, where that is positive."""
        return max(Fraction(0), self.probe.zero)

    def second(self, asked: Fraction) -> Seconds:
        """The exact second, and frame, that a player showing `asked` seconds of media time shows."""
        stream = self.probe.stream(self.probe.video)
        seconds = self.frames.get("seconds")
        if stream is None or seconds is None or not len(seconds):
            return Seconds(asked)
        number = max(0, int(bisect_left(seconds, float(asked) + _NEAR)) - 1)
        pts = int(self.frames["pts"][number])
        exact = max(Fraction(0), pts * stream.time_base - self.probe.zero)
        return Seconds(exact, frame=Frame(stream.index, pts, stream.time_base))


def footage_clock(index: Index, item: Digest, *, seen_by: Access) -> FootageClock | None:
    """The clock of `item`; None where it was not watched or is not there for `seen_by`."""
    probe = probe_of(index, item, seen_by)
    frames = track_of(index, item, "track.frames", seen_by=seen_by)
    return FootageClock(probe, frames or {}) if probe else None


def track_of(index: Index, item: Digest, term: str, *, seen_by: Access) -> Columns | None:
    """The columns of the latest track of that property; None where there is none."""
    rows = queries.statements(index, item=item, properties=(term,), seen_by=seen_by)
    for row in reversed(rows):
        if isinstance(row.statement.value, Track):
            return read_track(_bytes(index, row.statement.value.item))
    return None


def has_track(index: Index, item: Digest, term: str, *, seen_by: Access) -> bool:
    """Whether there is a track of that property to ask for."""
    rows = queries.statements(index, item=item, properties=(term,), seen_by=seen_by)
    return any(isinstance(row.statement.value, Track) for row in rows)


def packed_columns(
    index: Index, item: Digest, term: str, columns: Mapping[str, str], *, seen_by: Access
) -> bytes:
    """Columns of a track one after the other, each in the little-endian type named. Raises NotFound."""
    found = track_of(index, item, term, seen_by=seen_by)
    if found is None:
        raise NotFound(f"item {item} has no {term}")
    return b"".join(np.asarray(found[name], kind).tobytes() for name, kind in columns.items())


def probe_of(index: Index, item: Digest, seen_by: Access) -> Probe | None:
    """What the file says of itself; None where it was not watched or is not there for `seen_by`."""
    rows = queries.statements(index, citing=item, properties=("derived-from",), seen_by=seen_by)
    for row in reversed(rows):
        about = row.statement.about
        if isinstance(about, Span) and row.statement.recorded_by.name == "tawthiq probe":
            return from_json(Probe, json.loads(_bytes(index, about.item)))
    return None


def _bytes(index: Index, digest: Digest) -> bytes:
    with ObjectStore(index.layout).open(digest) as file:
        return file.read()
