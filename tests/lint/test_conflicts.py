"""The clauses that are blamed for a contradiction are those that contradict each other."""

from __future__ import annotations

from tests.model.shop import shop

BACK = 'amount shipping_back "s" / "s" under 2\n  take order.shipping\n'


def _pays(name: str, amount: str, more: str = "") -> str:
    return f'clause {name} "x" / "x"\n  for order.pieces is above 1\n{more}  pays {amount}\n'


def test_two_clauses_that_agree_are_not_blamed_for_a_third() -> None:
    text = BACK + _pays("1.1", "price_back") + _pays("1.2", "price_back") + _pays("1.3", "shipping_back")
    assert shop(text).messages == [
        "the clauses `1.1` and `1.3` decide one case differently",
        "the clauses `1.2` and `1.3` decide one case differently",
    ]


def test_a_clause_that_is_silenced_wherever_it_speaks_is_not_blamed() -> None:
    text = BACK + _pays("1.1", "price_back") + _pays("1.2", "shipping_back", "  for order.opened is yes\n")
    refusal = 'clause 1.3 "x" / "x"\n  for order.opened is yes\n  overrides clauses 1.1, 1.2\n  refuses\n'
    assert shop(text).codes == ["RF306"]
    assert shop(text + refusal).codes == []


def test_two_ways_of_the_money_are_kept_apart_by_a_yes_and_a_no() -> None:
    ways = 'route a "a" / "a"\nroute b "b" / "b"\n'

    def goes(name: str, test: str, route: str) -> str:
        return f'clause {name} "x" / "x"\n  on refund\n  for {test}\n  goes by {route}\n'

    both = ways + _pays("1.1", "price_back") + goes("3.1", "order.opened and order.pieces is above 1", "a")
    assert shop(both + goes("3.2", "order.opened is no", "b")).codes == []
    assert shop(both + goes("3.2", "order.pieces is above 1", "b")).codes == ["RF306"]
