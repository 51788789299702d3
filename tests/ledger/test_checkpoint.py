"""Checkpoints and keys: what is read is what was written, and nothing else is read."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from engine.ledger.checkpoint import Checkpoint, CheckpointUnreadableError, from_text
from engine.ledger.signature import KeyUnreadableError, PublicKey, Signer

ORIGIN = "refundry/ledger/0123456789abcdef"
SIGNER = Signer(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
KEY = SIGNER.public(ORIGIN)
CHECKPOINTS = st.builds(
    Checkpoint, st.just(ORIGIN), st.integers(1, 2**40), st.binary(min_size=32, max_size=32)
)


@given(CHECKPOINTS)
def test_a_checkpoint_is_read_back_and_its_signature_holds(checkpoint: Checkpoint) -> None:
    signed = checkpoint.signed_by(SIGNER)
    found = from_text(signed)
    assert found.checkpoint == checkpoint
    assert found.signer_among([Signer.new().public(ORIGIN), KEY]) == KEY
    assert found.signer_among([Signer.new().public(ORIGIN)]) is None
    assert signed == checkpoint.signed_by(SIGNER)


@given(CHECKPOINTS, st.data())
def test_a_changed_character_is_refused_or_breaks_the_signature(
    checkpoint: Checkpoint, data: st.DataObject
) -> None:
    signed = checkpoint.signed_by(SIGNER)
    at = data.draw(st.integers(0, len(signed) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda each: each != signed[at]))
    try:
        found = from_text(signed[:at] + other + signed[at + 1 :])
    except CheckpointUnreadableError:
        return
    assert found.signer_among([KEY]) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "o\n1\n\n", "o\n01\nAAAA\n\n— o x\n", f"o\n1\n{base64.b64encode(bytes(31)).decode()}\n\n— o AAAA\n",
        f"o\n-1\n{base64.b64encode(bytes(32)).decode()}\n\n— o AAAAAAAA\n",
        f"o\n１\n{base64.b64encode(bytes(32)).decode()}\n\n— o AAAAAAAA\n",
        f"o\n1\n{base64.b64encode(bytes(32)).decode()}\n\no AAAAAAAA\n",
        f"o\n1\n{base64.b64encode(bytes(32)).decode()}\n\n— o AAAAAAAA",
    ],
)  # fmt: skip
def test_what_is_no_checkpoint_is_not_read(text: str) -> None:
    with pytest.raises(CheckpointUnreadableError):
        from_text(text)


def test_a_key_is_read_back() -> None:
    assert PublicKey.from_text(KEY.to_text()) == KEY


@pytest.mark.parametrize(
    "text", ["", "a", "a+b+c", f"other{KEY.to_text()}", KEY.to_text()[:-4], f"+{KEY.to_text()}"]
)
def test_what_is_no_key_is_not_read(text: str) -> None:
    with pytest.raises(KeyUnreadableError):
        PublicKey.from_text(text)


@pytest.mark.parametrize("data", [b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_private_key_is_not_read(data: bytes) -> None:
    with pytest.raises(KeyUnreadableError):
        Signer.from_pem(data)


def test_a_private_key_is_read_back() -> None:
    assert Signer.from_pem(SIGNER.to_pem()).public(ORIGIN) == KEY
