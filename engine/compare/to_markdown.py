"""A report as Markdown that fits into a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from engine.compare.said import Said
from engine.compare.shown import ShownMove
from engine.compare.to_text import marked
from engine.compare.tree import Change, Comparison

MOST = 60_000
"""The characters of a comment; GitHub takes 65,536."""
_ESCAPED = re.compile(r"([\\`*_\[\]<>|&~#])")
_TICKS = re.compile(r"`+")


def to_markdown(report: Comparison, lang: str) -> str:
    """The report in Markdown; what a comment cannot hold is left off, and that is said."""
    page = _Page(Said(report, lang))
    kept: list[str] = []
    length = left_off = 0
    for block in page.blocks():
        length += len(block) + 2
        if length > MOST:
            left_off += 1
        else:
            kept.append(block)
    if left_off:
        kept.append(page.said.word("cut", left_off))
    return "\n\n".join(kept) + "\n"


def _plain(text: str) -> str:
    """A text that Markdown shows as it stands, on one line."""
    return _ESCAPED.sub(r"\\\1", " ".join(text.split()))


def _fenced(language: str, text: str) -> str:
    """A block of text as it stands, whatever ticks are in it."""
    ticks = "`" * max(3, *(len(found) + 1 for found in _TICKS.findall(text)), 3)
    return f"{ticks}{language}\n{text}\n{ticks}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _folded(title: str, text: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{text}\n\n</details>"


@attrs.frozen
class _Page:
    said: Said

    def blocks(self) -> Iterator[str]:
        """The report in pieces that are shown or left off whole."""
        say = self.said.word
        yield f"## {_plain(self.said.title)}"
        yield f"**{_plain(self.said.versions)}**"
        yield "\n".join(f"- {_plain(line)}" for line in self.said.summary())
        if self.said.report.outcomes is not None:
            yield f"### {say('outcomes')}"
            yield from self._outcomes()
        if self.said.report.impact is not None:
            yield f"### {say('impact')}"
            yield from self._impact()
        if self.said.report.changes:
            yield f"### {say('clauses')}"
            yield from map(self._change, self.said.report.changes)
        yield f"<sub>{say('made_by')}</sub>"

    def _change(self, change: Change) -> str:
        head = f"**{_plain(self.said.change(change))}** — {_plain(self.said.aspects(change))}"
        return f"{head}\n\n{_fenced('diff', chr(10).join(map(marked, change.rows)))}"

    def _outcomes(self) -> Iterator[str]:
        for part in self.said.outcomes():
            match part:
                case ShownMove():
                    yield self._move(part)
                case list():
                    yield "\n".join(f"- {_plain(each)}" for each in part)
                case _:
                    yield part

    def _move(self, move: ShownMove) -> str:
        say = self.said.word
        rows = [(say("answer"), _plain(move.before), _plain(move.after))]
        rows += [(_plain(also.label), _plain(also.old), _plain(also.new)) for also in move.also]
        table = _table(("", say("old"), say("new")), rows)
        facts = _table(
            (say("fact"), say("value")), [(_plain(label), _plain(value)) for label, value, _ in move.facts]
        )
        files = [_fenced("toml", f"# {name}\n{text.rstrip()}") for name, text in move.files]
        runs = (
            [_fenced("sh", "\n".join(f"{each.line}  # {each.says}" for each in move.decisions))]
            if move.decisions
            else []
        )
        inside = "\n\n".join([facts, *files, *runs, *move.unreached])
        money = [f"- {_plain(line)}" for line in move.money]
        head = f"**{move.number}. {_plain(move.headline)}**"
        told = _folded(say("example"), inside)
        return "\n\n".join(filter(None, [head, table, "\n".join(money), told]))

    def _impact(self) -> Iterator[str]:
        found, say = self.said.report.impact, self.said.word
        if found is None:
            return
        yield "\n".join(f"- {_plain(line)}" for line in (self.said.book(), *self.said.remarks()))
        if found.tallies:
            head = (say("direction"), say("count"), say("money_moved"))
            yield _table(
                head, [(say(each.direction), f"{each.count:,}", each.money) for each in found.tallies]
            )
        if found.rows:
            heads = (say("case"), say("before"), say("after"), say("change"), "")
            cells = [
                [_plain(text) for text in (row.case, row.before, row.after, row.change, row.badge)]
                for row in self.said.cases
            ]
            yield _folded(self.said.count("cases", len(cells)), _table(heads, cells))
        if found.left_off:
            yield say("left_off", self.said.count("cases", found.left_off))
