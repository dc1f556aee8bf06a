"""Waveforms for pages: the loudest of each column, from the stored track."""

import numpy as np

from tawthiq.app.footage_clock import track_of
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.store.index import Index


def waveform(index: Index, item: Digest, points: int, *, seen_by: Access) -> tuple[float, ...]:
    """At most `points` heights between 0 and 1 over the whole recording, the loudest being 1."""
    columns = track_of(index, item, "track.waveform", seen_by=seen_by)
    if columns is None:
        return ()
    peaks = np.maximum(np.abs(columns["low"].astype(np.int32)), np.abs(columns["high"].astype(np.int32)))
    edges = np.linspace(0, len(peaks), min(points, len(peaks)) + 1).astype(int)[:-1]
    heights = np.maximum.reduceat(peaks, edges) / max(1, int(peaks.max()))
    return tuple(round(float(height), 3) for height in heights)
