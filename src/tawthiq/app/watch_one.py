"""Watching one file without a record: the same pass, told at once."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tawthiq.app.accounting import UNSALTED, Drafted, drafted_from
from tawthiq.app.analysers import ANALYSERS
from tawthiq.app.filming import Inferring, filmed
from tawthiq.app.progress import Progress, Step, silent
from tawthiq.app.watching import (
    Footage,
    Harvest,
    harvested,
    is_footage,
    local_executor,
)
from tawthiq.media.messages import End
from tawthiq.media.probe import Probe
from tawthiq.media.watching import account_of, progress_of, watch_task
from tawthiq.record.errors import MediaError, NotFound, NotMedia
from tawthiq.record.item import Item
from tawthiq.record.statement import statement_id
from tawthiq.record.value import Link
from tawthiq.store.hashing import hash_file


@dataclass(frozen=True, slots=True)
class WatchedFile:
    """What one pass over a file says: of the file itself, what was found in it, and that as an account."""

    footage: Footage
    probe: Probe
    end: End | None
    harvest: Harvest
    draft: Drafted

    @property
    def contact_sheet(self) -> bytes | None:
        """The key frames on one picture, as JPEG; none where there are fewer than two."""
        links = (s.value for s in self.harvest.statements if s.property == "contact-sheet")
        sheets = {link.target for link in links if isinstance(link, Link)}
        return next((content for item, content in self.harvest.items if item.digest in sheets), None)


def watch_file(path: Path, progress: Progress = silent) -> WatchedFile:
    """Watches the file at `path` once. Raises NotFound, NotMedia, and MediaError where nothing was seen."""
    if not path.is_file():
        raise NotFound(f"{path} is not a file that is there", mend="Name a video, sound or picture.")
    if not is_footage(path):
        raise NotMedia(f"{path}: its first bytes are of no kind of footage we decode")
    stored = hash_file(path)
    footage = Footage(Item(stored.digest, stored.size, "application/octet-stream"), path, path.name)
    work = watch_task(path, ANALYSERS, key=stored.digest)

    def heard(_: object, message: bytes) -> None:
        if reached := progress_of(message):
            progress(Step("watching", float(reached.seconds), None, path.name))

    account = account_of(next(local_executor(1).run([work], on_message=heard)))
    if account.probe is None:
        raise MediaError(
            "; ".join(fault.what for fault in account.faults) or f"{path}: nothing could be read"
        )
    harvest = harvested(footage, account)
    about = Inferring(footage.item, partial(statement_id, UNSALTED))
    began = filmed(about, account.probe, harvest.statements)
    harvest = replace(harvest, statements=(*harvest.statements, *began))
    whole = account.end is not None
    draft = drafted_from(stored.digest, path.name, harvest.statements, whole=whole)
    return WatchedFile(footage, account.probe, account.end, harvest, draft)
