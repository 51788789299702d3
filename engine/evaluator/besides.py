"""What few policies say beside an answer, as Python source: who is paid, how it is split, what is offered, who owes."""

from __future__ import annotations

from collections.abc import Iterator

from engine.evaluator.expression import Names, code, identifier
from engine.ir import tree as ir
from engine.ir.bullets import in_text_order
from engine.ir.walk import on_top


def besides_source(program: ir.Program, names: Names) -> Iterator[str]:
    """The functions by name in `BESIDES`, which is None for a program that says nothing of the kind."""
    beside = list(on_top(program))
    made: dict[str, list[tuple[ir.Clause, ir.Effect]]] = {
        "payee": [(clause, each) for clause, each in beside if isinstance(each, ir.Routes) and each.party],
        "split": [(clause, each) for clause, each in beside if isinstance(each, ir.Splits)],
        "offers": [(clause, each) for clause, each in beside if isinstance(each, ir.Offers)],
    }
    owed = {amount.name: amount.owed_by for amount in program.amounts if amount.owed_by}
    for name, effects in made.items():
        if effects:
            yield f"def {name}(c, verdict, paid):"
            yield "    found = []"
            for clause, effect in effects:
                yield f"    if verdict in {clause.on!r}:"
                yield "        try:"
                yield f"            if {code(clause.scope, names)}:"
                cited = ", ".join(in_text_order(clause.cites))
                yield from (f"                {line}" for line in _effect(effect, cited, names))
                yield f"        except UNCERTAIN as why: found.append(({name!r}, open_end(why)))"
            yield "    return found\n"
    listed = ", ".join(f"{name!r}: {name}" for name, effects in made.items() if effects)
    yield f"BESIDES = {{{listed}}}" if listed or owed else "BESIDES = None"
    yield f"OWED_BY = {owed!r}\n"


def _effect(effect: ir.Effect, cited: str, names: Names) -> Iterator[str]:
    match effect:
        case ir.Routes(party=party):
            yield f"found.append((({party!r}, {cited!r}), None))"
        case ir.Splits(how, parts, rest):
            listed = "".join(f"({route!r}, {code(most, names)}), " for route, most in parts)
            yield f"found.append(((divided(paid, {how!r}, ({listed}), {rest!r}), {cited!r}), None))"
        case ir.Offers(options, party, until):
            for option in options:
                yield "try:"
                test = "True" if option.guard is None else code(option.guard, names)
                worth = f"max(amount_{identifier(option.amount)}(c), 0)" if option.amount else "None"
                good = "None" if option.until is None else code(option.until, names)
                offer = f"({option.remedy!r}, {worth}, {good}, {option.marks!r}, {cited!r})"
                yield f"    if {test}: found.append(({offer}, None))"
                waiting = f"({option.remedy!r}, None, None, (), {cited!r})"
                yield f"except UNCERTAIN as why: found.append(({waiting}, open_end(why)))"
            if party:
                end = "None" if until is None else code(until, names)
                yield f"found.append((({party!r}, {end}, {cited!r}), 'chosen'))"
        case _:
            raise AssertionError(effect)
