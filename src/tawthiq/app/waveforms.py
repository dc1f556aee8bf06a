"""Waveforms for pages: the loudest of each column, from the stored track."""

import numpy as np

from tawthiq.record.digest import Digest
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.objects import ObjectStore
from tawthiq.store.tracks import read_track


def waveform(index: Index, track: Digest, points: int) -> tuple[float, ...]:
    """At most `points` heights between 0 and 1 over the whole recording, the loudest being 1."""
    path = ObjectStore(index.layout).locate(queries.item(index, track).item)
    columns = read_track(path.read_bytes())
    peaks = np.maximum(np.abs(columns["low"].astype(np.int32)), np.abs(columns["high"].astype(np.int32)))
    if not len(peaks):
        return ()
    edges = np.linspace(0, len(peaks), min(points, len(peaks)) + 1).astype(int)[:-1]
    heights = np.maximum.reduceat(peaks, edges) / max(1, int(peaks.max()))
    return tuple(round(float(height), 3) for height in heights)
