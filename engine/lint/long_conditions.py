"""RF007: a sentence of a clause, term or amount that nobody can read aloud in one breath."""

from __future__ import annotations

import re

from engine.diagnostics.report import Report
from engine.lint.subject import Subject

MOST_WORDS = 40
"""How many words a sentence has at most, its texts left out; the longest of all policies here has 22."""
_KINDS = frozenset({"clause", "term", "amount", "impossible"})
_TEXT = re.compile(r'"[^"\n]*"')
_BULLET = re.compile(r"^\s*- ", re.MULTILINE)


def long_conditions(subject: Subject, report: Report) -> None:
    """Report sentences that are too long; of a list each item counts alone."""
    for file in subject.files:
        for block in file.blocks:
            for line in block.lines if block.kind in _KINDS else ():
                words = max(len(item.split()) for item in _BULLET.split(_TEXT.sub("", line.span.text)))
                if words > MOST_WORDS:
                    report.warning(
                        "RF007",
                        f"this sentence has {words} words, and nobody reads it aloud in one breath",
                        line.span,
                        help="name a part of it in a `term`, or list its parts below `any of` or `all of`",
                    )
