"""Merkle trees of RFC 6962: SHA-256, leaves prefixed with 00, nodes with 01.

Roots are grown leaf by leaf in memory of O(log n), so that one pass over a chain gives its root at every
size that was ever signed. Proofs and their verification are those of RFC 9162, section 2.1.
"""

import hashlib
from collections.abc import Sequence

from tawthiq.record.digest import Digest

EMPTY = hashlib.sha256().digest()
"""Root of a tree without leaves."""


def leaf_hash(leaf: bytes) -> bytes:
    """Hash of a leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of a node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class GrowingTree:
    """A tree that takes leaves one by one and knows its root at any time."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []  # roots of the perfect subtrees, largest first

    def add(self, leaf: bytes) -> None:
        """Appends a leaf."""
        new, size = leaf_hash(leaf), self.size
        while size & 1:
            new, size = node_hash(self._peaks.pop(), new), size >> 1
        self._peaks.append(new)
        self.size += 1

    @property
    def root(self) -> Digest:
        """Root over all leaves so far."""
        peaks = self._peaks or [EMPTY]
        root = peaks[-1]
        for peak in reversed(peaks[:-1]):
            root = node_hash(peak, root)
        return Digest(root.hex())


def tree_root(hashes: Sequence[bytes]) -> bytes:
    """Root over leaf hashes, by the definition of RFC 6962, section 2.1."""
    if not hashes:
        return EMPTY
    if len(hashes) == 1:
        return hashes[0]
    split = _split(len(hashes))
    return node_hash(tree_root(hashes[:split]), tree_root(hashes[split:]))


def inclusion_proof(hashes: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The nodes that lead from leaf `index` to the root over all `hashes`."""
    if len(hashes) == 1:
        return ()
    split = _split(len(hashes))
    if index < split:
        return (*inclusion_proof(hashes[:split], index), tree_root(hashes[split:]))
    return (*inclusion_proof(hashes[split:], index - split), tree_root(hashes[:split]))


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows leaf hash `leaf` at `index` of the tree of `size` leaves under `root`."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def consistency_proof(hashes: Sequence[bytes], first: int) -> tuple[bytes, ...]:
    """The nodes that show that the tree of the `first` leaves is the beginning of the one of all."""
    if not 0 < first < len(hashes):
        return ()
    return _subproof(hashes, first, whole=True)


def consistent(
    first: int, second: int, proof: Sequence[bytes], first_root: bytes, second_root: bytes
) -> bool:
    """Whether `proof` shows that the tree of `second` leaves grew out of the one of `first`."""
    if first == second or first == 0:
        return not proof and (first == 0 or first_root == second_root)
    if first > second or not proof:
        return False
    steps = list(proof) if first & (first - 1) else [first_root, *proof]
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, step)
        place, last = place >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _subproof(hashes: Sequence[bytes], first: int, *, whole: bool) -> tuple[bytes, ...]:
    if first == len(hashes):
        return () if whole else (tree_root(hashes),)
    split = _split(len(hashes))
    if first <= split:
        return (*_subproof(hashes[:split], first, whole=whole), tree_root(hashes[split:]))
    return (*_subproof(hashes[split:], first - split, whole=False), tree_root(hashes[:split]))


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
