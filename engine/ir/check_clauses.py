"""The guard of amounts and clauses: a bill ends whole, and a clause does what a clause of its kind can do."""

from __future__ import annotations

from typing import assert_never

from engine.ir import tree as ir
from engine.ir.check_types import expect, expect_test, type_found
from engine.ir.findings import Findings
from engine.ir.found import FOUND_DATE, Found
from engine.ir.limits import MOST_NEEDS
from engine.ir.outcome import PAYING, VERDICTS
from engine.values.rounding import MODES

_ANSWERS = (ir.Pays, ir.Refuses, ir.Leaves)
_ON_TOP = (ir.Leaves, ir.Asks, ir.Orders, ir.Due, ir.Routes, ir.Splits, ir.Offers)


def check_amount(amount: ir.Amount, path: str, findings: Findings) -> None:
    """A bill holds money of one currency, begins with what is taken, and ends in a whole number."""
    if amount.type.kind != "money" or not amount.type.exact:
        findings.add("type", f"{path}.type", "a bill is money, a whole number of its smallest unit")
    if not amount.steps or amount.steps[0].kind not in {"take", "add"}:
        findings.add("answer", f"{path}.steps", "a bill begins with what is taken")
    whole = True
    for at, step in enumerate(amount.steps):
        whole = _step_leaves_whole(step, amount, f"{path}.steps[{at}]", findings, whole=whole)
    if not whole:
        findings.add("exact", path, f"`{amount.name}` may end in a fraction")
    for at, ending in enumerate(amount.nothing_left):
        _check_guard(ending.guard, f"{path}.nothing_left[{at}].guard", findings)


def check_clause(clause: ir.Clause, path: str, findings: Findings) -> None:
    """A clause has whole tests, and effects that fit its kind."""
    expect_test(clause.scope, f"{path}.scope", findings)
    for at, need in enumerate(clause.needs):
        expect_test(need.test, f"{path}.needs[{at}].test", findings)
    for at, effect in enumerate(clause.effects):
        _check_effect(effect, f"{path}.effects[{at}]", findings)
    if clause.on:
        _check_on_top(clause, path, findings)
    else:
        _check_answering(clause, path, findings)


def _step_leaves_whole(
    step: ir.Step, amount: ir.Amount, path: str, findings: Findings, *, whole: bool
) -> bool:
    """Check a step; whether the running total is a whole number after it."""
    _check_guard(step.guard, f"{path}.guard", findings)
    found = expect(step.value, Found.of(amount.type), f"{path}.value", findings)
    if step.kind != "round":
        if step.mode:
            findings.add("word", path, f"`{step.kind}` with the mode `{step.mode}`")
        return whole and (found is None or found.exact)
    findings.among(step.mode, MODES, path)
    unit = step.value.value if isinstance(step.value, ir.Literal) else None
    if not isinstance(unit, int) or unit <= 0:
        findings.add("divisor", path, "it rounds to what is no number above zero")
    return whole or step.guard is None


def _check_guard(guard: ir.Expression | None, path: str, findings: Findings) -> None:
    if guard is not None:
        expect_test(guard, path, findings)


def _check_effect(effect: ir.Effect, path: str, findings: Findings) -> None:
    match effect:
        case ir.Pays(options):
            _check_pays(options, path, findings)
        case ir.Leaves():
            _check_leaves(effect, path, findings)
        case ir.Asks():
            _check_asks(effect, path, findings)
        case ir.Orders(guard=guard):
            _check_guard(guard, f"{path}.guard", findings)
        case ir.Due(day=day):
            expect(day, FOUND_DATE, f"{path}.day", findings)
        case ir.Splits():
            _check_splits(effect, path, findings)
        case ir.Offers():
            _check_offers(effect, path, findings)
        case ir.Refuses() | ir.Routes():
            pass
        case _:
            assert_never(effect)


def _check_splits(effect: ir.Splits, path: str, findings: Findings) -> None:
    """Each part is whole money of the currency of the bills, and takes a way that no other part takes."""
    currency = next(iter(findings.amounts.values()), None)
    for at, (_, most) in enumerate(effect.parts):
        found = type_found(most, f"{path}.parts[{at}][1]", findings)
        fits = found is None or (found.exact and (currency is None or found.meets(Found.of(currency.type))))
        if not fits:
            findings.add("type", f"{path}.parts[{at}][1]", f"{found} stands where whole money is needed")
    findings.once((route for route, _ in effect.parts), f"{path}.parts")


