"""What a person is shown by name has its words in both languages."""

import pytest

from engine.ir.check_texts import check_texts, keys_of
from engine.ir.texts import Texts
from tests.ir.shipped import shipped
from tests.ir.sound import SOUND, WORDS


def test_what_nobody_supplies_names_no_party() -> None:
    assert [key for key in keys_of(SOUND) if key.startswith("party.")] == ["party.reviewer"]


def test_nothing_is_missing() -> None:
    assert check_texts(SOUND, WORDS) == []
    assert check_texts(*shipped()) == []


@pytest.mark.parametrize(
    "key",
    ["policy", "fact.payment.paid", "fact.payment.paid.question", "fact.order.kind.choice.gift",
     "party.reviewer", "party.records", "unit.CNY", "impossible.used_above_granted", "term.quota_left",
     "amount.excess", "amount.excess.line.1", "clause.2.3", "measure.reissue_quota", "route.original"],
)  # fmt: skip
def test_words_that_are_missing_are_named(key: str) -> None:
    program, texts = shipped()
    gone = {name: text for name, text in texts.zh.items() if name != key}
    found = [f"text: {key}: it has no words in `zh`", f"text: {key}: it stands in one language alone"]
    assert check_texts(program, Texts(texts.en, gone)) == found


def test_words_of_nothing_stand_in_both_languages_too() -> None:
    program, texts = shipped()
    more = Texts({**texts.en, "clause.9": "Nine"}, texts.zh)
    assert check_texts(program, more) == ["text: clause.9: it stands in one language alone"]
