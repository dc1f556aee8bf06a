"""Bytes that are on the disk for certain: every write of the record goes through here."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar

from tawthiq.record.errors import RecordError


class WriteFailed(RecordError):
    """The disk refused a write; nothing of it was acknowledged."""

    mend: ClassVar[str] = "Free some space or check the disk, then run the same command again: it resumes."


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Turns the system's refusal of a write to `path` into WriteFailed."""
    try:
        yield
    except OSError as cause:
        raise WriteFailed(f"{path} could not be written: {cause.strerror or cause}") from cause


def write_all(descriptor: int, content: bytes | memoryview) -> None:
    """Writes every byte of `content`, however many calls that takes. Raises OSError."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_folder(folder: Path) -> None:
    """Makes the names in `folder` survive a loss of power. Raises OSError."""
    if os.name == "nt":  # folders cannot be opened there; NTFS journals names by itself
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Makes `folder` and what is missing above it, durably. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def place(path: Path, content: bytes, incoming: Path, *, mode: int = 0o644) -> None:
    """Puts `content` at `path` as a whole, in place of what was there. Raises WriteFailed.

    Written in `incoming` (a folder on the same file system), fsynced, renamed, folder fsynced: a reader
    sees the old file or the new one. After a failure the unfinished file is thrown away, never retried.
    """
    temporary = incoming / secrets.token_hex(16)
    with writing_to(path):
        make_folder(incoming)
        make_folder(path.parent)
        with discarded_on_failure(temporary):
            _write_new(temporary, content, mode)
            temporary.replace(path)
        sync_folder(path.parent)


@contextmanager
def discarded_on_failure(temporary: Path) -> Iterator[None]:
    """Removes `temporary` where the block fails, so that nothing ever takes it for finished."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _write_new(path: Path, content: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        write_all(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
