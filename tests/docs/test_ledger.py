"""The page of the ledger says what its commands say, and every link leads somewhere."""

from __future__ import annotations

import re

from engine.diagnostics.codes import CODES

from .ledger import PAGE, mended

TEXT = PAGE.read_text("utf-8")


def test_every_command_says_what_the_page_shows() -> None:
    assert mended(TEXT) == TEXT, "look at the change, then run: python -m tests.docs"


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)", TEXT)
    assert links
    assert [link for link in links if not (PAGE.parent / link).is_file()] == []
    assert set(re.findall(r"RF\d{3}", TEXT)) <= CODES.keys()
