"""Faults of a bill: a line left out, of another kind, without its condition, or rounded otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from engine.compare.mutants.expressions import Faults
from engine.compare.mutants.tree import Change, Kind, Site
from engine.ir import tree as ir
from engine.values.rounding import MODES

_OTHER: Mapping[ir.StepKind, tuple[Kind, ir.StepKind]] = {
    "take": ("line", "less"), "add": ("line", "less"), "less": ("line", "add"),
    "at_least": ("bound", "at_most"), "at_most": ("bound", "at_least"),
}  # fmt: skip


def amount_faults(amount: ir.Amount, faults: Faults) -> Iterator[tuple[Change, ir.Amount]]:
    """The amount with one fault in it, and what the fault is."""
    for at, step in enumerate(amount.steps):
        site = Site("amount", amount.name, "line", at + 1)
        for kind, new in step_faults(step, faults):
            steps = (*amount.steps[:at], *([] if new is None else [new]), *amount.steps[at + 1 :])
            yield Change(kind, site, step, new), attrs.evolve(amount, steps=steps)
        if rest := amount.steps[at + 1 :]:
            steps = (*amount.steps[:at], rest[0], step, *rest[1:])
            yield Change("order", site, step, rest[0]), attrs.evolve(amount, steps=steps)
    for at, ending in enumerate(amount.nothing_left):
        site = Site("amount", amount.name, "nothing_left", at + 1)
        for kind, other in _ending_faults(ending, faults):
            endings = (
                *amount.nothing_left[:at],
                *([] if other is None else [other]),
                *amount.nothing_left[at + 1 :],
            )
            yield Change(kind, site, ending, other), attrs.evolve(amount, nothing_left=endings)


def step_faults(step: ir.Step, faults: Faults) -> Iterator[tuple[Kind, ir.Step | None]]:
    """The faults of one line; None where it is left out."""
    yield "rounding" if step.kind == "round" else "line", None
    if step.kind == "round":
        yield from (("rounding", attrs.evolve(step, mode=mode)) for mode in MODES if mode != step.mode)
        if isinstance(step.value, ir.Literal) and isinstance(step.value.value, int):
            units = [step.value.value * 10, *([step.value.value // 10] if step.value.value % 10 == 0 else [])]
            yield from (
                ("rounding", attrs.evolve(step, value=attrs.evolve(step.value, value=unit))) for unit in units
            )
    else:
        kind, other = _OTHER[step.kind]
        yield kind, attrs.evolve(step, kind=other)
        yield from ((named, attrs.evolve(step, value=value)) for named, value in faults.of(step.value))
    yield from ((named, attrs.evolve(step, guard=guard)) for named, guard in guard_faults(step.guard, faults))


def guard_faults(guard: ir.Expression | None, faults: Faults) -> Iterator[tuple[Kind, ir.Expression | None]]:
    """The faults of a condition behind `if`; None where it is left out."""
    if guard is not None:
        yield "guard", None
        yield from faults.of(guard)


def _ending_faults(ending: ir.NothingLeft, faults: Faults) -> Iterator[tuple[Kind, ir.NothingLeft | None]]:
    yield "line", None
    yield from (
        (kind, attrs.evolve(ending, guard=guard)) for kind, guard in guard_faults(ending.guard, faults)
    )
