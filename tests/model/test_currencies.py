"""Answers are compared by their sums: what a policy pays, and what it may leave, is of one currency."""

from __future__ import annotations

import pytest

from .shop import shop

EURO = """unit EUR "euro" / "欧元"
  money with 2 decimals
fact order.fee "Fee" / "费用"
  money in EUR
  asked "?" / "？"
"""
BOSS = 'party boss "the boss" / "店主"\n'
FEE = 'amount fee "the fee" / "费用" under 2\n  take order.fee\n'


def _leaving(low: str, high: str, on: str = "") -> str:
    test = f"  on {on}\n" if on else "  for order.reason is faulty\n"
    return f'{BOSS}clause 2.1 "x" / "x"\n{test}  leaves boss to choose from {low} to {high}\n'


def test_amounts_of_two_currencies_are_refused() -> None:
    assert shop(FEE, EURO).codes == ["RF204"]


@pytest.mark.parametrize(
    "low", ["5 EUR", "order.fee", "(order.fee plus 1 EUR)", "(the least of order.fee and 1 EUR)"]
)
@pytest.mark.parametrize(
    ("high", "on"), [("price_back", ""), ("price_back", "refused"), ("the refund", "refund")]
)
def test_a_range_of_two_currencies_is_refused(low: str, high: str, on: str) -> None:
    assert shop(_leaving(low, high, on), EURO).codes == ["RF204"]


@pytest.mark.parametrize("low", ["zero", "5 CNY", "order.shipping"])
@pytest.mark.parametrize(("high", "on"), [("price_back", ""), ("the refund", "refund")])
def test_a_range_of_one_currency_is_none_of_this(low: str, high: str, on: str) -> None:
    assert shop(_leaving(low, high, on), EURO).messages == []


QUOTA = """unit MILE "miles" / "里程"
  quota with 0 decimals
fact order.miles "Miles" / "里程"
  quota in MILE
{more}  asked "?" / "？"
"""


@pytest.mark.parametrize(
    "phrase",
    [
        "holds order.points is above order.miles",
        "is order.points plus order.miles",
        "is the least of order.points and order.miles",
        "is order.points converted at 1 CNY per 2 MILE, rounded down to 0.01 CNY",
        "is order.price in the proportion order.points bears to order.miles, rounded down to 0.01 CNY",
        "is order.points, rounded down to 1 MILE",
    ],
)
def test_quota_of_two_units_does_not_mix(phrase: str) -> None:
    found = shop(f'term k "k" / "k"\n  {phrase}\n', QUOTA.format(more="  above zero\n"))
    assert found.codes == ["RF216" if "rounded down to 1 MILE" in phrase else "RF204"]


@pytest.mark.parametrize("line", ["presumed order.points", "presumed 5 POINT", "at most 5 POINT"])
def test_quota_of_two_units_is_not_presumed_or_a_bound(line: str) -> None:
    codes = shop("", QUOTA.format(more=f"  {line}\n")).codes
    assert codes in (["RF204"], ["RF203"])


@pytest.mark.parametrize("on", ["refused", "not_covered", "pending", "refund, refused"])
def test_there_is_no_refund_to_choose_from_where_none_was_found(on: str) -> None:
    assert shop(_leaving("zero", "the refund", on)).codes == ["RF305"]
