"""What stands inside values and conditions and is itself made of them, by the kind of its phrase."""

from __future__ import annotations

from engine.diagnostics.report import Report
from engine.model.cycles import cycle
from engine.model.lists import over, some_or_every
from engine.model.scope import Scope
from engine.model.tables import read_at
from engine.model.values import value


def scope_for(report: Report) -> Scope:
    """A scope in which nothing is named yet, and every phrase can be read."""
    scope = Scope(report, value_of=value)
    scope.values |= dict.fromkeys(("sum_over", "number_over", "extreme_over"), over)
    scope.values |= {"read_at": read_at, "cycle": cycle}
    scope.tests |= dict.fromkeys(("some", "every"), some_or_every)
    return scope
