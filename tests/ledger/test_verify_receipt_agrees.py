"""`docs/verify_receipt.py` against published vectors and our own engine."""

from __future__ import annotations

import base64
import json
import shutil
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.ledger import checkpoint as ours_of_checkpoints
from engine.ledger import merkle
from engine.ledger.commitment import Opening
from engine.ledger.signature import KeyUnreadableError, PublicKey
from engine.values.canonical import canonical

from .changes import Receipt, difference, with_a_letter_changed
from .small import ROOT
from .verifier import theirs

VECTORS = ROOT.parent / "shared/vectors"
SEED = 20260703
JSON = some.recursive(
    some.none() | some.booleans() | some.integers(-(10**14), 10**14) | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
)

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="`openssl` is not installed")


@pytest.mark.skipif(not VECTORS.is_dir(), reason="the published vectors are not beside the project")
def test_the_published_vectors() -> None:
    for line in (VECTORS / "merkle.jsonl").read_text("utf-8").splitlines():
        vector = json.loads(line)
        proof = [base64.b64decode(each) for each in vector["proof"] or []]
        if vector["kind"] == "consistency":
            roots = (base64.b64decode(vector[name] or "") for name in ("root1", "root2"))
            right = theirs.is_consistent(vector["size1"], vector["size2"], proof, *roots)
        else:
            leaf, root = (base64.b64decode(vector[name] or "") for name in ("leafHash", "root"))
            right = theirs.is_included(leaf, vector["leafIdx"], vector["treeSize"], proof, root)
        assert right == (not vector["wantErr"]), vector["name"]


@pytest.mark.skipif(not VECTORS.is_dir(), reason="the published vectors are not beside the project")
def test_the_published_canonical_texts() -> None:
    told = {path.name: path.read_bytes() for path in (VECTORS / "jcs").iterdir()}
    for name, data in told.items():
        if name.endswith(".input.json"):
            try:
                found = theirs.canonical(theirs.from_json(data.decode()))
            except theirs.Wrong:
                assert any(sign in data for sign in (b".", b"e+", b"E")), name
                continue
            assert found == told[name.replace("input", "output")], name


@given(JSON)
def test_canonical_texts_are_those_of_the_engine(value: object) -> None:
    text = canonical(value)
    assert theirs.canonical(value) == text.encode()
    assert theirs.canonical(theirs.from_json(text)) == text.encode()


@given(some.integers(1, 70), some.data())
def test_proofs_are_those_of_the_engine(size: int, data: some.DataObject) -> None:
    growing = merkle.Growing()
    nodes: dict[merkle.Node, bytes] = {}
    for number in range(size):
        nodes |= dict(growing.add(merkle.leaf_hash(b"%d" % number)))
    index, first = data.draw(some.integers(0, size - 1)), data.draw(some.integers(1, size))
    hashes = some.sampled_from([*nodes.values()])
    find = nodes.__getitem__
    inclusion = merkle.inclusion_proof(index, size, find)
    consistency = merkle.consistency_proof(first, size, find)
    before = merkle.root(first, find)
    assert theirs.is_included(nodes[0, index], index, size, inclusion, growing.root())
    assert theirs.is_consistent(first, size, consistency, before, growing.root())
    odd = data.draw(some.permutations(inclusion) | some.lists(hashes, max_size=8))
    index, size_ = data.draw(some.integers(-1, 80)), data.draw(some.integers(0, 80))
    told = (nodes[0, 0], index, size_, odd, growing.root())
    assert theirs.is_included(*told) == merkle.is_included(*told)
    odd = data.draw(some.permutations(consistency) | some.lists(hashes, max_size=8))
    told_ = (data.draw(some.integers(-1, 80)), size_, odd, before, growing.root())
    assert theirs.is_consistent(*told_) == merkle.is_consistent(*told_)


def test_checkpoints_and_keys_are_read_as_the_engine_reads_them(receipts: list[Receipt]) -> None:
    dice = Random(SEED)
    text, key = receipts[-1]["checkpoint"], receipts[-1]["key"]
    for changed in [text, *with_a_letter_changed(text, text + "=\r\t", dice)]:
        assert _read_by_us(changed, key) == _read_by_them(changed, key), difference(text, changed)
    for changed in [key, *with_a_letter_changed(key, key + "=\n", dice)]:
        if changed.strip() == changed:  # a key that somebody pasted may end in a line's end
            assert _key_by_us(changed) == _key_by_them(changed), difference(key, changed)


def _read_by_us(text: str, key: str) -> tuple[str, int, bytes] | None:
    try:
        found = ours_of_checkpoints.from_text(text)
    except ours_of_checkpoints.CheckpointUnreadableError:
        return None
    held = found.checkpoint
    signed = found.signer_among([PublicKey.from_text(key)]) is not None
    return (held.origin, held.size, held.root) if signed else None


def _read_by_them(text: str, key: str) -> tuple[str, int, bytes] | None:
    try:
        held = theirs.read_checkpoint(text)
        theirs.check_signed(held, [theirs.read_key(key)], "openssl")
    except theirs.Wrong:
        return None
    return held.origin, held.size, held.root


def _key_by_us(text: str) -> bytes | None:
    try:
        return PublicKey.from_text(text).raw
    except KeyUnreadableError:
        return None


def _key_by_them(text: str) -> bytes | None:
    try:
        return bytes(theirs.read_key(text)[2])
    except theirs.Wrong:
        return None


@given(some.text(min_size=1), some.binary(min_size=32, max_size=32), JSON)
def test_commitments_are_those_of_the_engine(fact: str, salt: bytes, value: object) -> None:
    told = {fact: {"salt": salt.hex(), "value": value}}
    assert theirs.check_personal(told, {fact: Opening(fact, salt, value).commitment()}) == []
    with pytest.raises(theirs.Wrong):
        theirs.check_personal(told, {fact: Opening(fact, salt, [value]).commitment()})


@pytest.mark.parametrize("size", ["0", "01", "-1", "١", "9" * 16, "9" * 5000, "1 ", ""])
def test_an_odd_number_of_entries_is_no_checkpoint(receipts: list[Receipt], size: str) -> None:
    lines = receipts[-1]["checkpoint"].split("\n")
    changed = "\n".join([lines[0], size, *lines[2:]])
    with pytest.raises(ours_of_checkpoints.CheckpointUnreadableError):
        ours_of_checkpoints.from_text(changed)
    with pytest.raises(theirs.Wrong):
        theirs.read_checkpoint(changed)


def test_base64_is_written_in_one_way_only(receipts: list[Receipt]) -> None:
    """The last letter of 32 bytes has two bits to spare: with them set it is another text of the same bytes."""
    text, key = receipts[-1]["checkpoint"], receipts[-1]["key"]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    root = text.split("\n")[2]
    spare = letters[letters.index(root[42]) + 1]
    changed = text.replace(root, f"{root[:42]}{spare}=")
    assert base64.b64decode(f"{root[:42]}{spare}=") == base64.b64decode(root)
    assert _read_by_them(changed, key) is None
    assert _read_by_us(changed, key) is None
