"""RF006: one figure written into several clauses, where a change of one of them is easily forgotten in the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from engine.diagnostics.diagnostic import Label
from engine.diagnostics.report import Report
from engine.diagnostics.span import Span
from engine.explain.kinds import Kinds
from engine.explain.phrases import Phrases
from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.ir.walk import amount_expressions, clause_expressions, parts_of
from engine.lint.subject import Subject
from engine.model.tree import Policy

MANY = 3
"""In how many clauses and amounts a figure stands that should have a name: twice may be chance."""
_NO_FIGURES = frozenset({0, 1})


def repeated_figures(subject: Subject, report: Report) -> None:
    """Report a figure against which several clauses hold the same value; a term, and so a table, has a name already."""
    phrases, kinds = Phrases(subject.program, Texts({}, {}), "en"), Kinds(subject.program)
    found: defaultdict[object, dict[str, Span]] = defaultdict(dict)
    words: dict[object, str] = {}
    for name, place, node in _tests(subject):
        for part in parts_of(node):
            for key, text in _figures(part, phrases, kinds):
                found[key].setdefault(name, place)
                words[key] = text
    for key, places in found.items():
        if len(places) >= MANY:
            first, *others = places.values()
            report.warning(
                "RF006",
                f"the figure `{words[key]}` stands in {len(places)} clauses or amounts",
                first,
                help="give it a name once: `term NAME` with `is` or `holds`",
                labels=[Label(each, "and here") for each in others],
            )


def _figures(node: ir.Expression, phrases: Phrases, kinds: Kinds) -> Iterator[tuple[object, str]]:
    """What a comparison holds against a figure, and the figure in words."""
    match node:
        case ir.Compare(_, left, ir.Literal(int() as value, type_) as right) if value not in _NO_FIGURES:
            if kinds.of(left).is_numeric:
                figure = phrases.figures.value(right)
                yield (left, value, type_), figure
        case ir.Compare(operator, left, ir.Shift(day, _, "time")):
            yield from _figures(ir.Compare(operator, left, day), phrases, kinds)
        case ir.Compare(_, left, ir.Shift(start, int() as count, unit)) if count not in _NO_FIGURES:
            span = phrases.figures.span(abs(count), unit)
            yield (left, start, count, unit), span
        case _:
            return


def _tests(subject: Subject) -> Iterator[tuple[str, Span, ir.Expression]]:
    policy: Policy = subject.policy
    for model in policy.clauses:
        yield from (
            (f"clause {model.clause.name}", model.span, node) for node in clause_expressions(model.clause)
        )
    for amount in policy.amounts.values():
        span = policy.texts[f"amount.{amount.name}"].span
        yield from ((f"amount {amount.name}", span, node) for node in amount_expressions(amount))
