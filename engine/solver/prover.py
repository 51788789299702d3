"""z3 asked whether tests can hold together, and what holds in the model that it finds.

It is asked by the functions below z3's classes, which look at each of some thirty assumptions of a question anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs
import z3

from engine.solver.terms import Test, Whole

_SEED = 7


@attrs.frozen
class Model:
    """Values for which all holds that was asked for."""

    _found: Any

    def holds(self, test: Test) -> bool:
        """Whether a test holds."""
        if isinstance(test, bool):
            return test
        return bool(z3.Z3_get_bool_value(test.ctx.ref(), self._value(test)) == z3.Z3_L_TRUE)

    def number(self, held: Whole) -> int:
        """The value of a number."""
        if isinstance(held, int):
            return held
        return int(z3.Z3_get_numeral_string(held.ctx.ref(), self._value(held)))

    def _value(self, term: Any) -> Any:  # noqa: ANN401
        value = (z3.Ast * 1)()
        z3.Z3_model_eval(term.ctx.ref(), self._found.model, term.ast, True, value)
        return value[0]


@attrs.define
class Prover:
    """A z3 that gives the same answer each time: it is bounded by `work`, not by a clock."""

    context: z3.Context
    work: int
    core: frozenset[int] = frozenset()
    """The assumptions, by the addresses of their nodes, that cannot hold together: of the last question refuted."""
    was_asked: bool = False
    is_known: bool = False
    """Whether z3 had no need to be asked the last question: part of it was refuted before."""
    _solver: Any = attrs.field(init=False)
    _refuted: list[frozenset[int]] = attrs.Factory(list)

    def __attrs_post_init__(self) -> None:
        """Start z3."""
        self._solver = z3.SimpleSolver(self.context)
        self._solver.set("random_seed", _SEED)
        self._solver.set("rlimit", self.work)

    def add(self, tests: Iterable[Test]) -> None:
        """Demand tests for good."""
        for test in tests:
            term = test if not isinstance(test, bool) else z3.BoolVal(test, self.context)
            z3.Z3_solver_assert(self.context.ref(), self._solver.solver, term.ast)

    def can_hold(self, assumed: Sequence[z3.BoolRef]) -> bool | None:
        """Whether all these variables can hold together; None where that takes too long to find out.

        What was refuted once is refuted for good, as nothing that was demanded is ever taken back.
        """
        nodes = [each.ast for each in assumed]
        asked = frozenset(each.value for each in nodes)
        known = next((core for core in self._refuted if core <= asked), None)
        self.is_known = known is not None
        if known is not None:
            self.core = known
            return False
        self.was_asked = True
        context, solver = self.context.ref(), self._solver.solver
        found = z3.Z3_solver_check_assumptions(context, solver, len(nodes), (z3.Ast * len(nodes))(*nodes))
        if found == z3.Z3_L_FALSE:
            self.core = frozenset(each.ast.value for each in self._solver.unsat_core())
            self._refuted.append(self.core)
        return {z3.Z3_L_TRUE: True, z3.Z3_L_FALSE: False}.get(found)

    def model(self) -> Model:
        """The model of the last question, whose variables can hold together."""
        return Model(self._solver.model())

    def demanded(self) -> Any:  # noqa: ANN401
        """All that was demanded, as terms of z3."""
        return self._solver.assertions()
