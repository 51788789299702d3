"""Clauses that decide one case differently, with nothing said on which comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from engine.cases.unknown import Unknown
from engine.diagnostics.diagnostic import Label
from engine.diagnostics.report import Report
from engine.diagnostics.span import Span
from engine.evaluator.expression import identifier
from engine.evaluator.from_ir import Module, compiled, condition, load, search
from engine.evaluator.runtime import Answer, combine
from engine.ir import tree as ir
from engine.ir.exclusive import are_exclusive
from engine.values.calendar import Calendar
from engine.values.moment import day_text, instant_text
from engine.values.money import to_text

Places = Mapping[str, Span]

_HELP = "say which comes first, in `precedence` or with `overrides`"


def check_conflicts(
    program: ir.Program, places: Places, calendars: Mapping[str, Calendar], report: Report
) -> None:
    """Report pairs of clauses that contradict each other (RF306); `places` are those of the clauses by name.

    Clauses that answer are reported where a case was found that both decide; clauses that come on top of an answer
    where they do the same thing to one verdict, unless a choice keeps them apart.
    """
    check_on_top(program, places, report)
    pairs = list(_suspects(program))
    if not pairs:
        return
    module = load(compiled(program), calendars)
    for first, then in pairs:
        case = _case_for(first, then, program, module)
        if case is not None:
            report_conflict(first, then, case, places, report)


def report_conflict(first: ir.Clause, then: ir.Clause, case: str, places: Places, report: Report) -> None:
    """Report two clauses that decide one case differently (RF306), with the case in words."""
    problem = f"the clauses `{first.name}` and `{then.name}` decide one case differently"
    _report(problem, first, then, places, report, notes=(f"for instance where {case}",))


def _report(
    problem: str,
    first: ir.Clause,
    then: ir.Clause,
    places: Places,
    report: Report,
    notes: tuple[str, ...] = (),
) -> None:
    other = Label(places[first.name], "and this")
    report.error(
        "RF306", problem, places[then.name], help=_HELP if notes else _KEEP_APART, labels=[other], notes=notes
    )


_KEEP_APART = "make one of the two, or keep them apart with `for` lines on one choice"


def check_on_top(program: ir.Program, places: Places, report: Report) -> None:
    """Report clauses that come on top of an answer and do the same thing to one verdict (RF306)."""
    on_top = [clause for clause in program.clauses if clause.on]
    for first, then in combinations(on_top, 2):
        shared = set(first.on) & set(then.on)
        if shared and not are_exclusive(first.scope, then.scope):
            for what in sorted(_does(first) & _does(then)):
                _report(
                    f"the clauses `{first.name}` and `{then.name}` both {what}", first, then, places, report
                )


def _does(clause: ir.Clause) -> set[str]:
    """What only one clause can do to an answer."""
    found: set[str] = set()
    for effect in clause.effects:
        match effect:
            case ir.Leaves():
                found.add("leave the answer to somebody")
            case ir.Routes():
                found.add("name the way of the money")
            case ir.Due(name):
                found.add(f"set the deadline `{name}`")
            case _:
                continue
    return found


def _suspects(program: ir.Program) -> Iterator[tuple[ir.Clause, ir.Clause]]:
    """Pairs of answering clauses that could contradict each other, as far as can be seen at a glance."""
    precedence = frozenset(program.precedence)
    answering = [clause for clause in program.clauses if not clause.on]
    for first, then in combinations(answering, 2):
        ordered = (first.name, then.name) in precedence or (then.name, first.name) in precedence
        refuse = all(any(isinstance(effect, ir.Refuses) for effect in each.effects) for each in (first, then))
        if (
            not ordered
            and not refuse
            and not first.improves
            and not then.improves
            and not are_exclusive(first.scope, then.scope)
        ):
            yield first, then


def _case_for(first: ir.Clause, then: ir.Clause, program: ir.Program, module: Module) -> str | None:
    """A case that both clauses decide to different answers, in words; None where none was found."""
    both = condition(ir.All((first.scope, then.scope, *_unsilenced(first, then, program))), program, module)
    says = [module[f"says_{identifier(clause.name)}"] for clause in (first, then)]
    looking = search(
        program, module, lambda case: combine([each(case) for each in says]) if both(case) else _SILENT
    )
    start = tuple(Unknown(fact.name) for fact in program.facts)
    found = looking.first(start, lambda answer: bool(answer[7]))
    if found is None:
        return None
    pairs = zip(program.facts, found, strict=True)
    return in_words({fact.name: value for fact, value in pairs if _is_told(value)}, program)


def in_words(told: Mapping[str, object], program: ir.Program) -> str:
    """What a case tells, as a sentence of a message."""
    facts = [fact for fact in program.facts if fact.name in told]
    return ", ".join(f"`{fact.name}` is {_shown(fact, told[fact.name], program)}" for fact in facts)


def _unsilenced(first: ir.Clause, then: ir.Clause, program: ir.Program) -> Iterator[ir.Expression]:
    """The tests that no clause speaks which comes before one of the two."""
    before = {silencer for silencer, name in program.precedence if name in {first.name, then.name}}
    return (ir.Not(clause.scope) for clause in program.clauses if clause.name in before)


_SILENT: Answer = ("not_covered", 0, 0, (), frozenset(), "", "", ())


def _is_told(value: object) -> bool:
    return not isinstance(value, Unknown) and value is not None


def _shown(fact: ir.FactDeclaration, value: object, program: ir.Program) -> str:
    """A value as a case would state it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case frozenset():
            return f"`{', '.join(sorted(value)) or 'empty'}`"
        case int() if fact.type.kind == "instant":
            return f"`{instant_text(value, program.zone)}`"
        case int() if fact.type.kind == "date":
            return f"`{day_text(value)}`"
        case int():
            return f"`{to_text(value, fact.type.decimals)}{' ' + fact.type.unit if fact.type.unit else ''}`"
        case _:
            return f"`{value}`"
