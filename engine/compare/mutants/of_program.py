"""Every mutant of a program: one fault each, and sound, so that it can be decided and proved like the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import attrs

from engine.compare.mutants.amounts import amount_faults
from engine.compare.mutants.clauses import ClauseFaults
from engine.compare.mutants.expressions import Faults
from engine.compare.mutants.precedence import precedence_faults
from engine.compare.mutants.tree import Change, Mutant, Site
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span
from engine.ir import tree as ir
from engine.ir.check_clauses import check_amount, check_clause
from engine.ir.check_types import check_term
from engine.ir.findings import Findings
from engine.ir.walk import calendars_of
from engine.model.check_left_out import check_left_out

T = TypeVar("T")


def mutants(program: ir.Program) -> Iterator[Mutant]:
    """The mutants of a program, clause by clause, each once; into facts and impossible combinations none is put."""
    seen = {_parts(program)}
    for mutant in _faulty(program):
        counts_by = calendars_of(mutant.program)
        found = attrs.evolve(mutant, program=attrs.evolve(mutant.program, calendars=counts_by))
        parts = _parts(found.program)
        if parts not in seen and _is_sound(found.program):
            seen.add(parts)
            yield found


def _parts(program: ir.Program) -> tuple[object, ...]:
    """All of a program that a fault can be in, for telling one mutant from another."""
    return program.terms, program.amounts, program.clauses, program.precedence


def _faulty(program: ir.Program) -> Iterator[Mutant]:
    faults = Faults(program)
    of_clause = ClauseFaults(program, faults)
    for at, clause in enumerate(program.clauses):
        for change, new in of_clause.of(clause):
            yield Mutant(_with_clause(program, at, new), change)
    for at, amount in enumerate(program.amounts):
        for change, other in amount_faults(amount, faults):
            yield Mutant(attrs.evolve(program, amounts=_put(program.amounts, at, [other])), change)
    for at, term in enumerate(program.terms):
        site = Site("term", term.name, "meaning")
        for kind, meaning in faults.of(term.meaning):
            terms = _put(program.terms, at, [attrs.evolve(term, meaning=meaning)])
            yield Mutant(attrs.evolve(program, terms=terms), Change(kind, site, term.meaning, meaning))
    yield from precedence_faults(program)


def _with_clause(program: ir.Program, at: int, clause: ir.Clause | None) -> ir.Program:
    """The program with another clause in a place, or without it; what it came between stays in order."""
    if clause is not None:
        return attrs.evolve(program, clauses=_put(program.clauses, at, [clause]))
    gone = program.clauses[at].name
    pairs = tuple(pair for pair in program.precedence if gone not in pair)
    return attrs.evolve(program, clauses=_put(program.clauses, at, []), precedence=pairs)


def _put(items: tuple[T, ...], at: int, new: Iterable[T]) -> tuple[T, ...]:
    return (*items[:at], *new, *items[at + 1 :])


def _is_sound(program: ir.Program) -> bool:
    """Whether the program is one that a policy could have been made into."""
    findings = Findings.of(program)
    for at, term in enumerate(program.terms):
        check_term(term, f"program.terms[{at}]", findings)
    for at, amount in enumerate(program.amounts):
        check_amount(amount, f"program.amounts[{at}]", findings)
    for at, clause in enumerate(program.clauses):
        check_clause(clause, f"program.clauses[{at}]", findings)
    if findings.lines or not any(not clause.on for clause in program.clauses):
        return False
    report = Report()
    nowhere = Span(Source("", ""), 0, 0)
    check_left_out(program, {clause.name: nowhere for clause in program.clauses}, report)
    return not report.has_errors
