"""A zip archive as hostile input: what is in it, one depth down, and nothing that could hurt.

Names of members are data and never paths. A member is refused where it is encrypted, a link, or swells
beyond a ratio; the whole archive where entries overlap (one blob counted many times) or are too many.
"""

import io
import stat
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from lzma import LZMAError
from pathlib import Path
from typing import Any, BinaryIO, cast
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from tawthiq.intake.source import STAGE, SYSTEM_FILE, is_system_name
from tawthiq.record.bodies import Reject
from tawthiq.record.errors import SourceError
from tawthiq.record.when import When, wall_clock

ZIP_ERRORS = (BadZipFile, LargeZipFile, zlib.error, LZMAError, EOFError, OSError, ValueError,
              NotImplementedError, RuntimeError)  # fmt: skip
"""What the standard library raises on archives that are broken, encrypted or of unknown methods."""

_LOCAL_HEADER = 30
_ENCRYPTED, _NAME_IS_UTF8 = 0x1, 0x800


@dataclass(frozen=True, slots=True)
class Caps:
    """How much an archive may hold. The ratio counts for members that swell beyond `ratio_from` bytes."""

    members: int = 100_000
    total: int = 256 * 2**30
    ratio: int = 200
    ratio_from: int = 10 * 2**20


CAPS = Caps()


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `open` streams its bytes and raises SourceError where they are not whole.

    It can be opened until the next member is asked for. `modified` has no zone: zip keeps none.
    """

    name: str
    size: int
    modified: When | None
    open: Callable[[], BinaryIO]


def members(path: Path, *, caps: Caps = CAPS) -> Iterator[Member | Reject]:
    """The files in the zip at `path` in its own order; folders are skipped, the rest is never silent.

    A member that is an archive itself is handed over as bytes and not looked into. Raises SourceError
    where `path` is no zip that can be listed.
    """
    with path.open("rb") as file:
        yield from members_of(file, path.name, caps=caps)


def members_of(file: BinaryIO, name: str, *, caps: Caps = CAPS) -> Iterator[Member | Reject]:
    """As `members`, for an open file called `name` in rejects and errors."""
    try:
        archive = ZipFile(file)
    except ZIP_ERRORS as cause:
        raise SourceError(f"{name} is not a zip archive that can be listed: {cause}") from cause
    with archive:
        held = [info for info in archive.infolist() if not info.is_dir()]
        if refused := _refused(file, held, caps):
            yield Reject(name, "", refused, STAGE)
            return
        total = 0
        for info in held:
            total += info.file_size
            yield _member(archive, info, name, "archive is too large" if total > caps.total else "", caps)


def check_zip(file: BinaryIO, name: str, *, caps: Caps) -> None:
    """Raises SourceError unless every member of the zip `name` could be taken in under `caps`."""
    for met in members_of(file, name, caps=caps):
        if isinstance(met, Reject) and met.reason != SYSTEM_FILE:
            raise SourceError(f"{name}, {met.where}: {met.reason}")
    file.seek(0)


def _refused(file: BinaryIO, held: list[ZipInfo], caps: Caps) -> str:
    if len(held) > caps.members:
        return f"holds {len(held)} files, over the cap of {caps.members}"
    try:
        stretches = sorted(_stretch(file, info) for info in held)
    except ZIP_ERRORS as cause:
        return f"its entries are not where its list says: {cause}"
    ends = [end for _, end in stretches]
    if any(start < end for (start, _), end in zip(stretches[1:], ends, strict=False)):
        return "its entries overlap, as in a zip bomb"
    return ""


def _stretch(file: BinaryIO, info: ZipInfo) -> tuple[int, int]:
    """First and past-last byte of an entry, by the lengths in its own header, not the list's."""
    file.seek(info.header_offset)
    header = file.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise BadZipFile(f"no header for {info.filename!r}")
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return info.header_offset, info.header_offset + _LOCAL_HEADER + lengths + info.compress_size


def _member(archive: ZipFile, info: ZipInfo, zip_name: str, refused: str, caps: Caps) -> Member | Reject:
    name = _name(info)
    if refused := refused or _refused_member(info, name, caps):
        return Reject(zip_name, name, refused, STAGE)
    return Member(name, info.file_size, _modified(info), lambda: _open(archive, info, zip_name))


def _refused_member(info: ZipInfo, name: str, caps: Caps) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if is_system_name(name):
        return SYSTEM_FILE
    if info.flag_bits & _ENCRYPTED:
        return "encrypted; ask the giver for the password and unpack it by hand"
    if kind == stat.S_IFLNK:
        return "symbolic link, not followed"
    if kind not in (0, stat.S_IFREG):
        return "neither a file nor a folder"
    if info.file_size > caps.ratio_from and info.file_size > caps.ratio * max(info.compress_size, 1):
        return f"swells more than {caps.ratio} times, as in a zip bomb"
    return ""


def _name(info: ZipInfo) -> str:
    """As found. Names without the UTF-8 flag are often UTF-8 all the same; zipfile took them for cp437."""
    if not info.flag_bits & _NAME_IS_UTF8:
        try:
            return info.filename.encode("cp437").decode("utf-8")
        except UnicodeError:
            return info.filename
    return info.filename


def _modified(info: ZipInfo) -> When | None:
    if info.date_time == (1980, 1, 1, 0, 0, 0):  # what is written where nobody knew the time
        return None
    try:
        return wall_clock(datetime(*info.date_time, tzinfo=UTC))  # wall_clock drops the zone again
    except ValueError:
        return None


def _open(archive: ZipFile, info: ZipInfo, zip_name: str) -> BinaryIO:
    where = f"{zip_name}, {info.filename}"
    try:
        return cast(BinaryIO, io.BufferedReader(_Whole(archive.open(info), where)))
    except ZIP_ERRORS as cause:
        raise SourceError(f"{where}: {cause}") from cause


class _Whole(io.RawIOBase):
    """A member's stream that names the archive when its bytes turn out broken."""

    def __init__(self, stream: Any, where: str) -> None:
        self._stream = stream
        self._where = where

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            content = self._stream.read(len(buffer))
        except ZIP_ERRORS as cause:
            raise SourceError(f"{self._where}: {cause}") from cause
        buffer[: len(content)] = content
        return len(content)
