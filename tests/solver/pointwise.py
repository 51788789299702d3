"""What the solver's terms say of one case, fact by fact told: a state to hold against the one that decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.ir import tree as ir
from engine.ir.bullets import in_text_order
from engine.ir.lists import entry_fields
from engine.ir.outcome import PAYING
from engine.solver.entries import widened, written_out
from engine.solver.facts import Asked, asked
from engine.solver.found import Finder
from engine.solver.ordinary import as_told
from engine.solver.prover import Model
from engine.solver.question import Side, ordinary_moment, side
from engine.solver.space import Space
from engine.solver.state import StateTerms
from engine.solver.terms import Test
from engine.solver.tree import INVALID, Reading, State, Told

_ATTEMPTS = 40


def said_by_terms(reading: Reading, told: Told) -> State | None:
    """The state of a case as the terms have it; None where they cannot read it to the end."""
    program, space = reading.program, Space()
    entries = written_out(program)
    facts = {fact.name: asked(fact.name, fact, fact, space) for fact in widened(program, entries).facts}
    one = side(reading, facts, space, ordinary_moment(program), entries)
    flat = dict(_flat(program, told))
    wanted = [
        as_told(fact, flat if name in flat or "[" not in name else {name: _any_value(fact)})
        for name, fact in facts.items()
    ]
    finder = Finder(space, facts, 0, _ATTEMPTS)
    for _ in range(_ATTEMPTS):
        finder._tell()
        model = finder._model(wanted, [])
        assert model is not None, "no such case"
        mistakes = finder._mistakes(model)
        if not mistakes:
            return _state(one, model)
        space.claims += [each.lemma(values) for each, values in mistakes]
    raise AssertionError("the terms do not settle")


def _any_value(fact: Asked) -> object:
    """A value for a field of an entry that the list does not have: nothing depends on it."""
    least = (fact.declarations[0] or fact.declarations[1]).least  # type: ignore[union-attr]
    return {"yes_no": False, "date": 739_800, "choice": (*fact.options, "")[0]}.get(
        fact.kind, max(least or 0, 0)
    )


def _flat(program: ir.Program, told: Told) -> Iterator[tuple[str, object]]:
    for fact in program.facts:
        value = told.get(fact.name)
        if not isinstance(value, tuple):
            yield from [(fact.name, value)] if value is not None else []
            continue
        yield fact.name, len(value)
        for at, entry in enumerate(value):
            fields = zip(entry_fields(fact, at), entry, strict=True)
            yield from ((field.name, held) for field, held in fields if held is not None)


def _state(one: Side, model: Model) -> State | None:
    if not model.holds(one.is_valid):
        return State(INVALID)
    terms = one.state
    if model.holds(one.read.answer.is_stuck):
        return None
    (verdict,) = _true(model, terms.verdicts)
    pays = verdict in PAYING
    return State(
        verdict,
        model.number(terms.low),
        model.number(terms.high),
        in_text_order(_true(model, terms.clauses)),
        tuple(sorted(_true(model, terms.missing))),
        tuple(sorted(_true(model, terms.measures))),
        next(iter(_true(model, terms.routes)), None) if pays else None,
        tuple(sorted(_due(model, terms))),
        next(iter(_true(model, terms.parties)), ""),
        owed_by=next(iter(_true(model, terms.owed_by)), ""),
        **_besides(model, terms),
    )


def _true(model: Model, tests: Mapping[str, Test]) -> list[str]:
    return [name for name, test in tests.items() if model.holds(test)]


def _due(model: Model, terms: StateTerms) -> Iterator[tuple[str, int | None]]:
    for name, day in terms.due.items():
        if model.holds(day.is_set):
            yield name, model.number(day.day) if model.holds(day.is_known) else None


def _besides(model: Model, terms: StateTerms) -> dict[str, Any]:
    beside = terms.besides
    offers = [each for each in beside.offers if model.holds(each.is_there)]
    shares = {route: model.number(share) for route, share in beside.split.items()}
    party = next(iter(_true(model, beside.choice.parties)), None)
    day = model.number(beside.choice.day) if model.holds(beside.choice.has_day) else None
    return {
        "payee": next(iter(_true(model, beside.payees)), ""),
        "split": tuple(sorted((route, share) for route, share in shares.items() if share)),
        "offers": tuple(
            (
                each.remedy,
                None if each.worth is None else model.number(each.worth),
                None if each.until is None else model.number(each.until),
                each.marks,
            )
            for each in sorted(offers, key=lambda offer: offer.remedy)
        ),
        "chosen_by": None if party is None else (party, day),
    }
