"""The recordings that can be matched, read from their tracks when they are looked at.

A picture is some 40 kB in memory while it is compared, so that a hundred hours would be 14 GB: only what was
looked at last is held.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tawthiq.app.match_tasks import STAGE, Waiting
from tawthiq.match.loading import recording_of
from tawthiq.match.marks import Register
from tawthiq.match.recording import Points, Recording
from tawthiq.match.shelf import LARGEST_SAMPLE, Shelf, points_for
from tawthiq.record.bodies import Reject
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken, NotFound
from tawthiq.record.item import Access
from tawthiq.store import queries
from tawthiq.store.listings import lengths
from tawthiq.store.tracks import read_track
from tawthiq.store.writing import RecordWriter

_PICTURES = 25_000
"""Pictures that are held at a time: a gigabyte."""


@dataclass(frozen=True, slots=True)
class HeldRecordings:
    """What can be matched, in order, and an empty shelf that fits it.

    `read` brings the recording of an item, without marks; it raises NotFound where a track has gone since.
    """

    waiting: tuple[Waiting, ...]
    shelf: Shelf
    read: Callable[[Digest], Recording]


def held_recordings(record: RecordWriter, waiting: Sequence[Waiting]) -> HeldRecordings:
    """Of `waiting`, those whose tracks are there and belong together; the rest as rejects."""
    read = _reader(record, waiting)
    pictures = sum(each.pictures for each in waiting)
    points = points_for(pictures)
    every = max(1, pictures * points // LARGEST_SAMPLE)
    held, marked, rejects = list[Waiting](), list[Points](), list[Reject]()
    sample = [np.empty((0, 32), np.uint8)]
    for each in waiting:
        try:
            recording = read(each.item)
        except (NotFound, LawBroken) as cause:
            name = next(
                iter(queries.item(record.index, each.item, seen_by=Access.RESTRICTED).names), each.item
            )
            rejects.append(Reject(name, "", f"not matched: {cause.message}", STAGE, each.item))
            continue
        held.append(each)
        if recording.marked is not None:
            marked.append(recording.marked)
        sample += [found.descriptors[n % every : points : every] for n, found in enumerate(recording.points)]
    record.add(rejects=rejects)
    register = Register(marked)

    def without_known_marks(item: Digest) -> Recording:
        return register.strip(read(item))

    shelf = Shelf(np.concatenate(sample), points, expected=pictures * points)
    return HeldRecordings(tuple(held), shelf, without_known_marks)


def _reader(record: RecordWriter, waiting: Sequence[Waiting]) -> Callable[[Digest], Recording]:
    """Brings recordings as their tracks are; as many as have _PICTURES, of usual length, are held."""
    tracks = {each.item: each.tracks for each in waiting}
    lasting = lengths(record.index, seen_by=Access.RESTRICTED)
    usual = sum(each.pictures for each in waiting) / max(1, len(waiting))

    @lru_cache(maxsize=max(2, round(_PICTURES / max(1, usual))))
    def read(item: Digest) -> Recording:
        columns = {}
        for name, digest in tracks[item].items():
            with record.objects.open(digest) as file:
                columns[name] = read_track(file.read())
        duration = lasting.get(item)
        return recording_of(item, columns, None if duration is None else float(duration))

    return read
