"""Finding blocks and their lines, with a report where one is missing or there are two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.diagnostics.diagnostic import Label
from engine.diagnostics.report import Report
from engine.diagnostics.span import Span
from engine.syntax.tree import Block, File, Phrase, Sentence

_SPELLED = {"facts_version": "facts", "for_order": "for"}


def of_kind(file: File, kind: str) -> Iterator[Block]:
    """The blocks of one kind, in the order written."""
    return (block for block in file.blocks if block.kind == kind)


def only_block(file: File, kind: str, report: Report) -> Block | None:
    """The one block of a kind that a file must have."""
    blocks = list(of_kind(file, kind))
    if not blocks:
        report.error(
            "RF108",
            f"this file has no `{kind}` block",
            Span(file.source, 0, 0),
            help=f"start it with `{kind} …`",
        )
        return None
    for block in blocks[1:]:
        report.error("RF109", f"this file has a second `{kind}` block", block.head.span)
    return blocks[0]


def lines_once(
    block: Block, report: Report, *, needed: Iterable[str] = (), repeated: Iterable[str] = ()
) -> dict[str, Sentence]:
    """The lines of a block by kind. Some must stand there; each may stand once, but for those that may be repeated."""
    lines: dict[str, Sentence] = {}
    often = set(repeated)
    for line in block.lines:
        kind = line.phrase.kind
        if kind in lines and kind not in often:
            problem = f"this `{block.kind}` has a second line `{line.span.text.split()[0]} …`"
            first = Label(lines[kind].span, "the first")
            report.error("RF109", problem, line.span, help="keep one of the two", labels=[first])
        lines.setdefault(kind, line)
    for kind in needed:
        if kind not in lines:
            words = _SPELLED.get(kind, kind.replace("_", " "))
            report.error(
                "RF108",
                f"this `{block.kind}` has no line `{words}`",
                block.head.span,
                help=f"add `{words} …`",
            )
    return lines


def depth_of(block: Block) -> int:
    """How deep the parts of the lines of a block stand in each other."""
    return max((_depth(line.phrase) for line in block.lines), default=0)


def _depth(phrase: Phrase) -> int:
    return 1 + max((_depth(part) for part in phrase.parts if isinstance(part, Phrase)), default=0)


def files_of(file: File, kinds: Iterable[str], report: Report, what: str) -> None:
    """Report blocks that belong into another kind of file."""
    allowed = set(kinds)
    for block in file.blocks:
        if block.kind not in allowed:
            help_text = "facts, units and what is impossible stand in the `.facts` file, all else in the `.refund` file"
            report.error(
                "RF102", f"a `{block.kind}` does not belong in {what}", block.head.span, help=help_text
            )
