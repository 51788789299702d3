"""Money, quota, counts, numbers and percentages of a case file: exact, and in the unit of their fact."""

from __future__ import annotations

from engine.cases.mistakes import Mistakes
from engine.cases.unknown import Unknown
from engine.cases.written import cut, said
from engine.ir import tree as ir
from engine.ir.types import Type
from engine.values.money import WHOLE_DIGITS, to_minor
from engine.values.unreadable import Reason, Unreadable

_WHAT = {
    "money": "an amount of money",
    "quota": "an amount of quota",
    "count": "a whole number",
    "number": "a number",
    "percent": "a percentage",
}


def read_amount(given: object, fact: ir.FactDeclaration, mistakes: Mistakes) -> int | Unknown:
    """The number in 10**-decimals of the fact's unit, or its Unknown."""
    match given:
        case str():
            text = given
        case int() if not isinstance(given, bool):
            if abs(given) >= 10**WHOLE_DIGITS:
                return _unreadable("size", given, fact, mistakes)
            text = str(given)
        case float():
            message = f"{said(given)} is a binary float, which is not exact"
            return mistakes.refuse("RF508", fact, message, f"write {_example(fact.type)}")
        case _:
            message = f"{cut(fact.name)} is {_WHAT[fact.type.kind]}, not {said(given)}"
            return mistakes.refuse("RF502", fact, message, f"write {_example(fact.type)}")
    number, unit = _parts(text, fact.type)
    if unit != fact.type.unit:
        known = f"which is in `{fact.type.unit}`" if fact.type.unit else "which has no unit"
        message = f"the unit {cut(unit)} does not belong to {cut(fact.name)}, {known}"
        return mistakes.refuse("RF510", fact, message, f"write {_example(fact.type)}")
    try:
        return to_minor(number, fact.type.decimals)
    except Unreadable as fault:
        return _unreadable(fault.reason, given, fact, mistakes)


def _parts(text: str, type_: Type) -> tuple[str, str]:
    """A number and its unit; that of the fact where none is written or where what is written is no unit."""
    if type_.kind == "percent" and text.endswith("%"):
        return text[:-1].removesuffix(" "), type_.unit
    number, _, unit = text.partition(" ")
    looks_like_both = any(map(str.isdigit, number)) and unit[:1].isalpha() and " " not in unit
    return (number, unit) if looks_like_both else (text, type_.unit)


def _unreadable(reason: Reason, given: object, fact: ir.FactDeclaration, mistakes: Mistakes) -> Unknown:
    """Say why the digits cannot be read."""
    decimals = fact.type.decimals
    code, help_text = "RF508", f"write {_example(fact.type)}"
    match reason:
        case "size":
            code, message = "RF507", f"{said(given)} has more than {WHOLE_DIGITS} digits before its point"
        case "decimals" if decimals == 0:
            message = f"{said(given)} is not whole, as {cut(fact.name)} must be"
        case "decimals":
            message = f"{said(given)} has more than the {decimals} decimals of {cut(fact.name)}"
        case _:
            if not any(map(str.isdigit, str(given))):
                code = "RF502"
            message = f"{said(given)} cannot be read exactly as {_WHAT[fact.type.kind]}"
            help_text += ": plain digits, without separators or exponent"
    return mistakes.refuse(code, fact, message, help_text)


def _example(type_: Type) -> str:
    digits = "100" if type_.decimals == 0 else f"100.{'0' * min(type_.decimals, 2)}"
    unit = "%" if type_.kind == "percent" else f" {type_.unit}" if type_.unit else ""
    return f"`{digits}{unit}`"
