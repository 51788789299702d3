"""From the checked policy to the program that is sealed and run, and to the texts that go with it."""

from __future__ import annotations

from engine.diagnostics.report import Report
from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.ir.walk import expressions_of, parts_of
from engine.model.check_left_out import check_left_out
from engine.model.precedence import in_order, precedence_pairs
from engine.model.tree import Policy

LANGUAGES = ("en", "zh")


def to_ir(policy: Policy, report: Report) -> ir.Program:
    """The program of a policy; sound only where the report has no errors."""
    pairs = precedence_pairs(policy, report)
    answering = {model.clause.name: model.clause for model in policy.clauses if not model.clause.on}
    on_top = tuple(model.clause for model in policy.clauses if model.clause.on)
    ordered = tuple(answering[name] for name in in_order(list(answering), pairs))
    header, facts = policy.header, policy.facts
    program = ir.Program(
        policy=header.policy,
        version=header.version,
        edition=header.edition,
        selected_by=header.selected_by,
        zone=header.zone,
        prevails=header.prevails,
        units=tuple((unit.unit, unit.decimals) for unit in facts.units.values()),
        facts=tuple(model.declaration for model in facts.facts.values()),
        impossible=facts.impossible,
        terms=tuple(policy.terms.values()),
        amounts=tuple(policy.amounts.values()),
        clauses=ordered + on_top,
        precedence=tuple(sorted(pairs)),
        confirms=header.confirms,
        consumption=policy.consumption,
    )
    if not report.has_errors:
        check_left_out(program, {model.clause.name: model.span for model in policy.clauses}, report)
    return _with_calendars(program)


def _with_calendars(program: ir.Program) -> ir.Program:
    """The program with the calendars that it counts business days by."""
    import attrs  # noqa: PLC0415

    shifts = (
        node
        for expression in expressions_of(program)
        for node in parts_of(expression)
        if isinstance(node, ir.Shift)
    )
    return attrs.evolve(
        program, calendars=tuple(sorted({shift.rule for shift in shifts if shift.unit == "business_days"}))
    )


def texts_of(policy: Policy) -> Texts:
    """The words of a policy in both languages, and what stands in it beside its clauses."""
    return Texts(
        en={key: text.en for key, text in policy.texts.items()},
        zh={key: text.zh for key, text in policy.texts.items()},
        sections=policy.sections,
        open_points=tuple((point.name, point.cites) for point in policy.open_points),
    )
