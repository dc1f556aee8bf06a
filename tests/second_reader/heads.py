"""Section 9 of docs/record-format.md: Merkle trees over the chains, and the heads signed over them."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tests.second_reader import ed25519
from tests.second_reader.bodies import faults


class Head(NamedTuple):
    """A tree head: its digest, the record's id, and each chain's length and root, and who signed."""

    digest: str
    record: str
    at: str
    chains: Mapping[str, tuple[int, str]]
    keys: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The digest as sixteen proquints."""
        return tuple(_proquint(int(self.digest[i : i + 4], 16)) for i in range(0, 64, 4))


def sha256(data: bytes) -> bytes:
    """The 32 bytes."""
    return hashlib.sha256(data).digest()


def _merkle(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"")
    cut = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\1" + _merkle(leaves[:cut]) + _merkle(leaves[cut:]))


def root(lines: Sequence[bytes]) -> str:
    """The Merkle root over log lines (RFC 6962)."""
    return _merkle([sha256(b"\0" + line) for line in lines]).hex()


def _proquint(bits: int) -> str:
    letters = ((12, 15), (10, 3), (6, 15), (4, 3), (0, 15))
    return "".join(("aiou" if mask == 3 else "bdfghjklmnprstvz")[bits >> at & mask] for at, mask in letters)


def unlike(head: Head, lines: Mapping[str, Sequence[bytes]]) -> list[str]:
    """The chains that a head names and that are not here as they were."""
    then = (
        (writer, lines.get(writer, ())[:length], length, top) for writer, (length, top) in head.chains.items()
    )
    return [writer for writer, here, length, top in then if len(here) < length or root(here) != top]


def head_of(data: bytes) -> Head:
    """A tree head whose every signature holds; ValueError for anything else (section 9)."""
    text, _, below = data.partition(b"\n\n")
    signed = text + b"\n"
    form, record, at, *chains = text.decode().split("\n")
    found = [re.fullmatch("([0-9a-f]{32}) ([1-9][0-9]*) ([0-9a-f]{64})", chain) for chain in chains]
    read = {chain[1]: (int(chain[2]), chain[3]) for chain in found if chain}
    if not chains or form != "tawthiq-head/1" or len(read) != len(chains) or list(read) != sorted(read):
        raise ValueError("not a tree head")
    if problems := [*faults("digest", record, "record"), *faults("instant", at, "time")]:
        raise ValueError(problems[0])
    signatures = re.findall("— ([0-9a-f]{64}) ([A-Za-z0-9+/]{86}==)\n", below.decode())
    if not signatures or below.decode() != "".join(f"— {key} {sign}\n" for key, sign in signatures):
        raise ValueError("not signed, or more than signed")
    for key, sign in signatures:
        if not ed25519.holds(bytes.fromhex(key), signed, base64.b64decode(sign)):
            raise ValueError(f"the signature of {key} does not hold")
    return Head(sha256(signed).hex(), record, at, read, tuple(key for key, _ in signatures))
