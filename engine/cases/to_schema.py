"""The facts of a program as a JSON Schema (draft 2020-12): whatever the reader accepts as JSON validates."""

from __future__ import annotations

from collections.abc import Mapping

from engine.cases.limits import LARGEST_LIST, LARGEST_SET, LONGEST_TEXT
from engine.cases.lists import entry_names
from engine.cases.names import Names, names_of
from engine.cases.presumption import presumed_value
from engine.cases.words import description_of, label_of
from engine.cases.written import written
from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.ir.types import Type
from engine.values.money import WHOLE_DIGITS

Schema = dict[str, object]
Facts = tuple[ir.FactDeclaration, ...]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
_PRINTABLE = r"^[^\u0000-\u001f\u007f-\u009f]*$"


def json_schema(program: ir.Program, texts: Texts, lang: str = "en") -> Schema:
    """The schema of one case, its titles and descriptions in the language asked for.

    It says less than a reader does: an impossible combination or a number out of bounds in quotes may validate.
    """
    table = _table(
        names_of(fact.name for fact in program.facts), program.facts, program.zone, texts.of(lang), lang
    )
    return {"$schema": _DIALECT, "title": f"{program.policy} {program.version}", **table}


def _table(names: Names, facts: Facts, zone: str, words: Mapping[str, str], lang: str) -> Schema:
    properties = {
        key: _fact(facts[held], zone, words, lang)
        if isinstance(held, int)
        else _table(held, facts, zone, words, lang)
        for key, held in names.items()
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _fact(fact: ir.FactDeclaration, zone: str, words: Mapping[str, str], lang: str) -> Schema:
    title = label_of(f"fact.{fact.name}", words)
    schema = {
        "title": title,
        "description": description_of(fact, zone, words, lang),
        **({} if fact.fields else _value(fact)),
    }
    if fact.fields:
        entry = _table(entry_names(fact), fact.fields, zone, words, lang)
        schema |= {"type": "array", "items": entry, "maxItems": LARGEST_LIST}
    if isinstance(fact.presumed, ir.Literal):
        value = presumed_value(fact.presumed, fact.type)
        if isinstance(value, frozenset | tuple):
            schema["default"] = sorted(value)
        else:
            schema["default"] = value if isinstance(value, bool) else written(value, fact.type, zone)
    return schema


def _value(fact: ir.FactDeclaration) -> Schema:
    """What a value of the fact looks like in JSON."""
    options = list(fact.type.options)
    match fact.type.kind:
        case "yes_no":
            return {"type": "boolean"}
        case "choice":
            return {"type": "string", "enum": options}
        case "set":
            return {"type": "array", "items": {"type": "string", "enum": options}, "maxItems": LARGEST_SET}
        case "text":
            return {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT, "pattern": _PRINTABLE}
        case "instant":
            return {"type": "string", "format": "date-time", "pattern": f"^{_DATE}[Tt ]{_TIME}$"}
        case "date":
            return {"type": "string", "format": "date", "pattern": f"^{_DATE}$"}
        case _:
            return {"anyOf": [{"type": "string", "pattern": _amount_pattern(fact)}, _number(fact)]}


def _amount_pattern(fact: ir.FactDeclaration) -> str:
    """An amount in quotes, with its unit or without; below zero only where the fact can be."""
    decimals = fact.type.decimals
    digits, zeros = (
        f"{digit}{{1,{WHOLE_DIGITS}}}" + (rf"(\.{digit}{{1,{decimals}}})?" if decimals else "")
        for digit in ("[0-9]", "0")
    )
    if fact.least is None or fact.least < 0:
        digits = f"-?{digits}"
    elif fact.least == 0:
        digits = f"({digits}|-{zeros})"
    return f"^{digits}{_unit_pattern(fact.type)}$"


def _unit_pattern(type_: Type) -> str:
    if type_.kind == "percent":
        return "( ?%)?"
    escaped = type_.unit.replace(".", r"\.")  # the one sign in a name that a pattern would read otherwise
    return f"( {escaped})?" if escaped else ""


def _number(fact: ir.FactDeclaration) -> Schema:
    """An amount without quotes; bounds are whole numbers, for a fraction in a schema may not be exact."""
    schema: Schema = {"type": "integer" if fact.type.decimals == 0 else "number"}
    scale = 10**fact.type.decimals
    if fact.least == 1 and scale > 1:
        schema["exclusiveMinimum"] = 0
    elif fact.least is not None:
        schema["minimum"] = fact.least // scale
    if fact.greatest is not None:
        schema["maximum"] = -(-fact.greatest // scale)
    return schema
