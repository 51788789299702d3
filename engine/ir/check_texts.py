"""The guard of texts: what a person is shown by name has its words in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from engine.ir import tree as ir
from engine.ir.findings import Findings
from engine.ir.texts import Texts


def check_texts(program: ir.Program, texts: Texts) -> list[str]:
    """Each name of a program without its words, as `text: key: problem`.

    A program does not list measures, routes and parties: its texts are where these are defined.
    """
    findings = Findings.of(program)
    for key in keys_of(program):
        for lang in ("en", "zh"):
            if not texts.of(lang).get(key):
                findings.add("text", key, f"it has no words in `{lang}`")
    for key in sorted(texts.en.keys() ^ texts.zh.keys()):
        findings.add("text", key, "it stands in one language alone")
    return list(dict.fromkeys(findings.lines))


def keys_of(program: ir.Program) -> tuple[str, ...]:
    """The keys of all texts that a program needs, each once."""
    return tuple(dict.fromkeys(_keys(program)))


def _keys(program: ir.Program) -> Iterator[str]:
    yield "policy"
    for fact in program.facts:
        yield f"fact.{fact.name}"
        yield f"fact.{fact.name}.question"
        for field in (fact, *fact.fields):
            yield from (f"fact.{field.name}.choice.{option}" for option in field.type.options)
            if field.supplied_by:
                yield f"party.{field.supplied_by}"
        for field in fact.fields:
            yield f"fact.{field.name}"
            yield f"fact.{field.name}.question"
    yield from (f"unit.{unit}" for unit, _ in program.units)
    yield from (f"impossible.{each.name}" for each in program.impossible)
    yield from (f"term.{term.name}" for term in program.terms)
    for amount in program.amounts:
        yield f"amount.{amount.name}"
        yield from (step.key for step in amount.steps)
        yield from (f"party.{amount.owed_by}",) if amount.owed_by else ()
    if program.consumption is not None:
        yield f"consumption.{program.consumption.name}"
    for clause in program.clauses:
        yield f"clause.{clause.name}"
        yield from (f"measure.{measure}" for need in clause.needs for measure in need.measures)
        for effect in clause.effects:
            yield from _effect_keys(effect)


def _effect_keys(effect: ir.Effect) -> Iterator[str]:
    match effect:
        case ir.Orders(measure):
            yield f"measure.{measure}"
        case ir.Leaves(party):
            yield f"party.{party}"
        case ir.Routes(route, party):
            yield from (f"route.{route}",) if route else ()
            yield from (f"party.{party}",) if party else ()
        case ir.Splits(_, parts, rest):
            yield from (f"route.{route}" for route in (*(name for name, _ in parts), rest))
        case ir.Offers(options, party):
            yield from (f"remedy.{each.remedy}" for each in options)
            yield from (f"remedy.{each.remedy}.{mark}" for each in options for mark in each.marks)
            yield from (f"party.{party}",) if party else ()
        case _:
            pass
