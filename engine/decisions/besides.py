"""What few policies say beside an answer, as keys of the record: the payee, the split, the offers, what is owed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.decisions.notes import note
from engine.evaluator.runtime import UNCERTAIN
from engine.values.moment import day_text

Money = Callable[[int], str]
Keys = dict[str, Any]


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
        found |= _WRITTEN[name]([each for each in held if not isinstance(each[1], tuple)], texts, money)
    if module["OWED_BY"]:
        found["owed"] = _owed(module, texts, case, paid, amount, money) if paid < 0 else None
    return found, notes


def _payee(held: list[Any], texts: Mapping[str, str], money: Money) -> Keys:  # noqa: ARG001 - one of several
    return {"payee": held[0][0] if held else None}


def _split(held: list[Any], texts: Mapping[str, str], money: Money) -> Keys:
    if not held:
        return {"split": None}
    label = [(route, texts.get(f"route.{route}", route), sum_) for route, sum_ in held[0][0]]
    return {
        "split": [{"route": route, "label": words, "amount": money(sum_)} for route, words, sum_ in label]
    }


def _offers(held: list[Any], texts: Mapping[str, str], money: Money) -> Keys:
    offered = [
        {
            "remedy": remedy,
            "label": texts.get(f"remedy.{remedy}", remedy),
            "amount": None if worth is None else money(worth),
            "valid_until": None if until is None else day_text(until),
            "properties": [texts.get(f"remedy.{remedy}.{mark}", mark) for mark in marks],
        }
        for (remedy, worth, until, marks), why in held
        if why is None
    ]
    chosen = [each for each, why in held if why == "chosen"]
    party, until = chosen[0] if chosen and offered else (None, None)
    return {
        "offers": offered,
        "chosen_by": party,
        "choose_until": None if until is None else day_text(until),
    }


_WRITTEN: Mapping[str, Callable[[list[Any], Mapping[str, str], Money], Keys]] = {
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
