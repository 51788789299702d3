"""What the solver proves of a policy on every check, as messages: each with a case, decided again."""

from __future__ import annotations

from collections.abc import Mapping

from engine.decisions.reading import reading
from engine.diagnostics.report import Report
from engine.diagnostics.span import Span
from engine.ir import tree as ir
from engine.lint.conflicts import check_on_top, in_words, report_conflict
from engine.model.tree import Policy
from engine.solver.giving_up import given_up
from engine.solver.proofs import proved
from engine.solver.tree import Finding, State
from engine.values.calendar import Calendar
from engine.values.money import to_text


def check_proofs(
    program: ir.Program, policy: Policy, calendars: Mapping[str, Calendar], report: Report
) -> None:
    """Report what the proofs of a policy find.

    Conflicts are RF306, what has no effect RF321, choices without a clause RF322, properties that fail RF323, and what
    could not be proved RF324.
    """
    places = {model.clause.name: model.span for model in policy.clauses}
    check_on_top(program, places, report)
    for finding in proved(reading(program, calendars), policy.promises):
        _report(finding, program, policy, places, report)


def _report(
    finding: Finding, program: ir.Program, policy: Policy, places: Mapping[str, Span], report: Report
) -> None:
    clauses = {clause.name: clause for clause in program.clauses}
    case = in_words(dict(finding.told), program)
    match finding.kind, finding.names:
        case "conflict", (first, then):
            report_conflict(clauses[first], clauses[then], case, places, report)
        case "decides", (name,):
            help_text = "let the clauses before it speak of fewer cases, or strike it"
            report.warning("RF321", f"the clause `{name}` decides no case", places[name], help=help_text)
        case "matters", (name, word, number):
            problem = f"`{word}` number {number} of the clause `{name}` changes the answer to no case"
            report.warning(
                "RF321", problem, places[name], help="strike it, or look whether it says what is meant"
            )
        case "covered", (fact, choice):
            span = policy.facts.facts[fact].span
            problem = f"no clause speaks of cases where `{fact}` is `{choice}`"
            help_text = "add a clause for it; only the choice `other` is for what no clause covers"
            report.warning("RF322", problem, span, help=help_text, notes=(f"for instance where {case}",))
        case "property", (name, *_):
            _property(name, finding, program, policy, report)
        case "given_up", (code, *about):
            said = policy.texts.get(f"property.{''.join(about)}")
            what = given_up(code, node="".join(about)).en
            problem = f"not everything could be proved: {what}"
            help_text = "cases may exist that the check did not find"
            report.warning(
                "RF324", problem, said.span if said else next(iter(places.values())), help=help_text
            )
        case _:
            raise AssertionError(finding.kind)


def _property(name: str, finding: Finding, program: ir.Program, policy: Policy, report: Report) -> None:
    if finding.state is None:
        raise TypeError(finding)
    case = in_words(dict(finding.told), program)
    notes: tuple[str, ...] = (f"for instance where {case}: {_paid(finding.state, program)}",)
    if finding.after is not None:
        changed = {each: value for each, value in finding.then if (each, value) not in finding.told}
        notes = (*notes, f"but where {in_words(changed, program)}: {_paid(finding.after, program)}")
    help_text = "mend the clause that pays it, or say with `where` of which cases the property is meant"
    span = policy.texts[f"property.{name}"].span
    report.error("RF323", f"the property `{name}` does not hold", span, help=help_text, notes=notes)


def _paid(state: State, program: ir.Program) -> str:
    type_ = program.amounts[0].type
    return f"`{state.verdict}`, `{to_text(state.high, type_.decimals)} {type_.unit}`"
