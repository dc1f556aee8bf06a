"""One encrypted file that opens with the public tools `age` and `tar`, without our software.

It is a tar of two or three members: HOW-TO-OPEN.txt; `key.age`, a fresh key under the passphrase where
there is one; `record.tar.age`, the folder's stream encrypted to that key or to the given recipients.
pyrage encrypts to a passphrase in memory only, to keys in a stream; hence the key between the two.
"""

import io
import os
import tarfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from tawthiq.record.errors import ExtraMissing, NotUnlocked, UsageError
from tawthiq.store.durable import discarded_on_failure, sync_folder, writing_to

HOW_TO_OPEN = """Opens with two public tools, age and tar, in a folder of its own:

    tar -xf THIS-FILE
    age -d key.age > key.txt                  asks for the passphrase; only where there is a key.age
    age -d -i key.txt record.tar.age | tar -x
    rm key.txt

or with the software that made it: tawthiq unlock THIS-FILE
"""

_HOW, _KEY, _RECORD = "HOW-TO-OPEN.txt", "key.age", "record.tar.age"
_BLOCK = tarfile.BLOCKSIZE
_LARGEST_KEY = 2**16


class Readable(Protocol):
    """Whatever can be read a piece at a time."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, b"" at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Secret:
    """What locks or opens: a passphrase, or age's keys: recipients "age1…", identities "AGE-SECRET-KEY-…"."""

    passphrase: str = ""
    recipients: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()


def write_locked(source: Readable, file: Path, secret: Secret) -> Secret:
    """Encrypts `source` into the new `file`, durably; what opens it again here and now.

    To check what only others can open, a key that is never written down is among the recipients.
    Raises UsageError where the file is there already or a recipient is none, ExtraMissing, WriteFailed.
    """
    age = _age()
    key = age.x25519.Identity.generate()
    recipients = [key.to_public(), *_others(age, secret)]
    if file.exists():
        raise UsageError(f"{file} is there already, and is not overwritten")
    part = file.with_name(file.name + ".part")
    with discarded_on_failure(part), writing_to(part):
        part.unlink(missing_ok=True)  # of a run that was killed: locked bytes, cut short
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w+b") as out:
            _add(out, _HOW, HOW_TO_OPEN.encode())
            if secret.passphrase:
                _add(out, _KEY, age.passphrase.encrypt(f"{key}\n".encode(), secret.passphrase))
            _add_stream(out, age, source, recipients)
            out.write(bytes(2 * _BLOCK))
            out.flush()
            os.fsync(out.fileno())
        part.rename(file)
        sync_folder(file.resolve().parent)
    return secret if secret.passphrase else Secret(identities=(str(key),))


@contextmanager
def read_locked(file: Path, secret: Secret) -> Iterator[BinaryIO]:
    """The decrypted stream of `file`. Raises NotUnlocked, when the whole of it was read at the latest."""
    age = _age()
    with file.open("rb") as held:
        parts = _parts(held, file)
        identities = [_identity(age, i) for i in secret.identities or _unwrapped(age, held, parts, secret)]
        start, size = parts[_RECORD]
        held.seek(start)
        with _decrypting(age, _Limited(held, size), identities) as stream:
            yield stream


def has_passphrase(file: Path) -> bool:
    """Whether `file` asks for a passphrase. Raises NotUnlocked where it is no locked file."""
    with file.open("rb") as held:
        return _KEY in _parts(held, file)


@dataclass(slots=True)
class _Limited:
    """The next `left` bytes of `file`."""

    file: BinaryIO
    left: int

    def read(self, size: int = -1, /) -> bytes:
        got = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(got)
        return got


@dataclass(slots=True)
class _Remembering:
    """Reads `source`, and keeps what went wrong there: pyrage tells of it in words only."""

    source: Readable
    failed: BaseException | None = None

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self.source.read(size)
        except BaseException as cause:  # Ctrl-C too
            self.failed = cause
            raise


