"""Clauses as Python source: which of them decide, and what each says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import attrs

from engine.evaluator.expression import Names, code, identifier
from engine.ir import tree as ir
from engine.ir.bullets import in_text_order
from engine.ir.exclusive import are_exclusive
from engine.ir.limits import MOST_NEEDS


def clauses_source(program: ir.Program, names: Names) -> str:
    """A function for each clause that answers, and `outcome(c)` over all of them."""
    answering = [clause for clause in program.clauses if not clause.on]
    parts = ["\n".join(_says(clause, names)) for clause in answering]
    parts.append("\n".join(_answered(answering, frozenset(program.precedence), names)))
    parts.append("\n".join(_outcome(program, names)))
    return "\n\n".join(parts)


def constant(verdict: str, clauses: tuple[str, ...], measures: frozenset[str] = frozenset()) -> str:
    """The source of an answer without money."""
    return f"({verdict!r}, 0, 0, {in_text_order(clauses)!r}, {measures_code(measures)}, '', '', ())"


def measures_code(measures: frozenset[str]) -> str:
    """The source of a set of measures."""
    return f"frozenset({tuple(sorted(measures))!r})" if measures else "EMPTY"


def _says(clause: ir.Clause, names: Names) -> Iterator[str]:
    """The function `says_NAME(c)`; its constant answers stand before it."""
    name = identifier(clause.name)
    if clause.needs:
        yield from _refusals(clause, name)
    yield f"def says_{name}(c):"
    for place, need in enumerate(clause.needs):
        test = code(need.test, names)
        yield f"    k = 0 if {test} else 1" if place == 0 else f"    if not {test}: k += {2**place}"
    if clause.needs:
        yield f"    if k: return REFUSALS_{name}[k]"
    yield from (f"    {line}" for line in _effect(clause, names))
    yield ""


def _refusals(clause: ir.Clause, name: str) -> Iterator[str]:
    """A refusal for each way in which the needs of a clause can fail."""
    if len(clause.needs) > MOST_NEEDS:
        message = f"clause {clause.name} has more than {MOST_NEEDS} needs"
        raise ValueError(message)
    yield f"REFUSALS_{name} = ("
    for reversed_fails in product((False, True), repeat=len(clause.needs)):
        failed = [need for need, fails in zip(clause.needs, reversed(reversed_fails), strict=True) if fails]
        cites = tuple(bullet for need in failed for bullet in need.cites)
        yield f"    {constant('refused', cites, frozenset(each for need in failed for each in need.measures))},"
    yield ")"


def _effect(clause: ir.Clause, names: Names) -> Iterator[str]:
    orders = [effect for effect in clause.effects if isinstance(effect, ir.Orders)]
    measures = _measures(orders, names)
    cites = in_text_order(clause.cites)
    for effect in clause.effects:
        match effect:
            case ir.Refuses():
                yield f"return ('refused', 0, 0, {cites!r}, {measures}, '', '', ())"
            case ir.Pays(options):
                yield from _pays(clause, options, measures, names)
            case ir.Leaves(party, low, high):
                yield f"h = max(amount_{identifier(high)}(c), 0)"
                yield f"l = min(max({code(low, names)}, 0), h)"
                yield f"return ('discretion', l, h, {cites!r}, {measures}, {high!r}, {party!r}, ())"
            case _:
                continue


def _measures(orders: list[ir.Orders], names: Names) -> str:
    always = frozenset(order.measure for order in orders if order.guard is None)
    sometimes = [order for order in orders if order.guard is not None]
    if not sometimes:
        return measures_code(always)
    parts = [
        f"({measures_code(frozenset({each.measure}))} if {code(each.guard, names)} else EMPTY)"
        for each in sometimes
        if each.guard
    ]
    return f"({measures_code(always)} | {' | '.join(parts)})"


def _pays(
    clause: ir.Clause, options: tuple[tuple[ir.Expression | None, str], ...], measures: str, names: Names
) -> Iterator[str]:
    cites = in_text_order(clause.cites)
    owed = {
        name: (f"if a < 0: return ('refused', a, a, {cites!r}, {measures}, {name!r}, '', ())",)
        for name in names.owed
    }
    for guard, name in options:
        inner = [
            f"a = amount_{identifier(name)}(c)",
            f"if a > 0: return ('refund', a, a, {in_text_order(clause.cites)!r}, {measures}, {name!r}, '', ())",
            *owed.get(name, ()),
            f"r = nothing_{identifier(name)}(c)",
            f"return r or ('refund', 0, 0, {in_text_order(clause.cites)!r}, {measures}, {name!r}, '', ())",
        ]
        yield from (
            inner if guard is None else (f"if {code(guard, names)}:", *(f"    {line}" for line in inner))
        )


def nothing_source(amount: ir.Amount, names: Names) -> str:
    """The function `nothing_NAME(c)`: the refusal of an amount that comes to zero, None where it is not refused."""
    body = []
    for left in amount.nothing_left:
        answer = f"return {constant('refused', left.cites)}"
        body.append(answer if left.guard is None else f"if {code(left.guard, names)}: {answer}")
    lines = [
        f"def nothing_{identifier(amount.name)}(c):",
        *(f"    {line}" for line in body),
        "    return None",
        "",
    ]
    return "\n".join(lines)


@attrs.define
class _Flow:
    """Which clauses may have spoken without ending the reading, while source is written."""

    open: list[ir.Clause] = attrs.Factory(list)
    improves: bool = False

    @property
    def found(self) -> str:
        """The source of whether a clause has decided so far."""
        return "found or better" if self.improves else "found"

    def combined(self, said: str = "") -> str:
        """The source of what the clauses so far, and one more, say together."""
        listed = f"[*found, {said}]" if said else "found"
        return f"best({listed}, better)" if self.improves else f"combine({listed})"


def _answered(
    answering: list[ir.Clause], precedence: frozenset[tuple[str, str]], names: Names
) -> Iterator[str]:
    """The function `answered(c)`: the clauses in order; the reading ends where nothing left could speak."""
    yield "def answered(c):"
    yield "    found = []"
    flow = _Flow(improves=any(clause.improves for clause in answering))
    if flow.improves:
        yield "    better = []"
    for place, clause in enumerate(answering):
        later = answering[place + 1 :]
        rest = [clause, *later]
        if flow.open and all(_ends(each, other, precedence) for each in flow.open for other in rest):
            yield f"    if {flow.found}: return {flow.combined()}"
            flow.open.clear()
        silent = [each for each in flow.open if (each.name, clause.name) in precedence]
        guards = [f"not spoke_{identifier(each.name)}" for each in silent]
        test = " and ".join([*guards, code(clause.scope, names)])
        yield (
            f"    if {test}:"
            if not _marks(clause, later, precedence)
            else f"    spoke_{identifier(clause.name)} = {test}"
        )
        yield from _spoken(clause, later, flow, precedence)
    yield f"    return {flow.combined()} if {flow.found} else NOT_COVERED"


def _spoken(
    clause: ir.Clause, later: list[ir.Clause], flow: _Flow, precedence: frozenset[tuple[str, str]]
) -> Iterator[str]:
    """What happens where a clause decides: the reading ends, or its answer is kept and the reading goes on."""
    name = identifier(clause.name)
    if _marks(clause, later, precedence):
        yield f"    if spoke_{name}:"
    said = f"says_{name}(c)"
    if clause.improves:
        yield f"        better.append({said})"
        flow.open.append(clause)
        return
    if all(_ends(clause, other, precedence) for other in later):
        yield f"        return {flow.combined(said)}" if flow.open else f"        return {said}"
        return
    yield f"        found.append({said})"
    flow.open.append(clause)


def _marks(clause: ir.Clause, later: list[ir.Clause], precedence: frozenset[tuple[str, str]]) -> bool:
    """Whether a later clause must know if this one spoke."""
    goes_on = clause.improves or not all(_ends(clause, other, precedence) for other in later)
    return goes_on and any((clause.name, other.name) in precedence for other in later)


def _ends(clause: ir.Clause, other: ir.Clause, precedence: frozenset[tuple[str, str]]) -> bool:
    """Whether another clause cannot decide where this one does: it is silenced, or speaks of other cases."""
    return (clause.name, other.name) in precedence or are_exclusive(clause.scope, other.scope)


def _outcome(program: ir.Program, names: Names) -> Iterator[str]:
    """The function `outcome(c)`: the answer; one clause on top of it may leave it to somebody."""
    yield "def outcome(c):"
    yield "    r = answered(c)"
    word = "if"
    for clause in program.clauses:
        leaves = next((effect for effect in clause.effects if isinstance(effect, ir.Leaves)), None)
        if not clause.on or leaves is None:
            continue
        yield f"    {word} r[0] in {clause.on!r} and {code(clause.scope, names)}:"
        word = "elif"
        yield (
            f"        h = max(amount_{identifier(leaves.high)}(c), 0)" if leaves.high else "        h = r[2]"
        )
        yield f"        l = min(max({code(leaves.low, names)}, 0), h)"
        amount = repr(leaves.high) if leaves.high else "r[5]"
        cites = f"in_text_order({{*r[3], *{clause.cites!r}}})"
        yield f"        r = ('discretion', l, h, {cites}, r[4], {amount}, {leaves.party!r}, r[7])"
    yield "    return r"
