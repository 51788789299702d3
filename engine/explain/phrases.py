"""Conditions in words, with the labels of the facts: `Quota used is zero`, `已用额度为零`."""

from __future__ import annotations

from engine.explain.figures import Figures, capital, spaced
from engine.explain.windows import Window, window_of, without_day
from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.ir.types import DATE, INSTANT

_OPPOSITE: dict[ir.Operator, ir.Operator] = {
    "eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt",
}  # fmt: skip


def opposite(operator: ir.Operator) -> ir.Operator:
    """The comparison that holds where this one does not."""
    return _OPPOSITE[operator]


class Phrases:
    """The conditions of one program in the words of one language."""

    def __init__(self, program: ir.Program, texts: Texts, lang: str) -> None:
        """Take the labels from the texts."""
        self.figures = Figures(program, texts, lang, self._holds)
        self._words = self.figures.words

    def condition(self, node: ir.Expression) -> str:
        """A condition as a sentence without its full stop."""
        return capital(spaced(self._holds(node)))

    def answers(self, verdicts: tuple[str, ...]) -> str:
        """That the answer is one of these verdicts."""
        named = self.figures.listed([self._words[f"verdict_{verdict}"] for verdict in verdicts], "last_or")
        return self._words["on"].format(named)

    def _holds(self, node: ir.Expression) -> str:
        return self._test(node, wanted=True)

    def _test(self, node: ir.Expression, *, wanted: bool) -> str:
        """That a test holds, or that it does not."""
        window = window_of(node)
        if window is not None:
            return self._window(window, wanted=wanted)
        match node:
            case ir.Not(inner):
                return self._test(inner, wanted=not wanted)
            case ir.All(tests) | ir.Any(tests):
                return self._joined(tests, every=isinstance(node, ir.All) is wanted, wanted=wanted)
            case ir.Compare(operator, left, right):
                return self._compare(operator if wanted else opposite(operator), left, right)
            case ir.Member(value, options):
                named = self.figures.choices(value, options, "last_or")
                return self._words["member" if wanted else "not_member"].format(
                    self.figures.value(value), named
                )
            case ir.Includes():
                return self._includes(node, wanted=wanted)
            case ir.Given(name):
                return self._words["given" if wanted else "not_given"].format(
                    self.figures.value(ir.Fact(name))
                )
            case ir.Fold("any" | "all"):
                return self._over(node, wanted=wanted)
            case ir.Literal(held):
                return self._words["always" if held is wanted else "never"]
            case ir.Term():
                return self._words["term" if wanted else "not_term"].format(self.figures.value(node))
            case _:
                return self._words["is_yes" if wanted else "is_no"].format(self.figures.value(node))

    def _over(self, node: ir.Fold, *, wanted: bool) -> str:
        """That something is so of some or of every entry; that no entry is so is said of every one."""
        entries = self.figures.entries(node)
        if isinstance(node.value, ir.Literal):
            return self._words["some_entry" if wanted else "no_entry"].format(entries)
        every = (node.how == "all") is wanted
        return self._words["all_over" if every else "any_over"].format(
            entries, self._test(node.value, wanted=wanted)
        )

    def _joined(self, tests: tuple[ir.Expression, ...], *, every: bool, wanted: bool) -> str:
        """Several tests as one sentence; `every` joins them by and, else by or."""
        if not tests:
            return self._words["always" if every else "never"]
        if len(tests) == 1:
            return self._test(tests[0], wanted=wanted)
        return self._words["and" if every else "or"].join(self._inside(each, wanted=wanted) for each in tests)

    def _inside(self, node: ir.Expression, *, wanted: bool) -> str:
        text = self._test(node, wanted=wanted)
        inner = node.test if isinstance(node, ir.Not) else node
        mixed = isinstance(inner, ir.All | ir.Any) and window_of(inner) is None
        return self._words["inside"].format(text) if mixed else text

    def _compare(self, operator: ir.Operator, left: ir.Expression, right: ir.Expression) -> str:
        kind = self.figures.kinds.of(left)
        if kind in (DATE, INSTANT):
            left, right = without_day(left), without_day(right)
            key = f"{operator}_time" if operator not in {"eq", "ne"} else operator
            return self._words[key].format(self.figures.value(left), self.figures.value(right))
        if not kind.is_numeric:
            first, second = self.figures.value(left, other=right), self.figures.value(right, other=left)
            return self._words[f"{operator}_choice"].format(first, second)
        left, right = self.figures.kinds.level((left, right))
        return self._words[operator].format(self.figures.value(left), self.figures.value(right))

    def _window(self, window: Window, *, wanted: bool) -> str:
        key = f"within_{window.side}" if wanted else f"not_within_{window.side}"
        span = self.figures.span(window.count, window.unit, window.rule)
        moment, event = without_day(window.at_event.left), without_day(window.at_event.right)
        return self._words[key].format(self.figures.value(moment), span, self.figures.value(event))

    def _includes(self, node: ir.Includes, *, wanted: bool) -> str:
        held = self.figures.value(node.value)
        if node.how == "any" and set(node.options) == set(self.figures.kinds.of(node.value).options):
            return self._words["not_empty" if wanted else "empty"].format(held)
        named = self.figures.choices(node.value, node.options, "last" if node.how == "all" else "last_or")
        return self._words[node.how if wanted else f"not_{node.how}"].format(held, named)
