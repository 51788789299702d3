"""A report for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from engine.compare.said import Said, ShownMove
from engine.compare.tree import Comparison, Row
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


def rows_in_text(report: Comparison, lang: str, *, colour: bool) -> str:
    """The changes of the clauses alone."""
    return "\n".join(_Text(Said(report, lang), colour).changes())


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
            yield from self.changes()
        if self.said.report.outcomes is not None:
            yield from self._heading("outcomes")
            yield from self._outcomes()
        if self.said.report.impact is not None:
            yield from self._heading("impact")
            yield from self._impact()

    def changes(self) -> Iterator[str]:
        for change in self.said.report.changes:
            yield ""
            yield f"{self._paint(self.said.change(change), 'bold')} [{self.said.aspects(change)}]"
            yield from (f"  {self._row(row)}" for row in change.rows)

    def _outcomes(self) -> Iterator[str]:
        found, say = self.said.report.outcomes, self.said.word
        if found is None or not found.is_asked:
            yield say("not_asked")
            return
        if found.is_equal:
            yield say("equal")
        for move in self.said.moves:
            yield from self._move(move)
        if found.given_up:
            yield from ("",) if found.moves else (say("nothing_found"),)
            yield say("given_up")
            yield from (f"  - {each.of(self.said.lang)}" for each in found.given_up)

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

    def _row(self, row: Row) -> str:
        if not self.colour:
            return marked(row)
        parts = (
            self._paint(shown(piece.text), f"{row.sign}_mark" if piece.is_marked else row.sign)
            for piece in row.pieces
        )
        return f"{self._paint(_SIGNS[row.sign], row.sign)} {''.join(parts)}"

    def _heading(self, key: str) -> Iterator[str]:
        title = self.said.word(key)
        yield ""
        yield self._paint(title, "bold")
        yield self._paint("─" * width(title), "faint")

    def _paint(self, text: str, paint: str) -> str:
        code = _PAINTS.get(paint)
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code and text else text
