"""An entry of a chain: one line of the log, which commits to a body without showing it.

`commit` = SHA-256(salt ‖ canonical body), the salt 32 random bytes per entry and kept with the body:
when a body is disposed of, its words cannot be guessed from the log. `prev` = SHA-256 of the bytes of
the line before (64 zeros at the start), line feed not included. The Merkle leaf is the line's bytes.
"""

import enum
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tawthiq.record.canonical import JsonObject, canonical, parse_object
from tawthiq.record.codec import from_json, to_json
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.errors import LawBroken

GENESIS = Digest("0" * 64)
"""`prev` of a chain's first entry."""

SALT_BYTES = 32

_SALT = re.compile(r"[0-9a-f]{64}\Z")


class EntryKind(enum.StrEnum):
    """What an entry commits to."""

    WRITER = "writer"
    ITEM = "item"
    STATEMENT = "statement"
    TASK = "task"
    REJECT = "reject"
    DISPOSAL = "disposal"
    CHECKPOINT = "checkpoint"


@dataclass(frozen=True, slots=True)
class Entry:
    """Line `n` (from 1) of a chain."""

    n: int
    prev: Digest
    at: datetime
    kind: EntryKind
    commit: Digest

    @property
    def line(self) -> bytes:
        """The exact bytes of the line, without line feed."""
        return canonical(to_json(self))


def parse_entry(line: bytes) -> Entry:
    """Inverse of `Entry.line`. Raises LawBroken on anything else."""
    return from_json(Entry, parse_object(line))


@dataclass(frozen=True, slots=True)
class Body:
    """What an entry commits to, with the salt (hexadecimal) that hides it."""

    salt: str
    body: JsonObject

    @property
    def line(self) -> bytes:
        """The exact bytes of the line in `bodies/`, without line feed."""
        return canonical({"body": self.body, "salt": self.salt})


DISPOSED = b"null"
"""The line that stands where a body was disposed of."""


def parse_body(line: bytes) -> Body | None:
    """Inverse of `Body.line`; None where the body was disposed of. Raises LawBroken otherwise."""
    if line == DISPOSED:
        return None
    held = parse_object(line)
    salt, body = held.get("salt"), held.get("body")
    if held.keys() != {"salt", "body"} or not isinstance(salt, str) or not isinstance(body, Mapping):
        raise LawBroken("a body line is {body, salt} or null")
    if not _SALT.match(salt):
        raise LawBroken(f"a salt is {2 * SALT_BYTES} lower-case hexadecimal digits")
    return Body(salt, body)


def commitment(body: Body) -> Digest:
    """SHA-256 of the salt's bytes and the canonical body."""
    content = bytes.fromhex(body.salt) + canonical(body.body)
    return Digest(hashlib.sha256(content).hexdigest())


def next_entry(before: Entry | None, at: datetime, kind: EntryKind, body: Body) -> Entry:
    """The entry that follows `before` in its chain and commits to `body`."""
    prev = digest_of(before.line) if before else GENESIS
    return Entry(before.n + 1 if before else 1, prev, at, kind, commitment(body))
