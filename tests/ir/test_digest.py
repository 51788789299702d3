"""Digests: pinned for good, and apart from each other."""

import hashlib

import pytest

from engine.ir.digest import DOMAINS, Domain, digest


def test_a_digest_is_of_the_domain_and_the_bytes() -> None:
    expected = hashlib.sha256(b"refundry:program:1\n{}").hexdigest()
    assert digest(b"{}", "program") == f"sha256:{expected}"
    assert digest("{}", "program") == digest(b"{}", "program")
    assert digest("退款", "texts") == digest("退款".encode(), "texts")


def test_this_digest_never_changes() -> None:
    pinned = "sha256:0be245dccf86e9ac218071d673bcda5a34b0912e351bf6559351d3f5a52079c8"
    assert digest("", "clauses") == pinned


def test_no_domain_shares_a_digest() -> None:
    domains: tuple[Domain, ...] = (
        "program", "texts", "clauses", "facts", "source", "calendar", "version", "correction", "withdrawal",
    )  # fmt: skip
    assert domains == DOMAINS
    assert len({digest(b"the same", domain) for domain in domains}) == len(domains)


def test_an_unknown_domain_is_refused() -> None:
    with pytest.raises(ValueError, match="no domain `cases`"):
        digest(b"", "cases")  # type: ignore[arg-type]
