"""Which clause silences which: what the policy says of clauses and sections, worked out for each pair of clauses."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.report import Report
from engine.diagnostics.span import Span
from engine.model.tree import ClauseModel, Policy, Target

Pair = tuple[str, str]


def precedence_pairs(policy: Policy, report: Report) -> frozenset[Pair]:
    """Pairs (first, then), closed under transitivity; a circle is reported.

    A sentence that names a clause goes before one that names only its section: the special rule before the general.
    """
    said = _said(policy, report)
    special = {pair: span for pair, span, is_special in said if is_special}
    general = {pair: span for pair, span, is_special in said if not is_special and pair[::-1] not in special}
    closed = _closure({**general, **special})
    circle = sorted(first for first, then in closed if first == then)
    if circle:
        span = next(span for pair, span in {**special, **general}.items() if pair[0] in circle)
        names = ", ".join(f"`{name}`" for name in circle)
        help_text = "strike one of the sentences that say which comes before the other"
        report.error("RF302", f"the precedence of {names} goes in a circle", span, help=help_text)
        return frozenset()
    return frozenset(closed)


def section_of(bullet: str) -> str:
    """The section in which a clause stands: `2` for `2.5a`."""
    return bullet.partition(".")[0].rstrip("abcdefghijklmnopqrstuvwxyz")


def _said(policy: Policy, report: Report) -> list[tuple[Pair, Span, bool]]:
    answering = [model for model in policy.clauses if not model.clause.on]
    found: list[tuple[Pair, Span, bool]] = []
    for model in answering:
        for target in model.overrides:
            then = _named(target, policy, answering, report)
            found += [
                ((model.clause.name, name), model.span, True) for name in then if name != model.clause.name
            ]
    for sentence in policy.precedence:
        firsts = [
            (target, name) for target in sentence.first for name in _named(target, policy, answering, report)
        ]
        thens = [
            (target, name) for target in sentence.then for name in _named(target, policy, answering, report)
        ]
        listed = {name for _, name in firsts}
        found += [
            ((first, then), sentence.span, "clauses" in {target.kind, other.kind})
            for target, first in firsts
            for other, then in thens
            if then not in listed
        ]
    return found


def _named(target: Target, policy: Policy, answering: list[ClauseModel], report: Report) -> list[str]:
    """The answering clauses that a target names; one that names nothing is reported."""
    names = [model.clause.name for model in answering]
    if target.kind == "clauses":
        if target.bullet in names:
            return [target.bullet]
        others = {model.clause.name for model in policy.clauses} - set(names)
        problem = f"there is no clause `{target.bullet}`"
        if target.bullet in others:
            problem = f"the clause `{target.bullet}` comes on top of an answer, so it has no precedence"
        report.error("RF303", problem, target.span, help=did_you_mean(target.bullet, names))
        return []
    inside = [name for name in names if section_of(name) == target.bullet]
    if not inside:
        sections = {section_of(name) for name in names}
        problem = f"no clause that answers a case stands in section `{target.bullet}`"
        report.error("RF303", problem, target.span, help=did_you_mean(target.bullet, sections))
    return inside


def _closure(pairs: dict[Pair, Span]) -> set[Pair]:
    closed = set(pairs)
    grew = True
    while grew:
        more = {
            (first, last)
            for first, middle in closed
            for middle_again, last in closed
            if middle == middle_again
        }
        grew = not more <= closed
        closed |= more
    return closed


def in_order(names: list[str], pairs: frozenset[Pair]) -> Iterator[str]:
    """The clauses, none after one that it silences; otherwise in the order written."""
    waiting = list(names)
    while waiting:
        ready = next(name for name in waiting if not any((other, name) in pairs for other in waiting))
        waiting.remove(ready)
        yield ready
