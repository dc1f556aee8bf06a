"""SHA-256 digests, always 64 lower-case hexadecimal digits: the name of an item."""

import hashlib
import re
from typing import NewType

from tawthiq.record.errors import LawBroken

Digest = NewType("Digest", str)
"""SHA-256 of an item's bytes, or the id of a statement."""

_HEX = re.compile(r"[0-9a-f]{64}\Z")


def digest_of(content: bytes) -> Digest:
    """SHA-256 of `content` (FIPS 180-4)."""
    return Digest(hashlib.sha256(content).hexdigest())


def as_digest(text: str) -> Digest:
    """`text` as a digest. Raises LawBroken unless it is 64 lower-case hexadecimal digits."""
    if not _HEX.match(text):
        raise LawBroken(f"{text!r} is not a SHA-256 digest (64 lower-case hexadecimal digits)")
    return Digest(text)
