"""The walk through one account, held against units that are counted one by one."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.lots.account import RANKS, consumed, in_order
from engine.lots.to_facts import OrderQuota, quota_by_order
from engine.lots.tree import (
    Account,
    Call,
    Credit,
    Event,
    Expiry,
    Fault,
    Lot,
    NotConservedError,
    Return,
    check_conserved,
)
from engine.lots.turns import ORDERS, Order
from tests.lots.histories import histories, orders, with_nameless_returns
from tests.lots.unit_by_unit import by_units


def rows(account: Account) -> list[tuple[str, int, int, int, int]]:
    found = [(lot.credit.lot, lot.used, lot.returned, lot.expired, lot.unused) for lot in account.lots]
    return [*found, ("owed", account.owed, account.returned, 0, 0)]


def walked(events: Sequence[Event], order: Order, as_of: int = 40) -> Account:
    account = consumed(in_order(events), order, as_of)
    check_conserved(account)
    return account


@settings(max_examples=150)
@given(histories(), orders(), st.integers(0, 40))
def test_it_is_what_units_counted_one_by_one_come_to(events: list[Event], order: Order, as_of: int) -> None:
    as_of = max(as_of, *(event.at for event in events))
    account = walked(events, order, as_of)
    assert account.faults == ()
    assert rows(account) == by_units(events, order, as_of)


@settings(max_examples=80)
@given(with_nameless_returns(), orders())
def test_what_names_no_call_comes_back_from_the_last_ones(events: list[Event], order: Order) -> None:
    account = walked(events, order)
    assert account.faults == ()
    assert rows(account) == by_units(events, order, 40)


@given(histories(), orders())
def test_a_call_that_is_returned_whole_at_once_was_never_there(events: list[Event], order: Order) -> None:
    at, row = max(event.at for event in events), 99
    there_and_back = [*events, Call(at, 7, "undone", row), Return(at, 7, "undone", row)]
    before, after = walked(events, order), walked(there_and_back, order)
    assert [(lot.used - lot.returned, lot.unused, lot.expired) for lot in before.lots] == [
        (lot.used - lot.returned, lot.unused, lot.expired) for lot in after.lots
    ]
    assert before.owed == after.owed


@given(histories(plain=True), orders(), st.randoms(use_true_random=False))
def test_rows_of_calls_at_one_moment_may_stand_in_any_order(
    events: list[Event], order: Order, die: Random
) -> None:
    """Without returns only the sum of the calls between two other events counts, where nothing is rounded."""
    if order.in_proportion:
        order = Order(("soonest", "newest"))
    rows_of_calls = [event.row for event in events if isinstance(event, Call)]
    die.shuffle(rows_of_calls)
    turned = [each._replace(row=rows_of_calls.pop()) if isinstance(each, Call) else each for each in events]
    assert rows(walked(events, order)) == rows(walked(turned, order))


@given(histories(), orders())
def test_the_order_in_the_file_counts_for_nothing_else(events: list[Event], order: Order) -> None:
    assert rows(walked(events[::-1], order)) == rows(walked(events, order))


def test_at_one_moment_what_comes_in_comes_first() -> None:
    events: list[Event] = [
        Expiry(1, "a", row=1),
        Return(1, 1, "c", 2),
        Call(1, 2, "c", 3),
        Credit(1, "a", 5, paid=True, row=4),
    ]
    assert [type(event) for event in in_order(events)] == list(RANKS)
    assert rows(walked(events, ORDERS["oldest_first"])) == [("a", 2, 1, 4, 0), ("owed", 0, 1, 0, 0)]


HISTORY: list[Event] = [
    Credit(0, "T1", 100, paid=True, order="T1"),
    Call(1, 30),
    Credit(2, "gift", 50, paid=False, order="T1", expires_at=9),
    Call(3, 60, "c"),
    Credit(4, "T2", 20, paid=True, order="T2"),
    Call(5, 45),
    Return(6, 55, "c"),
]


@pytest.mark.parametrize(
    ("name", "t1", "t2"),
    [
        ("gift_first", OrderQuota(100, 75, 5), OrderQuota(20, 0, 0)),
        ("paid_first", OrderQuota(100, 45, 15), OrderQuota(20, 20, 0)),
        ("oldest_first", OrderQuota(100, 45, 35), OrderQuota(20, 0, 0)),
        ("newest_first", OrderQuota(100, 55, 5), OrderQuota(20, 20, 0)),
        ("soonest_expiring_first", OrderQuota(100, 75, 5), OrderQuota(20, 0, 0)),
        ("in_proportion", OrderQuota(100, 53, 16), OrderQuota(20, 11, 0)),
    ],
)
def test_each_order_by_hand(name: str, t1: OrderQuota, t2: OrderQuota) -> None:
    assert quota_by_order(walked(HISTORY, ORDERS[name], 6)) == {"T1": t1, "T2": t2}


def test_a_gift_that_comes_late_pays_no_call_before_it() -> None:
    events: list[Event] = [
        Credit(0, "T", 10, paid=True),
        Call(1, 4),
        Credit(2, "g", 10, paid=False),
        Call(3, 4),
    ]
    assert rows(walked(events, ORDERS["gift_first"]))[:2] == [("T", 4, 0, 0, 6), ("g", 4, 0, 0, 6)]


def test_a_debt_is_carried_and_paid_by_the_next_lot() -> None:
    events: list[Event] = [Credit(0, "T", 10, paid=True), Call(1, 14), Credit(2, "g", 3, paid=False)]
    assert walked(events, ORDERS["paid_first"]).balance == -1
    events += [Credit(3, "U", 5, paid=True)]
    account = walked(events, ORDERS["paid_first"])
    assert (account.owed, account.balance) == (0, 4)
    assert rows(account)[1:3] == [("g", 3, 0, 0, 0), ("U", 1, 0, 0, 4)]


def test_what_comes_back_into_a_lot_that_has_lapsed_lapses() -> None:
    events: list[Event] = [Credit(0, "g", 5, paid=False, expires_at=4), Call(1, 3, "c"), Return(5, 3, "c")]
    assert rows(walked(events, ORDERS["gift_first"]))[0] == ("g", 3, 3, 5, 0)


FAULTS = [
    (Credit(5, "T", 1, paid=True, row=9), "lot_twice", 0),
    (Return(5, 1, "other", 9), "no_call", 0),
    (Return(5, 5, "c", 9), "too_much", 4),
    (Return(5, 8, "", 9), "too_much", 7),
    (Expiry(5, "nothing", row=9), "no_lot", 0),
]


@pytest.mark.parametrize(("event", "kind", "held"), FAULTS)
def test_what_the_history_does_not_allow_is_a_fault_and_counts_for_nothing(
    event: Event, kind: str, held: int
) -> None:
    events: list[Event] = [Credit(0, "T", 10, paid=True), Call(1, 4, "c"), Call(2, 3, "d")]
    account = walked([*events, event], ORDERS["gift_first"])
    assert account.faults == (Fault(event, kind, held),)  # type: ignore[arg-type] # as the table has them
    assert rows(account) == rows(walked(events, ORDERS["gift_first"]))


def test_a_unit_that_goes_missing_is_seen() -> None:
    credit = Credit(0, "T", 10, paid=True)
    with pytest.raises(NotConservedError):
        check_conserved(Account((Lot(credit, 4, 0, 0, 5),), 4, 0, 0))
    with pytest.raises(NotConservedError):
        check_conserved(Account((Lot(credit, 4, 0, 0, 6),), 5, 0, 0))
    check_conserved(Account((), 0, 0, 0))
