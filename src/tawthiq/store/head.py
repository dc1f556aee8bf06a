"""A head: what all chains were at one moment, as a note that can be signed, printed and kept elsewhere.

    tawthiq-head/1
    <record id>
    2026-11-24T04:11:13Z
    <writer> <count> <root>            one line a chain, sorted
                                       (an empty line)
    — <public key> <signature>         in the manner of C2SP signed notes

The record's id seals `record.toml`; each root is the RFC 6962 tree head over the first `count` lines of
a chain. The head's digest is the SHA-256 of the text above the empty line.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime

from tawthiq.record.digest import Digest, as_digest, digest_of
from tawthiq.record.errors import LawBroken, NotWhole
from tawthiq.record.written import parse_time, written_time
from tawthiq.store.device_key import DeviceKey, signature_holds

FIRST_LINE = "tawthiq-head/1"

_CHAIN = re.compile(r"([0-9a-f]{32}) ([1-9][0-9]*) ([0-9a-f]{64})\Z")
_SIGNATURE = re.compile(r"— ([0-9a-f]{64}) ([A-Za-z0-9+/]{86}==)\Z")


@dataclass(frozen=True, slots=True)
class ChainHead:
    """A chain as it was: its first `count` lines have the Merkle root `root`."""

    writer: str
    count: int
    root: Digest


@dataclass(frozen=True, slots=True)
class Head:
    """All chains of a record at one moment."""

    record: Digest
    at: datetime
    chains: tuple[ChainHead, ...]

    @property
    def body(self) -> str:
        """The text that is signed."""
        chains = (f"{chain.writer} {chain.count} {chain.root}" for chain in self.chains)
        return "\n".join((FIRST_LINE, self.record, written_time(self.at), *chains)) + "\n"

    @property
    def digest(self) -> Digest:
        """SHA-256 of the text: what is printed, read out and kept elsewhere."""
        return digest_of(self.body.encode())

    @property
    def file_name(self) -> str:
        """Its name in `checkpoints/`."""
        return f"{self.at:%Y%m%dT%H%M%SZ}-{self.digest[:8]}.head"


@dataclass(frozen=True, slots=True)
class Signature:
    """An Ed25519 signature, with the public key in hexadecimal."""

    key: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head and who signed it; `parse_head` makes only such whose signatures hold."""

    head: Head
    signatures: tuple[Signature, ...]

    @property
    def text(self) -> str:
        """The exact text of the note."""
        lines = (f"— {s.key} {base64.b64encode(s.signature).decode()}\n" for s in self.signatures)
        return self.head.body + "\n" + "".join(lines)


def signed_by(head: Head, key: DeviceKey) -> SignedHead:
    """`head` with the signature of this device."""
    return SignedHead(head, (Signature(key.public, key.sign(head.body.encode())),))


def parse_head(text: str) -> SignedHead:
    """A signed head whose every signature holds. Raises NotWhole on anything else."""
    body, gap, tail = text.partition("\n\n")
    try:
        head = _head((body + "\n").split("\n")[:-1])
        signatures = tuple(_signature(line) for line in tail.split("\n")[:-1])
    except (LawBroken, binascii.Error) as cause:
        raise NotWhole(f"not a head: {cause}") from cause
    signed = SignedHead(head, signatures)
    if not gap or not signatures or signed.text != text:
        raise NotWhole("not a head in its one written form")
    for each in signatures:
        if not signature_holds(each.key, head.body.encode(), each.signature):
            raise NotWhole(f"the signature of key {each.key[:16]}… on head {head.digest[:16]}… is bad")
    return signed


def _head(lines: list[str]) -> Head:
    if len(lines) < 4 or lines[0] != FIRST_LINE:
        raise LawBroken(f"expected {FIRST_LINE!r}, a record, a time and at least one chain")
    chains = tuple(_chain(line) for line in lines[3:])
    writers = [chain.writer for chain in chains]
    if writers != sorted(set(writers)):
        raise LawBroken("chains are sorted and each is there once")
    return Head(as_digest(lines[1]), parse_time(lines[2]), chains)


def _chain(line: str) -> ChainHead:
    match = _CHAIN.match(line)
    if not match:
        raise LawBroken(f"{line!r} is not a chain, its count and its root")
    return ChainHead(match.group(1), int(match.group(2)), Digest(match.group(3)))


def _signature(line: str) -> Signature:
    match = _SIGNATURE.match(line)
    if not match:
        raise LawBroken(f"{line!r} is not a signature")
    return Signature(match.group(1), base64.b64decode(match.group(2), validate=True))
