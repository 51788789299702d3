"""Did you mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.nearest import did_you_mean, nearest

FACTS = (
    "payment.paid", "payment.paid_at", "payment.expected", "payment.channel", "payment.channel_fee",
    "case.id", "order.id", "case.received_at", "case.materials", "account.restriction", "credit.used",
)  # fmt: skip
CHOICES = ("none", "abuse", "fraud", "mistaken_topup", "not_credited", "quality")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("payment.payed", "payment.paid"),
        ("paymnet.paid", "payment.paid"),
        ("Payment.Paid", "payment.paid"),
        ("payment.paid-at", "payment.paid_at"),
        ("payment.paid at", "payment.paid_at"),
        ("payment_paid", "payment.paid"),
        ("paymentpaid", "payment.paid"),
        ("payment。paid", "payment.paid"),
        ("ｐayment．paid", "payment.paid"),
        ("case.recieved_at", "case.received_at"),
        ("case.material", "case.materials"),
        ("received_at", "case.received_at"),
        ("user.restriction", "account.restriction"),
        ("ｐａｙｍｅｎｔ．ｐａｉｄ", "payment.paid"),
        ("payment.fee", None),
        ("payment.pond", None),
        ("payment.refunded", None),
        ("id", None),
        ("weather", None),
        ("", None),
    ],
)
def test_facts(word: str, meant: str | None) -> None:
    assert nearest(word, FACTS) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("non", "none"),
        ("fruad", "fraud"),
        ("mistaken-top-up", "mistaken_topup"),
        ("MISTAKEN_TOPUP", "mistaken_topup"),
        ("not_accredited", "not_credited"),
        ("yes", None),
        ("gift", None),
        ("equality", "quality"),
    ],
)
def test_choices(word: str, meant: str | None) -> None:
    assert nearest(word, CHOICES) == meant


def test_help_is_a_question() -> None:
    assert did_you_mean("payment.payed", FACTS) == "did you mean `payment.paid`?"
    assert did_you_mean("weather", FACTS) is None


def test_a_swap_is_one_slip_and_the_fewest_slips_win() -> None:
    assert nearest("ab_dc", ["ab_xy", "ab_cd"]) == "ab_cd"
    assert nearest("abcd", ["bacd", "abcde"]) == "abcde"
    assert nearest("abc", ["acb"]) == "acb"


def test_what_a_keyboard_writes_otherwise_is_no_slip() -> None:
    assert nearest("case。id", ["case-id", "case.id"]) == "case.id"
    assert nearest("paid-at", ["paid.at", "paid_at"]) == "paid_at"


def test_the_word_itself_is_no_suggestion() -> None:
    assert nearest("case.id", ["case.id"]) is None


def test_a_word_longer_than_any_name_is_not_compared() -> None:
    assert nearest("a" * 100, ["a" * 99]) == "a" * 99
    assert nearest("a" * 101, ["a" * 100]) is None


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=8))
def test_it_answers_with_a_candidate_in_any_order_of_them(word: str, candidates: list[str]) -> None:
    found = nearest(word, candidates)
    assert found is None or (found in candidates and found != word)
    assert nearest(word, reversed(candidates)) == found


@given(st.sampled_from(FACTS[7:]), st.data())
def test_one_slip_in_a_long_name_is_understood(fact: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([n for n, letter in enumerate(fact) if letter != "."]))
    slip = data.draw(st.sampled_from([fact[:at] + fact[at + 1 :], fact[:at] + "q" + fact[at + 1 :]]))
    assert nearest(slip, FACTS) == fact
