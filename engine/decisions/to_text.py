"""A record for the terminal: the answer first, then the bill, what is missing and what comes with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_VERDICTS = {
    "refund": ("refund {money}", "退款 {money}"),
    "refused": ("refused", "不予退款"),
    "discretion": ("left to {party}: from {low} to {high}", "由{party}裁量：{low} 至 {high}"),
    "pending": ("pending: something is missing", "待补充：尚缺信息"),
    "not_covered": ("not covered: no clause speaks of this", "未涵盖：无条款适用"),
    "no_version": ("no version of the policy was in force at the payment", "付款时无生效的政策版本"),
}
_WORDS = {
    "under": ("under {clauses}", "依据 {clauses}"),
    "missing": ("missing", "尚缺"),
    "due": ("{name} due", "{name} 期限"),
    "measures": ("measures", "措施"),
    "presumed": ("presumed", "推定"),
    "policy": ("policy", "政策"),
    "route": ("paid back by", "退款路径"),
    "case": ("case {name}", "案件 {name}"),
    "unnamed": ("case without a number", "未编号案件"),
    "draft": ("(draft, for trial only)", "（草稿，仅供试算）"),
    "note": ("note", "说明"),
}


def to_text(record: Mapping[str, Any], texts: Mapping[str, str], lang: str) -> str:
    """The record in a few lines; `texts` are the words of its policy in the language asked for."""
    return "\n".join(_lines(record, texts, lang == "zh"))


def head(record: Mapping[str, Any], lang: str) -> str:
    """Which case a record is of."""
    name, zh = record["case"], lang == "zh"
    if name and not name.isprintable():
        from engine.diagnostics.display import shown  # noqa: PLC0415 - few names need it

        name = shown(name)
    return _say("case", zh, name=name) if name else _say("unnamed", zh)


def _lines(record: Mapping[str, Any], texts: Mapping[str, str], zh: bool) -> Iterator[str]:
    clauses = ", ".join(record["clauses"])
    under = f" ({_say('under', zh, clauses=clauses)})" if clauses else ""
    yield f"{head(record, 'zh' if zh else 'en')}: {_verdict(record, texts, zh)}{under}"
    width = max((len(line["amount"]) for line in record["lines"]), default=0)
    for line in record["lines"]:
        yield f"  {line['amount']:>{width}}  {line['label']} [{line['clause']}]"
    for fact in record["missing"]:
        yield f"  {_say('missing', zh)}: {fact}{_label(fact, texts)}"
    for measure in record["measures"]:
        yield f"  {_say('measures', zh)}: {texts.get(f'measure.{measure}', measure)}"
    for deadline, day in record["deadlines"].items():
        if day is not None:
            yield f"  {_say('due', zh, name=deadline)}: {day}"
    for said in record.get("beside", ()):
        yield f"  {said}"
    if record["route"]:
        yield f"  {_say('route', zh)}: {texts.get('route.' + record['route'], record['route'])}"
    for note in record["notes"]:
        yield f"  {_say('note', zh)}: {note}"
    if record["presumed"]:
        yield f"  {_say('presumed', zh)}: {', '.join(record['presumed'])}"
    if record["policy"]:
        policy = record["policy"]
        draft = f" {_say('draft', zh)}" if policy.get("draft") else ""
        yield f"  {_say('policy', zh)}: {policy['id']} {policy['version']}{draft} {policy['digest'][:19]}…"


def _verdict(record: Mapping[str, Any], texts: Mapping[str, str], zh: bool) -> str:
    low, high = record["range"] or ("", "")
    party = texts.get(f"party.{record['decided_by']}", record["decided_by"]) or ("专人" if zh else "a person")
    return _VERDICTS[record["verdict"]][zh].format(money=record["refund"], low=low, high=high, party=party)


def _label(fact: str, texts: Mapping[str, str]) -> str:
    """The label of a missing fact or material."""
    base, _, option = fact.rpartition(".")
    label = texts.get(f"fact.{fact}") or texts.get(f"fact.{base}.choice.{option}")
    return f" ({label})" if label else ""


def _say(word: str, zh: bool, **slots: object) -> str:
    return _WORDS[word][zh].format(**slots)
