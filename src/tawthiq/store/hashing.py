"""SHA-256 of files of any size, in constant memory."""

import hashlib
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tawthiq.record.digest import Digest

CHUNK = 1 << 20
"""Bytes read at a time: large enough that hashing and not Python is the cost."""


class Stored(NamedTuple):
    """Bytes by their digest, and how many they are."""

    digest: Digest
    size: int


def hash_stream(stream: BinaryIO) -> Stored:
    """Digest and size of what is left in `stream` (a raw, unbuffered one is fastest)."""
    hasher, buffer, size = hashlib.sha256(), memoryview(bytearray(CHUNK)), 0
    while count := stream.readinto(buffer):  # type: ignore[attr-defined]  # BinaryIO forgets readinto
        hasher.update(buffer[:count])
        size += count
    return Stored(Digest(hasher.hexdigest()), size)


def hash_file(path: Path) -> Stored:
    """Digest and size of the file at `path`. Raises OSError."""
    with path.open("rb", buffering=0) as stream:
        return hash_stream(stream)
