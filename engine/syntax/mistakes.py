"""Sentences that the grammar does not know, explained to somebody who has never programmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.report import Report
from engine.diagnostics.span import Span
from engine.syntax.slips import known_slip
from engine.syntax.stop import END, Stop
from engine.syntax.wording import INSTEAD

_WORDS = {
    "NAME": "a name",
    "BULLET": "a number of a clause or section such as `2.3`",
    "NUMBER": "a number",
    "DATE": "a date such as `2026-07-03`",
    "STRING": "a text in quotation marks",
    "ZONE": "a time zone such as `Asia/Shanghai`",
    "SPAN_UNIT": "`calendar days`, `business days`, `hours` or `months`",
    "MODE": "`down`, `up`, `half up` or `half even`",
    "MONTH_END": "`kept` or `rolled`",
    "_COUNTED": "`, counted as`",
    "_INSTEAD": "`, instead of`",
    "_ROUNDED": "`, rounded`",
    "_ELSE": "`, else`",
    "_BAND_BY_BAND": "`, band by band`",
    END: "the end of the sentence",
    "-": "`-` and a condition",
    "/": "`/` and the text in the other language",
}
_MOST = 8
_FEW = 2

Openings = Mapping[tuple[str, str], tuple[str, ...]]
"""The keywords that each kind of sentence opens with."""


def with_article(kind: str) -> str:
    """A kind of block with its article."""
    return f"an `{kind}`" if kind[:1] in "aeiou" else f"a `{kind}`"


def unknown_block(kind: str, openings: Openings, place: Span, report: Report) -> None:
    """Report a line in column 1 that starts no block."""
    heads = {words[0] for (start, _), words in openings.items() if start.endswith("_head")}
    lines = {words[0] for (start, _), words in openings.items() if start.endswith("_line") and words}
    if place.text.startswith("//"):
        cure: str | None = "a comment starts with `#`"
    elif kind in lines or kind in {"otherwise", "and", "or", "-", "/"} or kind.startswith('"'):
        cure = "only a block starts in column 1: indent the lines below its head"
    else:
        cure = _instead(kind, heads) or did_you_mean(kind, heads)
    known = ", ".join(f"`{head}`" for head in sorted(heads))
    report.error(
        "RF102",
        f"there is no block that starts with `{kind}`",
        place,
        help=cure or f"a block starts with one of {known}",
    )


def no_lines(kind: str, place: Span, report: Report) -> None:
    """Report a line below a head whose block has none."""
    problem = f"{with_article(kind)} has no lines"
    report.error("RF103", problem, place, help="start a new block in column 1")


def not_indented(place: Span, start: str, report: Report) -> None:
    """Report a line that continues the sentence above, but is not indented deeper."""
    is_head = start.endswith("_head")
    cure = "the head of a block stands on one line" if is_head else "indent it deeper than the line above it"
    report.error("RF103", f"`{place.text}` continues the line above it", place, help=cure)


def explain(stop: Stop, report: Report) -> None:
    """Report why a sentence could not be read, at the word where reading stopped."""
    slip = None if stop.opens else known_slip(stop)
    if slip:
        report.error(slip.code, slip.message, slip.place, help=slip.help)
        return
    instead = _instead(stop.word, stop.expected) or did_you_mean(stop.word, stop.keywords)
    if stop.opens:
        message = f"a line of {with_article(stop.block)} does not start with `{stop.word}`"
        report.error(
            "RF103",
            message,
            stop.here,
            help=instead or _one_of([f"`{opening}`" for opening in stop.openings] or _shown(stop)),
        )
    elif not stop.word:
        report.error("RF101", "this sentence is not finished", stop.here, help=_one_of(_shown(stop)))
    else:
        message = f"`{stop.word}` was not expected here"
        report.error("RF101", message, stop.here, help=instead or _one_of(_shown(stop)))


def _instead(word: str, expected: Iterable[str]) -> str | None:
    """The word of the language that says what another one says, where it may stand."""
    meant = INSTEAD.get(word.casefold(), "")
    return f"say `{meant}`" if meant.partition(" ")[0] in set(expected) else None


def _shown(stop: Stop) -> list[str]:
    """What could have stood there, in words; keywords last."""
    names = sorted(stop.expected, key=lambda name: (name.islower(), name))
    return [_WORDS.get(name) or f"`{name}`" for name in names]


def _one_of(words: Iterable[str]) -> str:
    listed = list(words)
    shown = listed[:_MOST]
    if len(listed) <= _FEW:
        return f"expected {' or '.join(shown)}"
    return f"expected one of {', '.join(shown)}{' and others' if len(listed) > _MOST else ''}"
