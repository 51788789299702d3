"""The page on reviewing, with what its commands need of the checkout."""

from __future__ import annotations

from .desk import ROOT
from .ledger import mended as told

PAGE = ROOT / "docs/reviewing.md"


def mended(page: str) -> str:
    """The page as it has to be."""
    return told(page, "policies", "docs/examples/reviewing")