def _check_offers(effect: ir.Offers, path: str, findings: Findings) -> None:
    if not effect.options:
        findings.add("answer", f"{path}.options", "nothing is offered")
    findings.once((each.remedy for each in effect.options), f"{path}.options")
    for at, option in enumerate(effect.options):
        _check_guard(option.guard, f"{path}.options[{at}].guard", findings)
        if option.amount and option.amount not in findings.amounts:
            findings.add("known", f"{path}.options[{at}].amount", f"there is no amount `{option.amount}`")
        if option.until is not None:
            expect(option.until, FOUND_DATE, f"{path}.options[{at}].until", findings)
    if effect.until is not None:
        expect(effect.until, FOUND_DATE, f"{path}.until", findings)


def _check_pays(options: tuple[tuple[ir.Expression | None, str], ...], path: str, findings: Findings) -> None:
    for at, (guard, amount) in enumerate(options):
        _check_guard(guard, f"{path}.options[{at}][0]", findings)
        if amount not in findings.amounts:
            findings.add("known", f"{path}.options[{at}][1]", f"there is no amount `{amount}`")
    if [guard is None for guard, _ in options] != [False] * (len(options) - 1) + [True]:
        findings.add("answer", path, "the last amount, and no other, is paid without a condition")


def _check_leaves(effect: ir.Leaves, path: str, findings: Findings) -> None:
    """The least sum is money like the greatest; a bare zero is as good in any currency."""
    if effect.high and effect.high not in findings.amounts:
        findings.add("known", f"{path}.high", f"there is no amount `{effect.high}`")
    found = type_found(effect.low, f"{path}.low", findings)
    if found is None or (isinstance(effect.low, ir.Literal) and effect.low.value == 0 and found.is_numeric):
        return
    high = findings.amounts.get(effect.high) or next(iter(findings.amounts.values()), None)
    fits = found.meets(Found.of(high.type)) if high else found.kind == "money"
    if not fits or not found.exact:
        findings.add("type", f"{path}.low", f"{found} stands where whole money is needed")


def _check_asks(effect: ir.Asks, path: str, findings: Findings) -> None:
    every = ir.Includes(ir.Fact(effect.fact), effect.options, "all")
    expect_test(every, path, findings)


def _check_on_top(clause: ir.Clause, path: str, findings: Findings) -> None:
    for at, verdict in enumerate(clause.on):
        findings.among(verdict, VERDICTS, f"{path}.on[{at}]")
    findings.once(clause.on, f"{path}.on")
    if clause.improves:
        findings.add("answer", f"{path}.improves", "a clause that comes on top of an answer improves none")
    if clause.needs:
        findings.add("answer", f"{path}.needs", "a clause that comes on top of an answer has no needs")
    for at, effect in enumerate(clause.effects):
        if not isinstance(effect, _ON_TOP):
            findings.add("answer", f"{path}.effects[{at}]", "this is an answer, and the clause says `on`")
        if isinstance(effect, ir.Splits) and clause.on != ("refund",):
            findings.add("answer", f"{path}.effects[{at}]", "money is split on a refund alone")
        if isinstance(effect, ir.Leaves) and not effect.high and not set(clause.on) <= PAYING:
            findings.add("answer", f"{path}.effects[{at}]", "there may be no refund here to choose from")


def _check_answering(clause: ir.Clause, path: str, findings: Findings) -> None:
    answers = [effect for effect in clause.effects if isinstance(effect, _ANSWERS)]
    if len(clause.needs) > MOST_NEEDS:
        findings.add("answer", f"{path}.needs", f"there are more than {MOST_NEEDS}")
    if len(answers) != 1:
        findings.add("answer", f"{path}.effects", f"one answer is needed, and {len(answers)} are given")
    for at, effect in enumerate(clause.effects):
        if not isinstance(effect, (*_ANSWERS, ir.Orders)):
            findings.add("answer", f"{path}.effects[{at}]", "this comes on top of an answer only")
        if isinstance(effect, ir.Leaves) and not effect.high:
            findings.add("answer", f"{path}.effects[{at}]", "there is no refund yet to choose from")
