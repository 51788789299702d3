"""A fact that may be left out for good is read only where it is known to be given."""

from __future__ import annotations

import pytest

from .shop import shop

FACTS = 'fact opt "o" / "o"\n  money in CNY\n  at least zero\n  presumed not given\n  asked "?" / "？"\n'
SMALL = 'otherwise refused "s" / "s"'
AMOUNT = 'amount promised "p" / "p" under 2\n  take opt\n'
TERM = 'term large "l" / "l"\n  holds opt is above 5 CNY\n'
TABLE = 'table k "k" / "k"\n  by opt\n  row below 5 CNY gives zero\n  row from 5 CNY gives 5 CNY\n'


def _clause(*lines: str) -> str:
    return "\n  ".join(['clause 2.1 "x" / "x"', "for order.reason is faulty", *lines]) + "\n"


UNSURE = [
    _clause("for opt is above 5 CNY", "refuses"),
    _clause("for opt is above 5 CNY and opt is given", "refuses"),
    _clause("for opt is given or opt is above 5 CNY", "refuses"),
    _clause("for opt is not given or order.opened is yes", "for opt is above 5 CNY", "refuses"),
    _clause(f"needs opt is given {SMALL}", f"needs opt is above 5 CNY {SMALL}", "pays price_back"),
    _clause("pays promised") + AMOUNT,
    _clause("pays price_back if opt is given", "pays promised otherwise") + AMOUNT,
    _clause("for large", "refuses") + TERM,
    _clause(f"needs k is zero {SMALL}", "pays price_back") + TABLE,
    _clause("pays price_back", "calls for call if opt is above zero") + 'measure call "c" / "c"\n',
    _clause("leaves boss to choose from opt to price_back") + 'party boss "b" / "b"\n',
]
SURE = [
    _clause("for opt is given and opt is above 5 CNY", "refuses"),
    _clause("for opt is given", "for opt is above 5 CNY", "refuses"),
    _clause("for opt is not given or opt is above 5 CNY", "refuses"),
    _clause("unless opt is not given", "for opt is above 5 CNY", "refuses"),
    _clause(f"needs opt is given and opt is above 5 CNY {SMALL}", "pays price_back"),
    _clause(f"needs opt is given {SMALL}", "pays promised") + AMOUNT,
    _clause("pays price_back if opt is not given", "pays promised otherwise") + AMOUNT,
    _clause("pays promised if opt is given", "pays price_back otherwise") + AMOUNT,
    _clause("pays half") + 'amount half "h" / "h" under 2\n  take order.price\n  less opt if opt is given\n',
    _clause("for opt is given and large", "refuses") + TERM,
    _clause("for promise and large", "refuses") + TERM + 'term promise "p" / "p"\n  holds opt is given\n',
    _clause("for opt is given", f"needs k is zero {SMALL}", "pays price_back") + TABLE,
]


@pytest.mark.parametrize("policy", UNSURE)
def test_a_reading_that_is_not_sure_is_reported(policy: str) -> None:
    found = shop(policy, FACTS)
    assert found.codes == ["RF218"]
    assert found.messages == ["the clause `2.1` reads `opt` also where it was left out"]


@pytest.mark.parametrize("policy", SURE)
def test_a_reading_behind_is_given_is_not(policy: str) -> None:
    assert shop(policy, FACTS).messages == []
