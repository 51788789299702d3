"""RF003: one language of a text obliges where the other allows, or says `usually` where the other does not."""

from __future__ import annotations

import re

from engine.diagnostics.report import Report
from engine.lint.subject import Subject

_ENGLISH = {
    "must": re.compile(
        r"\b(?:must|shall|have to|has to|is required to|are required to|obliged)\b", re.IGNORECASE
    ),
    "may": re.compile(r"\b(?:may|might)\b", re.IGNORECASE),
    "usually": re.compile(r"\b(?:usually|normally|generally|typically|as a rule)\b", re.IGNORECASE),
}
_CHINESE = {
    "must": re.compile(r"必须|应当|务必|须|(?<![相反供对适响效])应(?![付退收还得用有])"),
    "may": re.compile(r"可以|有权|(?<![不许认])可(?![能用])"),
    "usually": re.compile(r"通常|一般|原则上"),
}
_PERHAPS = re.compile(r"可能")


def modality_differs(subject: Subject, report: Report) -> None:
    """Report texts whose two languages oblige, allow or generalise differently."""
    for text in subject.policy.texts.values():
        one = {name for name, found in _ENGLISH.items() if found.search(text.en)}
        other = {name for name, found in _CHINESE.items() if found.search(text.zh)}
        if _PERHAPS.search(text.zh):
            other.add("may")
        for language, mine, theirs in (("English", one, other), ("Chinese", other, one)):
            for word in ("must", "usually"):
                if word in mine and word not in theirs and ("may" in theirs or word == "usually"):
                    report.warning(
                        "RF003",
                        f"the {language} text says `{word}`, and the other {_instead(word, theirs)}",
                        text.span,
                        help="let both languages oblige, allow or generalise alike",
                    )


def _instead(word: str, theirs: set[str]) -> str:
    return "says `may`" if word == "must" and "may" in theirs else "does not"
