"""Answers that several clauses make together: nothing fails, and no order among clauses decides anything."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from engine.cases.from_facts import Reader
from engine.decisions.record import Policy, decide, to_record
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.evaluator.from_ir import compiled, load, search
from engine.explain.trace import Explainer
from engine.reference.from_ir import Reference
from tests.explain.explained import from_decided
from tests.model.shop import Shop, shop

BOSS = 'party boss "the boss" / "店主"\nparty clerk "the clerk" / "店员"\n'
CASE: dict[str, Any] = {
    "paid_at": "2026-08-01T10:00:00+08:00",
    "reason": "changed_mind",
    "opened": False,
    "price": "80.00 CNY",
    "shipping": "5.00 CNY",
}


def _decided(made: Shop, order: dict[str, Any]) -> dict[str, Any]:
    """The record of a case, with the state of each clause beside it; both readings agree on it."""
    assert made.made is not None
    program, report = made.made, Report()
    module = load(compiled(program), {})
    policy = Policy(
        module, made.texts.of("en"), lambda case: search(program, module).settle(case), {}, {}, "en"
    )
    read = Reader(program, module["impossible"]).read(
        {"order": order}, presume=True, report=report, where=Place("case", "")
    )
    assert read is not None, [each.message for each in report.diagnostics]
    decided = decide(policy, read.facts)
    told = {fact.name: value for fact, value in zip(program.facts, read.facts, strict=True)}
    if decided.verdict != "pending" and not decided.notes:
        assert Reference(program, {}).outcome(told).answer == (decided.verdict, decided.low, decided.high)
    found = from_decided(decided, read.presumed)
    why = Explainer(program, made.texts, module, "en").explain(read.facts, found)
    states = {trace["clause"]: trace["state"] for trace in why["clauses"]}
    return to_record(policy, read.facts, read.presumed, decided) | {"states": states}


@pytest.mark.parametrize("answer", ["pays price_back", "leaves boss to choose from zero to price_back"])
@pytest.mark.parametrize("price", ["0.00 CNY", "3.00 CNY"])
def test_a_refusal_and_a_grant_that_comes_to_nothing(answer: str, price: str) -> None:
    refund = f'{BOSS}clause 1.1 "a" / "a"\n  for order.reason is changed_mind\n  {answer}\n'
    refusal = 'clause 1.0 "b" / "b"\n  for order.opened is no\n  refuses\n'
    for text in (refusal + refund, refund + refusal):
        record = _decided(shop(text), CASE | {"price": price})
        assert (record["verdict"], record["range"]) == ("discretion", ["0.00 CNY", price])
        assert [line["amount"] for line in record["lines"]] == [price]


ON_TOP = {
    "refund": "  on refund\n  for order.opened is no\n  leaves boss to choose from zero to the refund\n",
    "discretion": "  on discretion\n  leaves clerk to choose from zero to shipping_back\n",
    "refused": "  on refused\n  leaves clerk to choose from zero to shipping_back\n",
}
SHIPPING = 'amount shipping_back "s" / "s" under 2\n  take order.shipping\n'


@pytest.mark.parametrize(
    ("opened", "party", "top"), [(False, "boss", "80.00 CNY"), (True, "clerk", "5.00 CNY")]
)
def test_the_order_of_clauses_on_top_does_not_matter(opened: bool, party: str, top: str) -> None:
    for order in permutations(ON_TOP):
        clauses = "".join(f'clause 3.{at} "{name}" / "x"\n{ON_TOP[name]}' for at, name in enumerate(order))
        record = _decided(shop(BOSS + SHIPPING + clauses), CASE | {"opened": opened})
        assert (record["verdict"], record["decided_by"]) == ("discretion", party)
        assert record["range"] == ["0.00 CNY", top]
        leaving = {"boss": "refund", "clerk": "refused"}[party]
        assert record["states"] == {
            "1.1": "decisive" if party == "boss" else "failed",
            **{
                f"3.{at}": "decisive" if name == leaving else "does_not_apply"
                for at, name in enumerate(order)
            },
        }


def test_what_completions_do_not_share_is_not_said() -> None:
    """The sum is certain, who chooses and by which bill is not."""
    text = f"""{BOSS}{SHIPPING}
clause 1.1 "a" / "a"
  for order.reason is changed_mind and order.opened is yes
  leaves boss to choose from zero to price_back
clause 1.2 "b" / "b"
  for order.reason is changed_mind and order.opened is no
  leaves clerk to choose from zero to shipping_back
"""
    unknown = {key: value for key, value in CASE.items() if key != "opened"} | {"price": "5.00 CNY"}
    record = _decided(shop(text), unknown)
    assert (record["verdict"], record["range"]) == ("discretion", ["0.00 CNY", "5.00 CNY"])
    assert record["decided_by"] is None
    assert [line["label"] for line in record["lines"]] == ["The same sum, whatever is not known"]
    same = _decided(shop(text.replace("leaves clerk", "leaves boss")), unknown)
    assert same["decided_by"] == "boss"
