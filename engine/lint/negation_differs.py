"""RF002: one language of a text says that something is not so, and nothing in the other does."""

from __future__ import annotations

import re

from engine.diagnostics.report import Report
from engine.lint.subject import Subject

_HELP = "let both languages say the same; where they do, say it in one of the usual words for `not`"
_ENGLISH = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|neither|nor|without|cannot|\w+n[’']t)\b", re.IGNORECASE
)
_ENGLISH_LIKE = re.compile(
    r"\b(?:un|in|im|ir|il|dis|non-?|mis)\w{3,}|\w{2,}less\b|\b(?:refus|den[iy]|reject|forbid|fail|lack|miss|exce[pe]|"
    r"exclu|only|alone|late|too|before|already|other|another|different|wrong|fault|error|stop|end|lost|loss|down|outage|"
    r"abnormal|barred|bar|instead|beyond|above|below|abuse|fraud|prevent|taste|free|last|lift|open|voi|most|least)\w*",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"[不未无非没勿毋莫](?!论)")
_CHINESE_LIKE = re.compile(
    r"[误错迟晚逾拒缺免禁仅只才除止失另否限异停满勿足劣亡尚余剩尽]|问题|其他|例外|排除|以外|以上|以下|一致|全部|均|即|已|先|始终|至多|至少|最"
)
_NEITHER = re.compile(
    r"是否|能否|可否|与否|无论|不论|不同|不可用|非常|除非|不仅|无对应|不[超多少低高][过于]|不足|不当"
)
"""Words with such a sign that deny nothing."""


def negation_differs(subject: Subject, report: Report) -> None:
    """Report texts of which one language denies what the other states."""
    for text in subject.policy.texts.values():
        english, chinese = bool(_ENGLISH.search(text.en)), bool(_CHINESE.search(_NEITHER.sub("", text.zh)))
        if english and not chinese and not _denies(text.zh):
            problem = "the English text says `not`, and the Chinese text does not"
            report.warning("RF002", problem, text.span, help=_HELP)
        if chinese and not english and not _ENGLISH_LIKE.search(text.en):
            problem = "the Chinese text says `not`, and the English text does not"
            report.warning("RF002", problem, text.span, help=_HELP)


def _denies(zh: str) -> bool:
    return bool(_CHINESE_LIKE.search(zh)) or bool(_NEITHER.search(zh))
