"""The page of the ledger, with everything its commands say put in anew."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from tests.stories.situation import shell

from .desk import ROOT
from .page import Fence, rewritten

PAGE = ROOT / "docs/ledger.md"

_RANDOM = (
    (re.compile(r"(refundry/ledger/)[0-9a-f]{16}"), r"\1…"),
    (re.compile(r"\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}"), "+…"),
    (re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43,}=*"), "…"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"), "2026-12-01T02:14:31Z"),
)
"""What differs from one run to the next: names of ledgers, keys, digests and signatures, and when it was."""


def mended(page: str, *copied: str) -> str:
    """The page as it has to be: its files and commands in a folder of their own, from the top down.

    `copied` are folders of the checkout that the commands find there.
    """
    with tempfile.TemporaryDirectory() as folder:
        for each in copied:
            shutil.copytree(ROOT / each, Path(folder) / each)
        said: list[str] = []

        def fence(each: Fence) -> str:
            match each.words:
                case ("file", name):
                    (Path(folder) / name).write_text(each.body, "utf-8")
                case ("sh",):
                    said.append(shell(each.body, Path(folder)).stdout)
                case ("output",):
                    return _stable(said.pop())
                case ("yaml",):
                    pass
                case _:
                    raise ValueError(f"no such block: {each.words}")
            return each.body

        written = rewritten(page, fence, lambda table: table.rows)
    assert not said, "what commands say is shown"
    return written


def _stable(text: str) -> str:
    for pattern, shown in _RANDOM:
        text = pattern.sub(shown, text)
    return text
