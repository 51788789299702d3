"""Variations: lines of clauses that read otherwise for some cases, as a region or a class of customers has them."""

from __future__ import annotations

import attrs

from engine.ir import tree as ir
from engine.model.blocks import lines_once, of_kind
from engine.model.conditions import condition
from engine.model.scope import Scope
from engine.syntax.tree import Block, File, Phrase, Word

_KINDS = {
    "instead_for": "for_",
    "instead_needs": "needs",
    "instead_pays": "pays",
}


@attrs.define
class Patch:
    """One line of a variation: what a line of a clause says, what it says instead, and whether it was found."""

    clause: str
    kind: str
    new: Phrase | Word
    old: Phrase | Word
    where: ir.Expression
    sentence: Phrase
    is_used: bool = False


class Variations:
    """The patches of a policy; each must meet the clause that it names, reading as it says."""

    def __init__(self, file: File, scope: Scope) -> None:
        """Read the blocks, each with the condition under which it counts."""
        self._scope = scope
        self._patches: list[Patch] = []
        names: dict[str, None] = {}
        for block in of_kind(file, "variation"):
            name = block.head.phrase.word()
            if scope.define("variation", name, names):
                names[name.text] = None
                scope.say(f"variation.{name.text}", block.head.phrase.find("text"))
                self._patches += self._block(block)

    def _block(self, block: Block) -> list[Patch]:
        kinds = {line.phrase.kind for line in block.lines}
        lines = lines_once(block, self._scope.report, needed=("where_",), repeated=kinds - {"where_"})
        where = condition(lines["where_"].phrase.phrase(), self._scope) if "where_" in lines else None
        phrases = [line.phrase for line in block.lines if line.phrase.kind in _KINDS]
        if not phrases:
            problem, help_text = "this `variation` varies nothing", "add `clause 2.1 needs …, instead of …`"
            self._scope.report.error("RF108", problem, block.head.span, help=help_text)
        if where is None:
            return []
        return [_patch(phrase, where) for phrase in phrases]

    def test(self, clause: str, kind: str, phrase: Phrase) -> ir.Expression | None:
        """The condition of a line of a clause, as it reads in each variation; None with a report where it is wrong."""
        found = condition(phrase, self._scope)
        for patch in reversed(self._of(clause, kind, phrase)):
            new = condition(patch.new, self._scope) if isinstance(patch.new, Phrase) else None
            if found is None or new is None:
                return None
            there, elsewhere = ir.All((patch.where, new)), ir.All((ir.Not(patch.where), found))
            found = ir.Any((there, elsewhere))
        return found

    def pays(self, clause: str, word: Word) -> list[tuple[ir.Expression, Word]]:
        """The amounts that a clause pays instead of the one it names, each with the condition under which it does."""
        patches = self._of(clause, "pays", word)
        return [(patch.where, patch.new) for patch in patches if isinstance(patch.new, Word)]

    def check(self) -> None:
        """Report each line that no clause has."""
        for patch in self._patches:
            if not patch.is_used:
                problem = f"no line of clause `{patch.clause}` reads `{patch.kind.rstrip('_')} {patch.old.span.text}`"
                help_text = "repeat the line of the clause, word for word"
                self._scope.report.error("RF303", problem, patch.old.span, help=help_text)

    def _of(self, clause: str, kind: str, old: Phrase | Word) -> list[Patch]:
        found = [each for each in self._patches if (each.clause, each.kind, each.old) == (clause, kind, old)]
        for patch in found:
            patch.is_used = True
        return found


def _patch(phrase: Phrase, where: ir.Expression) -> Patch:
    number, new, old = phrase.parts
    if not isinstance(number, Word) or new is None or old is None:
        raise TypeError(phrase.kind)
    return Patch(number.text, _KINDS[phrase.kind], new, old, where, phrase)
