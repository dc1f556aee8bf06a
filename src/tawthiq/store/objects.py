"""The objects of a record: bytes known by their SHA-256, written once, never altered.

The write protocol, in this order and no other:

1. Open a new file in `tmp/<writer>/` with O_EXCL, mode 0400: nobody else writes to it, ever.
2. Copy the source into it in 1 MiB chunks, hashing what is written (or clone it by FICLONE and hash the
   clone). A source that changed meanwhile is refused.
3. fsync the file.
4. Make `objects/ab/` where it is missing, and fsync `objects/`.
5. Rename the file to its digest; where that name exists the same bytes are there already, so throw the
   new file away instead.
6. fsync `objects/ab/`.
7. Only then may a log line name the object,
8. and only after that line is fsynced is anything acknowledged.

A failure at any step removes the unfinished file. After a failed fsync the same file is never tried
again, because the system may have dropped its pages: the caller starts over with a new file.
"""

import hashlib
import io
import os
import secrets
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar

from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotFound, NotWhole, SourceError
from tawthiq.record.item import Item
from tawthiq.store.clone import cloned
from tawthiq.store.durable import discarded_on_failure, make_folder, sync_folder, write_all, writing_to
from tawthiq.store.hashing import CHUNK, Stored, hash_file
from tawthiq.store.layout import Layout


class SourceChanged(SourceError):
    """A file was written to while it was being copied in."""

    mend: ClassVar[str] = "Wait until the file is complete, then run the same command again."


@dataclass(frozen=True, slots=True)
class Orphans:
    """What an interrupted run left behind: unfinished files removed, whole objects that no log line
    names (kept: a later put of the same bytes uses them), and files moved to `quarantine/`."""

    removed: tuple[str, ...] = ()
    adopted: tuple[Digest, ...] = ()
    quarantined: tuple[str, ...] = ()


class ObjectStore:
    """The objects of one record; `writer` names the folder for unfinished files."""

    def __init__(self, layout: Layout, writer: str = "nobody") -> None:
        self._objects = layout.objects
        self._incoming = layout.incoming / writer
        self._quarantine = layout.quarantine

    def put(self, source: Path | BinaryIO) -> Stored:
        """Copies `source` in; digest and size. Raises SourceChanged, WriteFailed, OSError of the source."""
        if not isinstance(source, Path):
            return self._receive(source, None)
        with source.open("rb", buffering=0) as stream:
            return self._receive(stream, source)

    def put_bytes(self, content: bytes) -> Stored:
        """As `put`, for bytes in memory."""
        return self._receive(io.BytesIO(content), None)

    def path(self, digest: Digest) -> Path:
        """Where the object of that digest lies, or would."""
        return self._objects / digest[:2] / digest

    def locate(self, item: Item) -> Path:
        """Where the item's bytes lie: in the store, or where they stayed for an external item."""
        return Path(item.external) if item.external else self.path(item.digest)

    def __contains__(self, digest: Digest) -> bool:
        return self.path(digest).is_file()

    def size(self, digest: Digest) -> int:
        """Size in bytes. Raises NotFound."""
        try:
            return self.path(digest).stat().st_size
        except FileNotFoundError as cause:
            raise NotFound(f"no object {digest} is in the record") from cause

    def open(self, digest: Digest) -> BinaryIO:
        """The object for reading, buffered. Raises NotFound."""
        try:
            return self.path(digest).open("rb")
        except FileNotFoundError as cause:
            raise NotFound(f"no object {digest} is in the record") from cause

    def check(self, digest: Digest) -> bool:
        """Whether the object's bytes still hash to its name; reads all of them. Raises NotFound."""
        self.size(digest)
        return hash_file(self.path(digest)).digest == digest

    def check_item(self, item: Item) -> bool:
        """As `check`, where the item's bytes lie: for an external one outside the record."""
        path = self.locate(item)
        if not path.is_file():
            raise NotFound(f"item {item.digest} is not at {path}")
        return hash_file(path).digest == item.digest

    def discard(self, digest: Digest) -> None:
        """Removes an object that was disposed of; nothing where it is gone. Raises WriteFailed."""
        path = self.path(digest)
        with writing_to(path):
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                sync_folder(path.parent)

    def recover(self, known: Container[str]) -> Orphans:
        """Clears up after an interrupted run. `known` are the digests the log names; call under the lock."""
        with writing_to(self._objects):
            removed = tuple(_emptied(self._incoming))
            adopted, strangers = [], []
            for path in _files(self._objects):
                if path.name in known and self.path(Digest(path.name)) == path:
                    continue
                if self._is_true(path):
                    adopted.append(Digest(path.name))
                else:
                    strangers.append(self._set_aside(path))
        return Orphans(removed, tuple(adopted), tuple(strangers))

    def _receive(self, source: BinaryIO, origin: Path | None) -> Stored:
        with writing_to(self._incoming):
            make_folder(self._incoming)
        temporary = self._incoming / secrets.token_hex(16)
        with discarded_on_failure(temporary):
            stored = _fill_steadily(temporary, source, origin) if origin else _fill(temporary, source)
            self._settle(temporary, stored)
        return stored

    def _settle(self, temporary: Path, stored: Stored) -> None:
        target = self.path(stored.digest)
        with writing_to(target):
            make_folder(target.parent)
            if target.exists():
                _check_size(target, stored)
                temporary.unlink()
            else:
                temporary.replace(target)
            sync_folder(target.parent)

    def _is_true(self, path: Path) -> bool:
        if path.is_symlink() or self.path(Digest(path.name)) != path:
            return False
        return hash_file(path).digest == path.name

    def _set_aside(self, path: Path) -> str:
        make_folder(self._quarantine)
        aside = self._quarantine / f"{path.name}.{secrets.token_hex(4)}"
        path.replace(aside)
        return aside.name


def _fill_steadily(temporary: Path, source: BinaryIO, origin: Path) -> Stored:
    before = os.fstat(source.fileno())
    stored = _fill(temporary, source, clone=True)
    after = os.fstat(source.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise SourceChanged(f"{origin} was written to while it was being copied")
    if stored.size != before.st_size:
        raise SourceChanged(f"{origin} has {before.st_size} bytes, but {stored.size} could be read")
    return stored


def _fill(temporary: Path, source: BinaryIO, *, clone: bool = False) -> Stored:
    with _new_file(temporary) as descriptor:
        shared = clone and cloned(descriptor, source)
        stored = hash_file(temporary) if shared else _copy(descriptor, source, temporary)
        with writing_to(temporary):
            os.fsync(descriptor)
    return stored


@contextmanager
def _new_file(path: Path) -> Iterator[int]:
    with writing_to(path):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _copy(descriptor: int, source: BinaryIO, temporary: Path) -> Stored:
    hasher, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        hasher.update(chunk)
        with writing_to(temporary):
            write_all(descriptor, chunk)
        size += len(chunk)
    return Stored(Digest(hasher.hexdigest()), size)


def _check_size(target: Path, stored: Stored) -> None:
    if target.is_symlink() or target.stat().st_size != stored.size:
        raise NotWhole(f"{target} is not what its name says; run `tawthiq verify`")


def _emptied(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        path.unlink()
        yield path.name


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path
