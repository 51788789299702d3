"""A report for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from engine.compare.said import Said, headed, what_changed
from engine.compare.shown import ShownMove
from engine.compare.tree import Change, Comparison, Row
from engine.diagnostics.display import shown, width
from engine.explain.layout import columns

_PAINTS = {
    "bold": "1", "gone": "31", "come": "32", "gone_mark": "1;31;4", "come_mark": "1;32;4", "faint": "2",
    "more": "1;32", "less": "1;31", "both": "1;35", "open": "1;33", "otherwise": "1;36",
}  # fmt: skip
_SIGNS = {"same": " ", "gone": "-", "come": "+"}
_BRACKETS = {"gone": "[-{}-]", "come": "{{+{}+}}"}


def to_text(report: Comparison, lang: str, *, colour: bool) -> str:
    """The report in lines; without colour the words that differ stand in `[-…-]` and `{+…+}`."""
    return "\n".join(_Text(Said(report, lang), colour).lines())


def changes_in_text(changes: Iterable[Change], lang: str, *, colour: bool) -> Iterator[str]:
    """The blocks that changed, in lines."""
    for change in changes:
        yield ""
        yield f"{_paint(headed(change, lang), 'bold', colour=colour)} [{what_changed(change, lang)}]"
        yield from (f"  {_row(row, colour=colour)}" for row in change.rows)


def marked(row: Row) -> str:
    """A row behind its sign, the words that differ in brackets; where the whole row does, without them."""
    is_whole = all(piece.is_marked for piece in row.pieces if piece.text.strip())
    parts = (
        _BRACKETS[row.sign].format(shown(piece.text))
        if piece.is_marked and not is_whole
        else shown(piece.text)
        for piece in row.pieces
    )
    return f"{_SIGNS[row.sign]} {''.join(parts)}".rstrip()


@attrs.frozen
class _Text:
    said: Said
    colour: bool

    def lines(self) -> Iterator[str]:
        yield self._paint(self.said.title, "bold")
        yield self.said.versions
        yield ""
        yield from (f"  {line}" for line in self.said.summary())
        if self.said.report.changes:
            yield from self._heading("clauses")
            yield from changes_in_text(self.said.report.changes, self.said.lang, colour=self.colour)
        if self.said.report.outcomes is not None:
            yield from self._heading("outcomes")
            yield from self._outcomes()
        if self.said.report.impact is not None:
            yield from self._heading("impact")
            yield from self._impact()

    def _outcomes(self) -> Iterator[str]:
        for part in self.said.outcomes():
            match part:
                case ShownMove():
                    yield from self._move(part)
                case list():
                    yield from (f"  - {each}" for each in part)
                case _:
                    yield from ("", part) if self.said.moves else (part,)

    def _move(self, move: ShownMove) -> Iterator[str]:
        say = self.said.word
        yield ""
        yield self._paint(f"{move.number}. {move.headline}", move.direction)
        rows = [(say("old"), move.before), (say("new"), move.after)]
        rows += [(also.label, say("from_to", also.old, also.new)) for also in move.also]
        yield from (f"   {line}" for line in columns(rows, ()))
        yield from (f"   {line}" for line in move.money)
        for name, text in move.files:
            yield f"   {self._paint(f'# {name}', 'faint')}"
            yield from (f"   {shown(line)}" for line in text.splitlines())
        yield from (f"   {self._paint(f'# {each.says}', 'faint')}\n   {each.line}" for each in move.decisions)
        yield from (f"   {line}" for line in move.unreached)

    def _impact(self) -> Iterator[str]:
        found, say = self.said.report.impact, self.said.word
        if found is None:
            return
        yield self.said.book()
        yield from self.said.remarks()
        if found.tallies:
            yield ""
            head = (say("direction"), say("count"), say("money_moved"))
            tallies = [(say(each.direction), f"{each.count:,}", each.money) for each in found.tallies]
            yield from (f"  {line}" for line in columns([head, *tallies], (1, 2)))
        if found.rows:
            yield ""
            cases = [(row.case, row.before, row.after, row.change, row.badge) for row in self.said.cases]
            heads = (say("case"), say("before"), say("after"), say("change"), "")
            yield from (f"  {line}" for line in columns([heads, *cases], (3,)))
        if found.left_off:
            yield say("left_off", self.said.count("cases", found.left_off))

    def _heading(self, key: str) -> Iterator[str]:
        title = self.said.word(key)
        yield ""
        yield self._paint(title, "bold")
        yield self._paint("─" * width(title), "faint")

    def _paint(self, text: str, paint: str) -> str:
        return _paint(text, paint, colour=self.colour)


def _row(row: Row, *, colour: bool) -> str:
    if not colour:
        return marked(row)
    parts = (
        _paint(shown(piece.text), f"{row.sign}_mark" if piece.is_marked else row.sign, colour=True)
        for piece in row.pieces
    )
    return f"{_paint(_SIGNS[row.sign], row.sign, colour=True)} {''.join(parts)}"


def _paint(text: str, paint: str, *, colour: bool) -> str:
    code = _PAINTS.get(paint)
    return f"\x1b[{code}m{text}\x1b[0m" if colour and code and text else text
