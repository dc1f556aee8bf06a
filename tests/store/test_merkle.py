"""Vectors: the reference tree of eight leaves of the Certificate Transparency project."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.store.merkle import (
    EMPTY,
    GrowingTree,
    consistency_proof,
    consistent,
    included,
    inclusion_proof,
    leaf_hash,
    tree_root,
)

LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
SIZES = st.integers(1, 40)


def test_the_roots_are_those_of_certificate_transparency() -> None:
    tree = GrowingTree()
    assert tree.root == ROOTS[0] == EMPTY.hex()
    for leaf, root in zip(LEAVES, ROOTS[1:], strict=True):
        tree.add(leaf)
        assert tree.root == root
        assert tree_root(HASHES[: tree.size]).hex() == root


def test_an_inclusion_proof_is_that_of_certificate_transparency() -> None:
    assert [node.hex() for node in inclusion_proof(HASHES, 0)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


def hashes(size: int) -> list[bytes]:
    return [leaf_hash(bytes([number])) for number in range(size)]


@given(SIZES, st.data())
def test_every_leaf_is_shown_to_be_included_and_nothing_else_is(size: int, data: st.DataObject) -> None:
    leaves = hashes(size)
    index = data.draw(st.integers(0, size - 1))
    proof, root = inclusion_proof(leaves, index), tree_root(leaves)
    assert included(leaves[index], index, size, proof, root)
    assert not included(leaf_hash(b"other"), index, size, proof, root)
    assert not included(leaves[index], size, size, proof, root)
    assert not included(leaves[index], index, size, (*proof, EMPTY), root)
    assert size == 1 or not included(leaves[index], index, size, proof[:-1], root)


@given(SIZES, st.data())
def test_a_tree_is_shown_to_have_grown_out_of_its_beginning(size: int, data: st.DataObject) -> None:
    leaves, first = hashes(size), data.draw(st.integers(1, size))
    proof = consistency_proof(leaves, first)
    old, new = tree_root(leaves[:first]), tree_root(leaves)
    assert consistent(first, size, proof, old, new)
    if first < size:
        assert not consistent(first, size, proof, leaf_hash(b"other"), new)
        assert not consistent(first, size, proof, old, leaf_hash(b"other"))
        assert not consistent(first, size, (*proof, EMPTY), old, new)


@pytest.mark.parametrize("first, second", list(pairwise(range(9))))
def test_roots_of_a_growing_tree_are_consistent(first: int, second: int) -> None:
    proof = consistency_proof(HASHES[:second], first)
    assert consistent(first, second, proof, tree_root(HASHES[:first]), tree_root(HASHES[:second]))
