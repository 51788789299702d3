"""From the checked policy to the program that is sealed and run, and to the texts that go with it."""

from __future__ import annotations

import attrs

from engine.diagnostics.report import Report
from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.ir.walk import calendars_of
from engine.model.check_left_out import check_left_out
from engine.model.precedence import in_order, precedence_pairs
from engine.model.tree import Policy

LANGUAGES = ("en", "zh")
PROMISES = ("assume.", "property.")
"""How the keys of texts begin that belong to what is proved, and not to what is sealed."""


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
    return attrs.evolve(program, calendars=calendars_of(program))


def texts_of(policy: Policy) -> Texts:
    """The words of a policy in both languages, and what stands in it beside its clauses; not those of its promises."""
    texts = {key: text for key, text in policy.texts.items() if not key.startswith(PROMISES)}
    return Texts(
        en={key: text.en for key, text in texts.items()},
        zh={key: text.zh for key, text in texts.items()},
        sections=policy.sections,
        open_points=tuple((point.name, point.cites) for point in policy.open_points),
    )