@contextmanager
def _decrypting(age: Any, source: Readable, identities: Sequence[Any]) -> Iterator[BinaryIO]:
    """A thread decrypts into a pipe; whoever reads it holds a piece of it at a time."""
    into, out = os.pipe()
    failed: list[Exception] = []

    def decrypt() -> None:
        with os.fdopen(out, "wb") as pipe:
            try:
                age.decrypt_io(source, pipe, identities)
            except Exception as cause:  # noqa: BLE001 - told by the reader, who alone knows what it means
                failed.append(cause)

    thread = threading.Thread(target=decrypt, daemon=True)
    thread.start()
    try:
        with os.fdopen(into, "rb") as stream:
            try:
                yield stream
            finally:
                while stream.read(2**20):  # what was not read is still to be authenticated
                    pass
    finally:
        thread.join()
        if failed:
            raise NotUnlocked(f"it could not be decrypted: {failed[0]}") from failed[0]


def _others(age: Any, secret: Secret) -> list[Any]:
    if not (secret.passphrase or secret.recipients):
        raise UsageError("a passphrase or a recipient is needed to lock")
    try:
        return [age.x25519.Recipient.from_str(each) for each in secret.recipients]
    except age.RecipientError as cause:
        raise UsageError(f"a recipient is a key that begins with age1: {cause}") from cause


def _add(out: BinaryIO, name: str, content: bytes) -> None:
    out.write(_header(name, len(content)) + content + bytes(-len(content) % _BLOCK))


def _add_stream(out: BinaryIO, age: Any, source: Readable, recipients: Sequence[Any]) -> None:
    """The size stands before the content and is known after it: the header is written twice."""
    before = out.tell()
    out.write(_header(_RECORD, 0))
    read = _Remembering(source)
    try:
        age.encrypt_io(read, out, recipients)
    except (age.EncryptError, OSError) as cause:
        raise (read.failed or OSError(str(cause))) from cause
    end = out.tell()
    size = end - before - _BLOCK
    out.write(bytes(-size % _BLOCK))
    out.seek(before)
    out.write(_header(_RECORD, size))
    out.seek(0, io.SEEK_END)


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")


def _parts(held: BinaryIO, file: Path) -> dict[str, tuple[int, int]]:
    """Where each member's bytes begin, and how many there are."""
    try:
        with tarfile.open(fileobj=held, mode="r:") as outer:
            parts = {info.name: (info.offset_data, info.size) for info in outer if info.isreg()}
    except tarfile.TarError as cause:
        raise NotUnlocked(f"{file} is not a locked record: {cause}") from cause
    if _RECORD not in parts:
        raise NotUnlocked(f"{file} is not a locked record: it holds no {_RECORD}")
    return parts


def _unwrapped(age: Any, held: BinaryIO, parts: dict[str, tuple[int, int]], secret: Secret) -> list[str]:
    if _KEY not in parts:
        raise NotUnlocked("this file opens with a key, not with a passphrase")
    start, size = parts[_KEY]
    if size > _LARGEST_KEY:
        raise NotUnlocked("its key is too large to be one")
    held.seek(start)
    try:
        return str(age.passphrase.decrypt(held.read(size), secret.passphrase).decode()).split()
    except age.DecryptError as cause:
        raise NotUnlocked("the passphrase is another, or the file was altered") from cause


def _identity(age: Any, written: str) -> Any:
    try:
        return age.x25519.Identity.from_str(written)
    except age.IdentityError as cause:
        raise NotUnlocked(f"a key begins with AGE-SECRET-KEY-1: {cause}") from cause


def _age() -> Any:
    try:
        import pyrage
    except ImportError as cause:
        message = "locking needs the extra `lock`, which is not installed"
        raise ExtraMissing(message, mend="Install it: pip install 'tawthiq-record[lock]'.") from cause
    return cast(Any, pyrage)
