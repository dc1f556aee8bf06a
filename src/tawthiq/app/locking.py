"""A record as one encrypted file, for a border or a raid, and back."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from tawthiq.app.founding import TAWTHIQ
from tawthiq.app.progress import Progress, Step, silent
from tawthiq.record.errors import NotFound, NotUnlocked, NotWhole, UsageError
from tawthiq.record.item import Access
from tawthiq.store import queries
from tawthiq.store.durable import sync_folder, writing_to
from tawthiq.store.findings import Verification
from tawthiq.store.folder_stream import FolderStream, digests_in, files_of, unpack
from tawthiq.store.index import Index
from tawthiq.store.layout import TITLE_PAGE, open_layout
from tawthiq.store.locked import Secret, has_passphrase, read_locked, write_locked
from tawthiq.store.verify import verify
from tawthiq.store.writing import open_for_writing

SUFFIX = ".locked"

UNLOCKING = ".tawthiq-unlocking"
"""Ends the name of a folder being unlocked: ours alone, since what a killed run left there is removed."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A locked file that was read back and found equal; `external` items lie elsewhere, unlocked."""

    file: Path
    files: int
    size: int
    external: int
    removed: bool


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A record that is a folder again, and what checking every byte of it found."""

    record: Path
    files: int
    verification: Verification


def locked_file(folder: Path) -> Path:
    """Where the locked file of the record in `folder` goes by default: beside it."""
    whole = folder.resolve()
    return whole.with_name(whole.name + SUFFIX)


def lock(
    folder: Path, file: Path, secret: Secret, *, remove: bool = False, progress: Progress = silent
) -> Locked:
    """Locks the record in `folder` into the new `file` and reads it back; with `remove`, the folder goes.

    It goes only after every file in it was found, by digest, in what the locked file decrypts to. Raises
    UsageError, ExtraMissing, RecordBusy, WriteFailed, NotWhole; the folder is as it was then.
    """
    layout = open_layout(folder)
    if file.resolve().is_relative_to(layout.root):
        raise UsageError(f"{file} lies inside the record; a record is not locked into itself")
    with open_for_writing(layout, TAWTHIQ) as record:
        external = _external(record.index)
        stream = FolderStream(layout.root, files_of(layout))
        progress(Step("locking", 0, 2, file.name))
        opens = write_locked(stream, file, secret)
        progress(Step("locking", 1, 2, "reading it back"))
        with read_locked(file, opens) as held:
            found = digests_in(held)
        if found != stream.digests or stream.members != files_of(layout):
            raise NotWhole(f"{file} does not hold what the folder holds now; the folder was not touched")
        progress(Step("locking", 2, 2, file.name))
    if remove:
        if stream.members != files_of(layout):
            raise NotWhole(f"{layout.root} was written to after it was locked; it was not touched")
        _remove(layout.root)
    return Locked(file, len(stream.members), file.stat().st_size, external, remove)


def unlock(file: Path, folder: Path, secret: Secret, progress: Progress = silent) -> Unlocked:
    """Unlocks `file` into the new folder `folder`, whole or not at all, and checks every byte of it.

    Raises NotFound, UsageError where the folder is there already, ExtraMissing, NotUnlocked, WriteFailed.
    """
    if not file.is_file():
        raise NotFound(f"{file} is not there", mend="Name the locked file.")
    if folder.exists():
        raise UsageError(f"{folder} is there already, and is not overwritten")
    part = folder.with_name(f".{folder.name}{UNLOCKING}")
    progress(Step("unlocking", 0, 2, file.name))
    try:
        with writing_to(part):
            shutil.rmtree(part, ignore_errors=True)  # of a run that was killed: it must not stay, unlocked
            part.mkdir(mode=0o700)
        with read_locked(file, secret) as held:
            count = unpack(held, part)
        if not (part / TITLE_PAGE).is_file():
            raise NotUnlocked(f"{file} holds no {TITLE_PAGE}, and so no record")
        with writing_to(folder):
            part.rename(folder)
            sync_folder(folder.resolve().parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    progress(Step("unlocking", 1, 2, "checking every byte"))
    return Unlocked(folder, count, verify(open_layout(folder)))


def asks_passphrase(file: Path) -> bool:
    """Whether the locked `file` opens with a passphrase. Raises NotFound, NotUnlocked."""
    if not file.is_file():
        raise NotFound(f"{file} is not there", mend="Name the locked file.")
    return has_passphrase(file)


def _external(index: Index) -> int:
    return sum(bool(row.item.external) for row in queries.items(index, seen_by=Access.RESTRICTED))


def _remove(root: Path) -> None:
    """The title page first: what an interruption leaves is no record that anything would open."""
    with writing_to(root):
        (root / TITLE_PAGE).unlink()
        shutil.rmtree(root)
