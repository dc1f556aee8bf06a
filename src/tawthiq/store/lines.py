"""An entry's two lines, in log and bodies, assembled and taken apart by their fixed shape.

`record.entry` is the law; these give the same bytes (tests hold them to it) several times faster, because
the canonical form of a body is made once and its line is built around it.
"""

import hashlib
import re
from datetime import datetime
from functools import lru_cache

from tawthiq.record.digest import Digest, as_digest
from tawthiq.record.entry import SALT_BYTES, Entry, EntryKind, parse_entry
from tawthiq.record.errors import LawBroken
from tawthiq.record.written import parse_time, written_time

_ENTRY = re.compile(
    rb'\{"at":"([^"\\]+)","commit":"([0-9a-f]{64})","kind":"([a-z]+)","n":([1-9][0-9]{0,14}),'
    rb'"prev":"([0-9a-f]{64})"\}\Z'
)
_BEFORE, _BETWEEN, _AFTER = b'{"body":', b',"salt":"', b'"}'
_TAIL = len(_BETWEEN) + 2 * SALT_BYTES + len(_AFTER)


def entry_line(entry: Entry) -> bytes:
    """`Entry.line`: each of its pieces has one written form, and none needs escaping."""
    return (
        f'{{"at":"{written_time(entry.at)}","commit":"{entry.commit}","kind":"{entry.kind}",'
        f'"n":{entry.n},"prev":"{entry.prev}"}}'
    ).encode()


def read_entry(line: bytes) -> Entry:
    """As `parse_entry`. Raises LawBroken."""
    match = _ENTRY.match(line)
    if match is None:
        return parse_entry(line)  # which says what is wrong
    at, commit, kind, n, prev = (piece.decode() for piece in match.groups())
    if kind not in _KINDS:
        return parse_entry(line)
    return Entry(int(n), Digest(prev), _time(at), _KINDS[kind], Digest(commit))


_KINDS = {kind.value: kind for kind in EntryKind}


@lru_cache(maxsize=64)
def _time(written: str) -> datetime:
    return parse_time(written)


def body_line(body: bytes, salt: str) -> bytes:
    """`Body.line`, from the canonical bytes of the body and the salt in hexadecimal."""
    return _BEFORE + body + _BETWEEN + salt.encode() + _AFTER


def sealed_body(line: bytes) -> bytes:
    """Inverse of `body_line`: the canonical bytes of the body."""
    return line[len(_BEFORE) : -_TAIL]


def commitment_of(salt: str, body: bytes) -> str:
    """As `commitment`, from the canonical bytes. Raises LawBroken unless `salt` is 64 lower-case digits."""
    raw = bytes.fromhex(as_digest(salt))  # a salt has the form of a digest; fromhex takes capitals too
    return hashlib.sha256(raw + body).hexdigest()


def committed(entry: Entry, line: bytes) -> bytes:
    """The canonical body in `line`. Raises LawBroken unless `entry` commits to it."""
    body = sealed_body(line)
    salt = line[-len(_AFTER) - 2 * SALT_BYTES : -len(_AFTER)].decode("ascii", "replace")
    if commitment_of(salt, body) != entry.commit or body_line(body, salt) != line:
        raise LawBroken("the body is not what the log commits to")
    return body
