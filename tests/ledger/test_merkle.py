"""The tree against RFC 9162 read plainly, against another implementation, and against published vectors."""

from __future__ import annotations

from base64 import b64decode
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from engine.ledger.merkle import (
    EMPTY_ROOT,
    Growing,
    Node,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    peaks,
    root,
)
from tests.ledger import vectors

SIZES = st.integers(1, 70)


def plain_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = cut(len(leaves))
    return node_hash(plain_root(leaves[:k]), plain_root(leaves[k:]))


def plain_path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 9162, 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = cut(len(leaves))
    if m < k:
        return [*plain_path(m, leaves[:k]), plain_root(leaves[k:])]
    return [*plain_path(m - k, leaves[k:]), plain_root(leaves[:k])]


def plain_proof(m: int, leaves: list[bytes], *, whole: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 9162, 2.1.4.1."""
    n = len(leaves)
    if m == n:
        return [] if whole else [plain_root(leaves)]
    k = cut(n)
    if m <= k:
        return [*plain_proof(m, leaves[:k], whole=whole), plain_root(leaves[k:])]
    return [*plain_proof(m - k, leaves[k:], whole=False), plain_root(leaves[:k])]


def cut(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def grown(size: int) -> tuple[list[bytes], dict[Node, bytes]]:
    leaves = [leaf_hash(str(each).encode()) for each in range(size)]
    growing = Growing()
    nodes: dict[Node, bytes] = {}
    for leaf in leaves:
        nodes |= dict(growing.add(leaf))
    assert growing.root() == plain_root(leaves)
    return leaves, nodes


@given(SIZES, st.data())
def test_roots_and_proofs_are_those_of_the_rfc(size: int, data: st.DataObject) -> None:
    leaves, nodes = grown(size)
    at, first = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    assert root(first, nodes.__getitem__) == plain_root(leaves[:first])
    assert inclusion_proof(at, size, nodes.__getitem__) == plain_path(at, leaves)
    assert consistency_proof(first, size, nodes.__getitem__) == plain_proof(first, leaves)


@given(SIZES, st.data())
def test_a_proof_holds_for_its_own_leaf_and_root_alone(size: int, data: st.DataObject) -> None:
    leaves, nodes = grown(size)
    at = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(at, size, nodes.__getitem__)
    assert is_included(leaves[at], at, size, proof, plain_root(leaves))
    other = data.draw(st.integers(0, size - 1).filter(lambda each: each != at or size == 1))
    if other != at:
        assert not is_included(leaves[other], at, size, proof, plain_root(leaves))
        assert not is_included(leaves[at], other, size, proof, plain_root(leaves))
    assert not is_included(leaves[at], at, size, [*proof, EMPTY_ROOT], plain_root(leaves))
    if proof:
        assert not is_included(leaves[at], at, size, proof[:-1], plain_root(leaves))


@given(SIZES, st.data())
def test_a_beginning_is_proven_and_nothing_else(size: int, data: st.DataObject) -> None:
    leaves, nodes = grown(size)
    first = data.draw(st.integers(1, size))
    proof = consistency_proof(first, size, nodes.__getitem__)
    before, after = plain_root(leaves[:first]), plain_root(leaves)
    assert is_consistent(first, size, proof, before, after)
    assert not is_consistent(first, size, proof, leaf_hash(b"other"), after)
    assert not is_consistent(first, size, proof, before, leaf_hash(b"other"))
    if proof:
        assert not is_consistent(first, size, proof[1:], before, after)
        changed = bytearray(data.draw(st.sampled_from(proof)))
        changed[data.draw(st.integers(0, 31))] ^= 1 << data.draw(st.integers(0, 7))
        spoilt = [bytes(changed) if each == proof[0] else each for each in proof]
        if spoilt != proof:
            assert not is_consistent(first, size, spoilt, before, after)


@given(st.integers(0, 40))
def test_another_implementation_finds_the_same_roots(size: int) -> None:
    tree = InmemoryTree(algorithm="sha256")
    growing = Growing()
    for each in range(size):
        tree.append_entry(str(each).encode())
        growing.add(leaf_hash(str(each).encode()))
    assert growing.root() == (tree.get_root() if size else EMPTY_ROOT)


@given(st.integers(1, 200), st.integers(1, 200))
def test_a_tree_grows_on_from_its_peaks(size: int, more: int) -> None:
    leaves, nodes = grown(size + more)
    growing = Growing([(peak, nodes[peak]) for peak in peaks(size)], size)
    for leaf in leaves[size:]:
        for node, hash_ in growing.add(leaf):
            assert nodes[node] == hash_
    assert growing.root() == plain_root(leaves)


def test_there_is_no_proof_of_what_is_not_there() -> None:
    _, nodes = grown(3)
    for at in (-1, 3):
        with pytest.raises(ValueError, match="not in a tree"):
            inclusion_proof(at, 3, nodes.__getitem__)
    for first in (0, 4):
        with pytest.raises(ValueError, match="beginning"):
            consistency_proof(first, 3, nodes.__getitem__)


def holds(vector: dict[str, Any]) -> bool:
    proof = [b64decode(each) for each in vector["proof"] or []]
    if vector["kind"] == "inclusion":
        leaf, expected = b64decode(vector["leafHash"]), b64decode(vector["root"])
        return is_included(leaf, vector["leafIdx"], vector["treeSize"], proof, expected)
    before, after = b64decode(vector["root1"]), b64decode(vector["root2"])
    return is_consistent(vector["size1"], vector["size2"], proof, before, after)


@pytest.mark.skipif(not vectors.merkle(), reason=vectors.WHY_NOT)
def test_the_published_vectors_hold_or_fail_as_they_say() -> None:
    found = vectors.merkle()
    assert len(found) == 196
    assert [each["name"] for each in found if holds(each) == each["wantErr"]] == []
