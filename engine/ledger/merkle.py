"""The tree over the entries of a ledger: leaves, roots and proofs, as RFC 9162 (section 2.1) defines them.

A tree of n leaves is cut into complete subtrees, one for each bit of n. Whoever keeps the hashes of complete
subtrees (`Node`: level and position, leaves being level 0) can give any root and any proof from a few of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

Node = tuple[int, int]
"""A complete subtree: it covers the leaves from `position << level` on, `1 << level` of them."""

Nodes = Callable[[Node], bytes]
"""Gives the hash of a complete subtree."""

EMPTY_ROOT = sha256(b"").digest()
"""The root of the tree without a leaf."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over two others."""
    return sha256(b"\x01" + left + right).digest()


def grown(size: int, leaf: bytes, nodes: Nodes) -> Iterator[tuple[Node, bytes]]:
    """The subtrees that a tree of `size` leaves completes with one leaf more, that leaf first."""
    level, position, held = 0, size, leaf
    yield (level, position), held
    while position & 1:
        held = node_hash(nodes((level, position - 1)), held)
        level, position = level + 1, position >> 1
        yield (level, position), held


def peaks(size: int) -> list[Node]:
    """The complete subtrees that a tree is made of, from the left."""
    return [(level, (size >> level) - 1) for level in reversed(range(size.bit_length())) if size >> level & 1]


def root(size: int, nodes: Nodes) -> bytes:
    """The root of the tree over the first `size` leaves."""
    return _folded([nodes(peak) for peak in peaks(size)]) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """The hashes that prove the leaf `index` to be in the tree of `size` leaves (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < size:
        message = f"leaf {index} is not in a tree of {size}"
        raise ValueError(message)
    return [_subtree(start, end, nodes) for start, end in _siblings(index, size)]


def consistency_proof(first: int, second: int, nodes: Nodes) -> list[bytes]:
    """The hashes that prove the tree of `first` leaves to be the beginning of that of `second` (RFC 9162, 2.1.4.1)."""
    if not 0 < first <= second:
        message = f"a tree of {first} cannot be the beginning of one of {second}"
        raise ValueError(message)
    if first == second:
        return []
    level, position = peaks(first)[-1]
    within = _siblings_of_range(position << level, first, second)
    own = [] if first & (first - 1) == 0 else [nodes((level, position))]
    return own + [_subtree(start, end, nodes) for start, end in within]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """Whether a proof shows the leaf to be in the tree with that root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or not _are_hashes(leaf, expected, *proof):
        return False
    node, last, held = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            held = node_hash(sibling, held)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            held = node_hash(held, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and held == expected


def is_consistent(first: int, second: int, proof: Sequence[bytes], before: bytes, after: bytes) -> bool:
    """Whether a proof shows the tree with the root `before` to be the beginning of the other (RFC 9162, 2.1.4.2)."""
    if first == second:
        return first > 0 and not proof and before == after
    if not 0 < first < second or not proof or not _are_hashes(before, after, *proof):
        return False
    path = [before, *proof] if first & (first - 1) == 0 else list(proof)
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and old == before and new == after


def _are_hashes(*found: bytes) -> bool:
    return all(len(each) == len(EMPTY_ROOT) for each in found)


def _siblings(index: int, size: int) -> list[tuple[int, int]]:
    return _siblings_of_range(index, index + 1, size)


def _siblings_of_range(start: int, end: int, size: int) -> list[tuple[int, int]]:
    """What stands beside a subtree on its way to the root: ranges of leaves, the nearest first."""
    found: list[tuple[int, int]] = []
    low, high = 0, size
    while (low, high) != (start, end):
        middle = low + _split(high - low)
        if start < middle:
            found.append((middle, high))
            high = middle
        else:
            found.append((low, middle))
            low = middle
    return found[::-1]


def _split(size: int) -> int:
    """The largest power of two below the size, where RFC 9162 cuts a tree."""
    return 1 << (size - 1).bit_length() - 1


def _subtree(start: int, end: int, nodes: Nodes) -> bytes:
    """The hash over a range of leaves that begins at a multiple of its own size."""
    return _folded([nodes((level, (start >> level) + at)) for level, at in peaks(end - start)])


def _folded(hashes: list[bytes]) -> bytes:
    """One hash of the peaks of a tree, joined from the right."""
    held = hashes[-1]
    for left in reversed(hashes[:-1]):
        held = node_hash(left, held)
    return held


class Growing:
    """The right edge of a tree that grows leaf by leaf: all that its root needs, a few hashes."""

    def __init__(self, peaks_: Sequence[tuple[Node, bytes]] = (), size: int = 0) -> None:
        """Begin at a tree of this size, with the hashes of its `peaks`."""
        self.size = size
        self._held = dict(peaks_)

    def add(self, leaf: bytes) -> list[tuple[Node, bytes]]:
        """Add a leaf; gives the subtrees that it completes."""
        made = list(grown(self.size, leaf, self._held.__getitem__))
        for (level, position), _ in made[:-1]:
            self._held.pop((level, position - 1), None)
        self._held[made[-1][0]] = made[-1][1]
        self.size += 1
        return made

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        return root(self.size, self._held.__getitem__)
