"""The page on reviewing says what its commands say, and every link leads somewhere."""

from __future__ import annotations

import re

from .desk import ROOT
from .reviewing import PAGE, mended

TEXT = PAGE.read_text("utf-8")


def test_every_command_says_what_the_page_shows() -> None:
    assert mended(TEXT) == TEXT, "look at the change, then run: python -m tests.docs"


def test_no_command_of_the_page_fails() -> None:
    assert "error[" not in TEXT


def test_every_link_leads_somewhere() -> None:
    links = [link for link in re.findall(r'(?:\]\(|src=")([^)#"]+)', TEXT) if not link.startswith("https:")]
    assert len(links) >= 5
    assert [link for link in links if not (PAGE.parent / link).is_file()] == []


def test_the_draft_says_that_it_is_invented_and_pictures_are_small() -> None:
    folder = ROOT / "docs/examples/reviewing"
    assert "INVENTED DRAFT" in (folder / "2027-01-01.refund").read_text("utf-8").splitlines()[0]
    pictures = list(folder.glob("*.png"))
    assert pictures
    assert all(picture.stat().st_size < 150_000 for picture in pictures)
