"""Faces located on demand, to be covered: one locked pass over one item, kept as a restricted track."""

from tawthiq.app.watching import Footage
from tawthiq.engine.executor import Executor
from tawthiq.engine.local import LocalExecutor
from tawthiq.media.second import PRELOAD, excerpt_task
from tawthiq.media.watching import account_of
from tawthiq.record.agent import software
from tawthiq.record.bodies import Task, TaskDone, parameters_digest
from tawthiq.record.digest import digest_of
from tawthiq.record.draft import Draft, signed
from tawthiq.record.errors import MediaError
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.measure import Track
from tawthiq.store import queries
from tawthiq.store.queries import StatementRow
from tawthiq.store.writing import RecordWriter
from tawthiq.watch.face_places import FacePlaces

STAGE = "second/faces"
_SECONDS = 4 * 3600.0


def locate_faces(record: RecordWriter, film: Footage, executor: Executor | None = None) -> StatementRow:
    """The restricted statement with the track of faces of `film`. Raises ExtraMissing, MediaError."""
    FacePlaces()  # raises here, not in the child, where the extra is missing
    task = Task(STAGE, FacePlaces.version, parameters_digest({}), (film.item.digest,))
    runner = executor or LocalExecutor(1, preload=PRELOAD)
    work = excerpt_task(
        film.path, "tawthiq.watch.face_places:FacePlaces", {}, key=film.item.digest, seconds=_SECONDS
    )
    account = account_of(next(runner.run([work])))
    if not account.tracks:
        raise MediaError("; ".join(fault.what for fault in account.faults) or "nothing could be looked at")
    (track,) = account.tracks
    item = Item(digest_of(track.npz), len(track.npz), "application/x-npz", Role.TRACK, Access.RESTRICTED)
    record.objects.put_bytes(track.npz)
    by = software(track.header.by.name, track.header.by.version)
    value = Track(item.digest, track.header.columns, track.header.rows)
    said = signed(Draft("track.faces", value), film.item.digest, by, task=task.id, access=Access.RESTRICTED)
    (id,) = record.add([item], [said]).ids
    record.add(tasks=[TaskDone(task, (item.digest,), (id,), account.end is not None)])
    return queries.statement(record.index, id, seen_by=Access.RESTRICTED)
