"""How clauses fare agrees with the plain interpreter, and what is certain stays so whatever the unknown facts are."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.cases.unknown import Needed, Unknown
from engine.evaluator.from_ir import compiled, load
from engine.explain.found import Found
from engine.explain.trace import Explainer
from engine.explain.tree import Explanation
from engine.ir import tree as ir
from engine.ir.bullets import in_text_order
from engine.ir.outcome import BeyondCalendarError
from engine.reference.from_ir import Reference
from tests.agree.test_readings import calendars, complete_cases
from tests.evaluator.opened import opened
from tests.explain.explained import GOVERNS_FROM, explainer, found_of, read
from tests.explain.labels import labelled
from tests.explain.oracle import states
from tests.ir.programs import programs
from tests.ir.shipped import shipped
from tests.second_reading.generate import cases, incomplete_cases

# what a state may turn into once the unknown facts are known
STAYS = {
    "decisive": {"decisive"},
    "failed": {"failed", "silenced"},
    "silenced": {"silenced", "does_not_apply"},
    "does_not_apply": {"does_not_apply"},
    "met": {"met", "decisive", "silenced"},
    "not_judged": {"decisive", "met", "failed", "silenced", "does_not_apply", "not_judged"},
}


def by_name(program: ir.Program, facts: tuple[Any, ...]) -> dict[str, Any]:
    return {fact.name: value for fact, value in zip(program.facts, facts, strict=True)}


def answering(explanation: Explanation, program: ir.Program) -> dict[str, str]:
    """The states of the clauses that answer, as an explanation has them."""
    on_top = {clause.name for clause in program.clauses if clause.on}
    return {
        trace["clause"]: trace["state"] for trace in explanation["clauses"] if trace["clause"] not in on_top
    }


def test_states_of_complete_cases() -> None:
    program, _ = shipped()
    reference = Reference(program, calendars())
    for raw in cases(600, 11):
        facts, presumed = read(raw)
        found = found_of(facts, presumed)
        explanation = explainer("en").explain(facts, found)
        if explanation["version"] is None or found.verdict == "pending":
            continue
        assert answering(explanation, program) == states(reference, by_name(program, facts)), raw
        assert decisive_clauses(explanation) == found.clauses, raw


def decisive_clauses(explanation: Explanation) -> tuple[str, ...]:
    """The clauses that an explanation calls decisive, as the record has them."""
    found: list[str] = []
    for trace in explanation["clauses"]:
        if trace["state"] == "decisive":
            found += trace["cites"]
        if trace["state"] == "failed":
            found += [bullet for condition in trace["conditions"] for bullet in condition["cites"]]
    bill = explanation["bill"]
    if explanation["verdict"] == "refused" and bill is not None:
        _, module, _ = opened()
        assert bill["total"] == "0.00 CNY"
        assert module["LINES"][bill["amount"]]
        return ("3.1",) if "3.1" in explanation["sentence"] else ("4",)
    return in_text_order(found)


def test_certain_states_stay() -> None:
    program, _ = shipped()
    reference = Reference(program, calendars())
    dice = Random(5)
    judged = 0
    for raw in incomplete_cases(300, 12, presume=False):
        facts, _ = read(raw, presume=False)
        found = found_of(facts)
        explanation = explainer("en").explain(facts, found)
        if explanation["version"] is None:
            continue
        before = answering(explanation, program)
        for _ in range(4):
            completed = tuple(
                _drawn(fact, value, dice) for fact, value in zip(program.facts, facts, strict=True)
            )
            after = states(reference, by_name(program, completed))
            assert all(after[name] in STAYS[state] for name, state in before.items()), raw
        judged += sum(state != "not_judged" for state in before.values())
    assert judged > 1000


def _drawn(fact: ir.FactDeclaration, value: object, dice: Random) -> object:
    """A value for a fact that is unknown; it need not be likely."""
    if not isinstance(value, Unknown):
        return value
    match fact.type.kind:
        case "yes_no":
            return dice.random() < 0.5
        case "choice":
            return dice.choice(fact.type.options)
        case "set":
            return frozenset(option for option in fact.type.options if dice.random() < 0.5)
        case "text":
            return "x"
        case "instant":
            return (1_783_000_000 + dice.randrange(40 * 86_400)) * 10**9
        case _:
            return dice.choice([1, 2, 10_000_000])


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_states_under_any_program(data: st.DataObject) -> None:
    program = data.draw(programs())
    reference, module = Reference(program, calendars()), load(compiled(program), calendars())
    made = Explainer(program, labelled(program), module, data.draw(st.sampled_from(("en", "zh"))))
    for _ in range(3):
        facts = data.draw(complete_cases(program))
        try:
            verdict, low, high, clauses, measures, amount, party, conflict = module["outcome"](facts)
        except (Needed, BeyondCalendarError):
            continue
        lines = tuple(module["LINES"][amount](facts)) if amount else ()
        found = Found(
            verdict,
            GOVERNS_FROM,
            low,
            high,
            clauses,
            tuple(sorted(measures)),
            amount=amount,
            lines=lines,
            party=party,
            conflict=conflict,
            deadlines=tuple(module["due"](facts, verdict)),
        )
        if isinstance(facts[module["PLACES"][program.selected_by]], Unknown):
            continue
        explanation = made.explain(facts, found)
        assert answering(explanation, program) == states(reference, by_name(program, facts))
