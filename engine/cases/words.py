"""What a fact is, and what silence about it means, in the words of either language."""

from __future__ import annotations

from collections.abc import Mapping

from engine.cases.presumption import presumed_value
from engine.cases.written import written
from engine.ir import tree as ir

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "yes_no": "yes or no",
        "choice": "one of a list",
        "set": "any of a list",
        "text": "text",
        "instant": "instant",
        "date": "date",
        "count": "whole number",
        "number": "number",
        "percent": "percentage",
        "money": "money in {unit}",
        "quota": "quota in {unit}",
        "list": "list of records",
        "above": "{type}, above zero",
        "least": "{type}, at least {value}",
        "greatest": "{type}, at most {value}",
        "true": "yes",
        "false": "no",
        "empty": "none of them",
        "unknown": "unknown",
        "not_given": "none given",
        "like": "the same as {fact}",
        "left_out": "if left out: {silence}",
        "blank": "a case under {policy}: fill in what is known, and take the # off that line",
        "fact": "fact",
        "label": "meaning",
        "type": "type",
        "silence": "if left out",
        "supplied_by": "supplied by",
        "personal": "personal",
    },
    "zh": {
        "yes_no": "是或否",
        "choice": "选其一",
        "set": "可选多项",
        "text": "文字",
        "instant": "时刻",
        "date": "日期",
        "count": "整数",
        "number": "数字",
        "percent": "百分比",
        "money": "金额（{unit}）",
        "quota": "额度（{unit}）",
        "list": "记录列表",
        "above": "{type}，大于零",
        "least": "{type}，不小于 {value}",
        "greatest": "{type}，不大于 {value}",
        "true": "是",
        "false": "否",
        "empty": "一项也没有",
        "unknown": "未知",
        "not_given": "未给出",
        "like": "与 {fact} 相同",
        "left_out": "不填则为：{silence}",
        "blank": "{policy} 的案件：填写已知的事实，并去掉该行开头的 #",
        "fact": "事实",
        "label": "含义",
        "type": "类型",
        "silence": "不填则为",
        "supplied_by": "提供者",
        "personal": "个人信息",
    },
}


def in_words(key: str, lang: str, **slots: str) -> str:
    """A phrase in one of the languages, English where it is neither."""
    return _WORDS["zh" if lang == "zh" else "en"][key].format(**slots)


def label_of(key: str, words: Mapping[str, str]) -> str:
    """A text of the policy on one line; where it has none, the last part of its key."""
    return " ".join(words.get(key, key.rpartition(".")[2]).split())


def choices_of(fact: ir.FactDeclaration, words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The choices of a fact, each with its label."""
    return tuple((each, label_of(f"fact.{fact.name}.choice.{each}", words)) for each in fact.type.options)


def type_in_words(fact: ir.FactDeclaration, zone: str, lang: str) -> str:
    """What a value of the fact is: `money in CNY, at least 0.00 CNY`."""
    said = in_words(fact.type.kind, lang, unit=fact.type.unit)
    if fact.least == 1 and fact.type.is_numeric:
        said = in_words("above", lang, type=said)
    elif fact.least is not None:
        said = in_words("least", lang, type=said, value=written(fact.least, fact.type, zone))
    if fact.greatest is not None:
        said = in_words("greatest", lang, type=said, value=written(fact.greatest, fact.type, zone))
    return said


def silence_in_words(fact: ir.FactDeclaration, zone: str, lang: str) -> str:
    """What it means when a case leaves the fact out."""
    match fact.presumed:
        case None:
            return in_words("unknown", lang)
        case ir.Fact(name):
            return in_words("like", lang, fact=name)
        case ir.Literal(value=bool(value)):
            return in_words("true" if value else "false", lang)
        case ir.Literal(value=()):
            return in_words("empty", lang)
        case ir.Literal():
            return written(presumed_value(fact.presumed, fact.type), fact.type, zone)
        case _:
            return in_words("not_given", lang)


def description_of(fact: ir.FactDeclaration, zone: str, words: Mapping[str, str], lang: str) -> str:
    """The question, the type, the choices and what silence means, as a few lines."""
    question = words.get(f"fact.{fact.name}.question")
    return "\n".join(
        [
            *([label_of(f"fact.{fact.name}.question", words)] if question else []),
            type_in_words(fact, zone, lang),
            *(f"`{word}`: {label}" for word, label in choices_of(fact, words)),
            in_words("left_out", lang, silence=silence_in_words(fact, zone, lang)),
        ]
    )
