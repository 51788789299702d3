"""What few policies say beside an answer, as keys of the record: the payee, the split, the offers, what is owed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.decisions.notes import note
from engine.evaluator.runtime import UNCERTAIN
from engine.values.moment import day_text

Money = Callable[[int], str]
Keys = dict[str, Any]
Held = list[Any]
SAID = "beside"
"""The key of the same in sentences."""


def besides(
    module: Mapping[str, Any],
    texts: Mapping[str, str],
    lang: str,
    case: tuple[Any, ...],
    answer: tuple[str, int, str],
    money: Money,
) -> tuple[Keys, list[str]]:
    """The keys that a policy adds to the record of its answer (verdict, sum, amount), and notes on what is open yet."""
    verdict, paid, amount = answer
    made: Mapping[str, Any] = module["BESIDES"]
    found: Keys = {}
    notes: list[str] = []
    for name, function in made.items():
        held = function(case, verdict, paid)
        notes += [note("besides", lang, fact=why[1]) for _, why in held if isinstance(why, tuple)]
        told = [each for each in held if not isinstance(each[1], tuple)]
        keys = _WRITTEN[name](told, texts, money, lang)
        found[SAID] = [*found.get(SAID, ()), *keys.pop(SAID, ())]
        found |= keys
    if module["OWED_BY"]:
        found["owed"] = owed = _owed(module, texts, case, paid, amount, money) if paid < 0 else None
        if owed is not None:
            found[SAID] = [*found.get(SAID, ()), *_owed_in_words(owed, texts, lang)]
    return found, notes


def _payee(held: Held, texts: Mapping[str, str], money: Money, lang: str) -> Keys:  # noqa: ARG001 - one of several
    if not held:
        return {"payee": None}
    party, clause = held[0][0]
    return {"payee": party, SAID: [said_in_words("payee", lang, texts.get(f"party.{party}", party), clause)]}


def _split(held: Held, texts: Mapping[str, str], money: Money, lang: str) -> Keys:
    if not held:
        return {"split": None}
    parts, clause = held[0][0]
    found = [
        {"route": route, "label": texts.get(f"route.{route}", route), "amount": money(sum_)}
        for route, sum_ in parts
    ]
    listed = "; ".join(f"{each['amount']} {each['label']}" for each in found)
    return {"split": found, SAID: [said_in_words("split", lang, listed, clause)] if found else []}


def _offers(held: Held, texts: Mapping[str, str], money: Money, lang: str) -> Keys:
    offered: list[Keys] = []
    said: list[str] = []
    for remedy, worth, until, marks, clause in (each for each, why in held if why is None):
        written = {
            "remedy": remedy,
            "label": texts.get(f"remedy.{remedy}", remedy),
            "amount": None if worth is None else money(worth),
            "valid_until": None if until is None else day_text(until),
            "properties": [texts.get(f"remedy.{remedy}.{mark}", mark) for mark in marks],
        }
        offered.append(written)
        more = [said_in_words("worth", lang, written["amount"])] if worth is not None else []
        more += [said_in_words("good", lang, written["valid_until"])] if until is not None else []
        said.append(
            said_in_words("offer", lang, ", ".join([written["label"], *more, *written["properties"]]), clause)
        )
    chosen = [each for each, why in held if why == "chosen"] if offered else []
    party, until, clause = chosen[0] if chosen else (None, None, "")
    day = None if until is None else day_text(until)
    if party is not None:
        label = texts.get(f"party.{party}", party)
        said.append(said_in_words("chosen_until" if day else "chosen", lang, label, clause, day))
    return {"offers": offered, "chosen_by": party, "choose_until": day, SAID: said}


_WRITTEN: Mapping[str, Callable[[Held, Mapping[str, str], Money, str], Keys]] = {
    "payee": _payee, "split": _split, "offers": _offers,
}  # fmt: skip


def _owed(
    module: Mapping[str, Any],
    texts: Mapping[str, str],
    case: tuple[Any, ...],
    paid: int,
    amount: str,
    money: Money,
) -> Keys:
    """Who owes how much, and the lines of the bill that came to less than nothing."""
    try:
        lines = list(module["LINES"][amount](case))
    except UNCERTAIN:
        lines = []
    return {
        "by": module["OWED_BY"].get(amount),
        "amount": money(-paid),
        "lines": [
            {"label": texts.get(key, key), "clause": clause, "amount": money(sum_)}
            for key, clause, sum_ in lines
        ],
    }


def _owed_in_words(owed: Keys, texts: Mapping[str, str], lang: str) -> list[str]:
    party = texts.get(f"party.{owed['by']}", owed["by"])
    clauses = ", ".join(dict.fromkeys(line["clause"] for line in owed["lines"]))
    lines = [
        said_in_words("line", lang, line["amount"], line["label"], line["clause"]) for line in owed["lines"]
    ]
    return [said_in_words("owed", lang, party, owed["amount"], clauses), *lines]


_SENTENCES = {
    "payee": ("Paid to {0} ({1})", "退给{0}（{1}）"),
    "split": ("Divided: {0} ({1})", "分摊：{0}（{1}）"),
    "worth": ("worth {0}", "价值 {0}"),
    "good": ("good until {0}", "有效期至 {0}"),
    "offer": ("Offered instead: {0} ({1})", "可改为：{0}（{1}）"),
    "chosen": ("{0} chooses ({1})", "由{0}选择（{1}）"),
    "chosen_until": ("{0} chooses, until {2} ({1})", "由{0}在 {2} 之前（含当日）选择（{1}）"),
    "owed": ("{0} owes {1} ({2})", "{0}应补付 {1}（{2}）"),
    "line": ("{0} {1} ({2})", "{0} {1}（{2}）"),
}


def said_in_words(key: str, lang: str, *slots: object) -> str:
    """One of the sentences below in a language, with values in its places."""
    text = _SENTENCES[key][lang == "zh"].format(*slots)
    return text if key in {"worth", "good"} else text[:1].upper() + text[1:]
