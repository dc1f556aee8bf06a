"""A record's folder as one stream of bytes (tar), and back, a piece at a time.

The index and unfinished writes are left out: losing them loses nothing. Names in a stream that comes
back are hostile until checked: a member is a plain file below the folder, or the whole is refused.
"""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotUnlocked, UsageError
from tawthiq.store.durable import writing_to
from tawthiq.store.hashing import CHUNK
from tawthiq.store.layout import TITLE_PAGE, Layout
from tawthiq.store.objects import SourceChanged

ROOT = "record"
"""The folder that all members lie in, for somebody who unpacks the stream by hand."""

_VIEW = "index.sqlite"
_BLOCK = tarfile.BLOCKSIZE


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the folder: its name below it, its size in bytes and when it was last written, ns."""

    name: str
    size: int
    modified: int


def files_of(layout: Layout) -> tuple[Member, ...]:
    """Every file that is the record, the title page first. Raises UsageError on links and devices."""
    found = sorted(_files(layout), key=lambda m: (m.name != TITLE_PAGE, m.name))
    return tuple(found)


def _files(layout: Layout) -> Iterator[Member]:
    for folder, folders, names in os.walk(layout.root):
        at = Path(folder)
        if at == layout.root:
            folders[:] = [name for name in folders if at / name != layout.incoming]
            names = [name for name in names if not name.startswith(_VIEW)]
        for name in [*names, *(n for n in folders if (at / n).is_symlink())]:
            path = at / name
            if path.is_symlink() or not path.is_file():
                raise UsageError(f"{path} is no plain file; a record holds only such")
            stat = path.stat()
            yield Member(path.relative_to(layout.root).as_posix(), stat.st_size, stat.st_mtime_ns)


@dataclass(slots=True)
class FolderStream:
    """Readable once, from the first byte to the last; `digests` are of the files read so far."""

    root: Path
    members: tuple[Member, ...]
    digests: dict[str, Digest] = field(default_factory=dict)
    _pieces: Iterator[bytes] | None = None
    _rest: memoryview = field(default_factory=lambda: memoryview(b""))

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, b"" at the end. Raises SourceChanged where a file was written to."""
        self._pieces = self._pieces or self._tar()
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = memoryview(piece)
        size = len(self._rest) if size < 0 else size
        taken, self._rest = self._rest[:size], self._rest[size:]
        return bytes(taken)

    def _tar(self) -> Iterator[bytes]:
        for member in self.members:
            header = tarfile.TarInfo(f"{ROOT}/{member.name}")
            header.size, header.mtime, header.mode = member.size, member.modified // 10**9, 0o600
            yield header.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")
            yield from self._content(member)
        yield bytes(2 * _BLOCK)

    def _content(self, member: Member) -> Iterator[bytes]:
        hasher, left = hashlib.sha256(), member.size
        with (self.root / member.name).open("rb") as file:
            while left and (chunk := file.read(min(CHUNK, left))):
                hasher.update(chunk)
                left -= len(chunk)
                yield chunk
            if left or file.read(1):
                raise SourceChanged(f"{self.root / member.name} was written to while it was being read")
        self.digests[member.name] = Digest(hasher.hexdigest())
        yield bytes(-member.size % _BLOCK)


def digests_in(stream: BinaryIO) -> dict[str, Digest]:
    """The digests of all files of a stream, by name; nothing is written. Raises NotUnlocked."""
    return {name: _copied(content, None) for name, content, _ in _members(stream)}


def unpack(stream: BinaryIO, folder: Path) -> int:
    """Writes all files of a stream below the new `folder`; how many. Raises NotUnlocked, WriteFailed."""
    count = 0
    for name, content, modified in _members(stream):
        path = folder / name
        with writing_to(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                _copied(content, file)
            os.utime(path, (modified, modified))
            path.chmod(0o400 if name.startswith("objects/") else 0o644)
        count += 1
    return count


def _members(stream: BinaryIO) -> Iterator[tuple[str, BinaryIO, float]]:
    seen: set[str] = set()
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for held in archive:
                name, content = _safe_name(held), archive.extractfile(held)
                if content is None or name in seen:
                    raise NotUnlocked(f"{held.name!r} stands twice in the file, or is no file")
                seen.add(name)
                yield name, io.BufferedReader(content), held.mtime  # type: ignore[type-var]
                archive.members = []  # type: ignore[attr-defined]  # else it remembers every header
    except (tarfile.TarError, EOFError) as cause:
        raise NotUnlocked(f"what was unlocked is not a record's stream: {cause}") from cause


def _safe_name(held: tarfile.TarInfo) -> str:
    """The name below the folder. Raises NotUnlocked on whatever would lead out of it."""
    root, *parts = PurePosixPath(held.name).parts or ("",)
    odd = any(p in {".", ".."} or "\\" in p or ":" in p or "\0" in p for p in parts)
    if not held.isreg() or root != ROOT or not parts or odd or held.name != "/".join((root, *parts)):
        raise NotUnlocked(f"{held.name!r} is no name of a record's file; nothing was written there")
    return "/".join(parts)


def _copied(content: BinaryIO, to: BinaryIO | None) -> Digest:
    hasher = hashlib.sha256()
    while chunk := content.read(CHUNK):
        hasher.update(chunk)
        if to is not None:
            to.write(chunk)
    return Digest(hasher.hexdigest())
