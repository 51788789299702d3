"""What is proved of one version: findings with a case, nothing where there is nothing, and never silence."""

from __future__ import annotations

from typing import NoReturn

import pytest

from engine.decisions.reading import reading
from engine.solver.found import Finder
from engine.solver.proofs import proved
from engine.solver.reads import UnknownNodeError
from engine.solver.tree import Finding, Patience
from engine.solver.values import Values
from tests.agree.test_readings import calendars
from tests.solver.shop import shop

BOTH = """
amount price_back "price and shipping" / "价款与运费" under 2
  take  order.price
  add   order.shipping
"""
AT_MOST = """
property at_most "At most one and a half times the price" / "不超过价款的一倍半"
  nobody is paid more than  150 percent of order.price, rounded down to 0.01 CNY
"""
CHEAP = """
assume cheap_shipping "Shipping costs at most half of the price" / "运费不高于价款一半"
  that  order.shipping is at most (50 percent of order.price, rounded down to 0.01 CNY)
"""
WINDOW = """
clause 1.2 "In time" / "按期"
  for    order.reason is faulty
  needs  order.asked_at is within 7 calendar days after order.paid_at, counted as plain_days
         otherwise refused "Too late." / "过期。"
  pays   price_back
"""
WHERE = "  where  order.shipping is zero\n"
MORE = """
property more "More shipping never pays more" / "运费越高，退款不会越多"
  more of  order.shipping never pays more
"""


def found(refund: str = "", facts: str = "", patience: Patience | None = None) -> list[Finding]:
    program, promises = shop(refund, facts)
    opened = reading(program, calendars())
    every = list(proved(opened, promises, patience))
    for each in every:
        if each.state is not None:
            assert opened.decide(dict(each.told)) == each.state
        if each.after is not None:
            assert opened.decide(dict(each.then)) == each.after
    return [each for each in every if each.kind != "covered"]


def kinds(findings: list[Finding]) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.kind, each.names) for each in findings]


def test_a_property_is_refuted_with_a_case() -> None:
    (finding,) = found(BOTH + AT_MOST)
    assert finding.names == ("at_most",)
    told = dict(finding.told)
    assert finding.state is not None
    assert finding.state.high * 2 > int(str(told["order.price"])) * 3


def test_what_is_assumed_proves_it() -> None:
    assert found(BOTH + AT_MOST + CHEAP) == []


def test_what_is_not_meant_refutes_nothing() -> None:
    assert kinds(found(BOTH + AT_MOST)) == [("property", ("at_most",))]
    assert found(BOTH + AT_MOST + WHERE) == []


def test_of_a_pair_of_cases_both_must_be_meant() -> None:
    (finding,) = found(BOTH + MORE)
    assert finding.names == ("more", "order.shipping")
    changed = dict(finding.then)["order.shipping"], dict(finding.told)["order.shipping"]
    assert changed == (1, 0)
    assert found(BOTH + MORE + "  where  order.shipping is zero\n") == []


def test_a_property_that_could_not_be_settled_says_so_and_the_others_go_on() -> None:
    impatient = Patience(question=20)
    given_up = found(BOTH + AT_MOST + MORE, patience=impatient)
    assert {each.kind for each in given_up} == {"given_up"}
    assert {each.names[1] for each in given_up} >= {"at_most", "more"}


def test_what_the_solver_does_not_know_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def unread(*_: object) -> NoReturn:
        raise UnknownNodeError("Shift")

    monkeypatch.setattr(Values, "_time", unread)
    assert kinds(found(WINDOW)) == [("given_up", ("node", "Shift"))]


def test_two_clauses_that_differ_conflict_and_those_that_a_choice_keeps_apart_do_not() -> None:
    other = """
amount half "half of it" / "一半" under 2
  take   50 percent of order.price "Half of it" / "一半"
  round  down to 0.01 CNY

clause 1.2 "Half" / "一半"
  for   order.reason is {reason}
  pays  half
"""
    assert kinds(found(other.format(reason="faulty"))) == []
    (finding,) = found(other.format(reason="changed_mind"))
    assert (finding.kind, set(finding.names)) == ("conflict", {"1.1", "1.2"})
    assert finding.state is not None
    assert finding.state.conflict == ("1.1", "1.2")


def test_a_guard_and_the_start_of_a_window_need_make_no_difference() -> None:
    """A fact that may be left out is read behind `is given`; nothing comes before the start of a window."""
    more = """
clause 1.1 "In time" / "按时"
  for   order.asked_at is within 7 calendar days after order.delivered_at, counted as plain_days
  pays  price_back

clause 1.2 "Noticed before" / "事先发现"
  for   order.noticed_at is given and order.noticed_at is before order.paid_at
  pays  price_back
"""
    facts = """
fact order.noticed_at "Noticed" / "发现时间"
  instant
  presumed  not given
  asked     "When was it noticed, if it was?" / "若已发现，何时发现？"

impossible too_early "it was asked for before it was delivered" / "申请早于送达"
  when  order.asked_at is before order.delivered_at
"""
    assert found(more, facts=facts) == []


def test_many_clauses_are_each_looked_for() -> None:
    """Each need and each clause is proved to matter, also where there are more than are looked for together."""
    program, promises = shop("".join(_clause(at) for at in range(1, 40)) + _never())
    every = proved(reading(program, calendars()), promises)
    assert [each.names for each in every if each.kind in {"decides", "matters"}] == [("1.99",)]


def _clause(at: int) -> str:
    return f"""
clause 1.{at + 1} "Number {at}" / "第 {at} 条"
  for    order.reason is other
  for    order.pieces is {at}
  needs  order.opened is no
         otherwise refused "It was opened." / "商品已拆封。"
  pays   price_back
"""


def _never() -> str:
    return """
clause 1.99 "Never" / "从不"
  for      order.reason is other
  for      order.price is below 0 CNY
  refuses
"""


def test_a_second_finder_knows_what_the_first_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pair of cases is sought by a finder of its own: nothing that holds of all cases may be missing there."""
    told: list[int] = []
    program, promises = shop(BOTH + MORE + CHEAP)
    tell = Finder._tell

    def kept(self: Finder) -> None:
        tell(self)
        told.append(len(self._prover.demanded()))

    monkeypatch.setattr(Finder, "_tell", kept)
    proved(reading(program, calendars()), promises)
    assert min(told) > 5
