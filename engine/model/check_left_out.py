"""Facts that may be left out for good are read only where they are given: else a case would wait for them forever."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

import attrs

from engine.diagnostics.report import Report
from engine.diagnostics.span import Span
from engine.ir import tree as ir
from engine.ir.walk import children

Names = frozenset[str]
_NONE: Names = frozenset()


def check_left_out(program: ir.Program, places: Mapping[str, Span], report: Report) -> None:
    """Report clauses that read a fact `presumed not given` where nothing says that it is given; `places` by name."""
    declared = (each for fact in program.facts for each in (fact, *fact.fields))
    optional = frozenset(each.name for each in declared if each.presumed == "not_given")
    if not optional:
        return
    readings = _Readings(
        optional,
        {term.name: term.meaning for term in program.terms},
        {amount.name: amount for amount in program.amounts},
    )
    for clause in program.clauses:
        for name in sorted(readings.of_clause(clause)):
            report.error(
                "RF218",
                f"the clause `{clause.name}` reads `{name}` also where it was left out",
                places[clause.name],
                help=f"read it only behind `{name} is given`: in a `for`, before an `and`, or behind an `if`",
            )


@attrs.frozen
class _Readings:
    """What the parts of a program read of the facts that may be left out, beside those known to be given."""

    optional: Names
    terms: Mapping[str, ir.Expression]
    amounts: Mapping[str, ir.Amount]

    def of_clause(self, clause: ir.Clause) -> Names:
        """A need is read whatever the others say; an effect where each of them holds."""
        given = self._implied(clause.scope)
        needs = [need.test for need in clause.needs]
        found = self._read(clause.scope, _NONE).union(*(self._read(need, given) for need in needs))
        return found.union(
            *(self._of_effect(each, given.union(*map(self._implied, needs))) for each in clause.effects)
        )

    def _of_effect(self, effect: ir.Effect, given: Names) -> Names:
        match effect:
            case ir.Pays(options):
                return self._of_options(options, given)
            case ir.Leaves(_, low, high):
                return self._read(low, given) | (
                    self._of_amount(self.amounts[high], given) if high else _NONE
                )
            case ir.Orders(guard=guard):
                return self._read(guard or ir.All(()), given)
            case ir.Due(day=day):
                return self._read(day, given)
            case _:
                return _NONE

    def _of_options(self, options: Iterable[tuple[ir.Expression | None, str]], given: Names) -> Names:
        """An option is read where the guards above it do not hold, and its own does."""
        found = _NONE
        for guard, name in options:
            test = guard or ir.All(())
            found |= self._read(test, given) | self._of_amount(
                self.amounts[name], given | self._implied(test)
            )
            given |= self._implied(test, holds=False)
        return found

    def _of_amount(self, amount: ir.Amount, given: Names) -> Names:
        found = _NONE
        for step in amount.steps:
            test = step.guard or ir.All(())
            found |= self._read(test, given) | self._read(step.value, given | self._implied(test))
        for left in amount.nothing_left:
            found |= self._read(left.guard or ir.All(()), given)
        return found

    def _read(self, node: ir.Expression, given: Names) -> Names:
        """The facts that an expression may read although they were left out; tests are read in the order written."""
        match node:
            case ir.Fact(name):
                return frozenset({name}) & self.optional - given
            case ir.Term(name):
                return self._read(self.terms[name], given)
            case ir.All(tests) | ir.Any(tests):
                found = _NONE
                for test in tests:
                    found |= self._read(test, given)
                    given |= self._implied(test, holds=isinstance(node, ir.All))
                return found
            case ir.Choose(branches, otherwise):
                found = _NONE
                for test, then in branches:
                    found |= self._read(test, given) | self._read(then, given | self._implied(test))
                    given |= self._implied(test, holds=False)
                return found | self._read(otherwise, given)
            case ir.Fold(value=value, where=where, otherwise=otherwise):
                everywhere = ir.All(())
                found = self._read(where or everywhere, given) | self._read(otherwise or everywhere, given)
                return found | self._read(value, given | self._implied(where or everywhere))
            case _:
                return _NONE.union(*(self._read(each, given) for each in children(node)))

    def _implied(self, node: ir.Expression, *, holds: bool = True) -> Names:
        """The facts that are certainly given where a test holds, or where it does not."""
        match node:
            case ir.Given(name):
                return frozenset({name}) if holds else _NONE
            case ir.Not(test):
                return self._implied(test, holds=not holds)
            case ir.Term(name):
                return self._implied(self.terms[name], holds=holds)
            case ir.All(tests) | ir.Any(tests):
                each = [self._implied(test, holds=holds) for test in tests]
                if isinstance(node, ir.All) is holds:
                    return _NONE.union(*each)
                return reduce(Names.intersection, each) if each else _NONE
            case _:
                return _NONE
