"""Entries of a ledger in words, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from shlex import quote
from typing import Any

from engine.diagnostics.display import shown
from engine.ledger.entry import Body
from engine.tasks.batch_of_outcomes import Written

_VERDICTS: Mapping[str, tuple[str, str]] = {
    "refund": ("refund", "退款"),
    "refused": ("refused", "不予退款"),
    "discretion": ("left to a person", "由人裁量"),
    "not_covered": ("not covered", "未涵盖"),
}
_ROWS: Mapping[str, tuple[str, str]] = {
    "ledger": ("ledger: {0}", "账本：{0}"),
    "signer": ("a key may sign", "启用签名密钥"),
    "erased": ("personal facts erased", "删除个人信息"),
    "superseded": ("superseded by entry {0}", "已由记录 {0} 取代"),
    "supersedes": ("supersedes entry {0}: {1}", "取代记录 {0}：{1}"),
    "entry": ("entry {0}, confirmed at {1} by {2}", "记录 {0}，{1} 由 {2} 确认"),
    "act": ("entry {0}, written at {1} by {2}", "记录 {0}，{1} 由 {2} 写入"),
    "case": ("case {0} of order {1}", "案件 {0}，订单 {1}"),
    "decided": ("decided: {0}", "决定：{0}"),
    "under": (" (under {0})", "（依据 {0}）"),
    "no_longer": ("  (superseded by entry {0})", "（已由记录 {0} 取代）"),
    "why": ("{0}: {1}", "{0}：{1}"),
    "payable": ("to pay back: {0}", "应退：{0}"),
    "policy": ("policy: {0} {1}", "政策：{0} {1}"),
    "facts": ("facts:", "事实："),
    "erased_fact": ("(erased)", "（已删除）"),
    "entries": ("entries: {0}", "记录：{0}"),
    "because": ("because: {0}", "原因：{0}"),
    "key": ("key: {0}", "密钥：{0}"),
    "confirmed": ("confirmed: entry {0}, at {1} by {2}", "已确认：记录 {0}，{1} 由 {2} 确认"),
    "again": ("confirmed already: entry {0}, at {1} by {2}", "此前已确认：记录 {0}，{1} 由 {2} 确认"),
    "chosen": ("chosen: {0}, from {1} to {2}", "选定：{0}，可选范围 {1} 至 {2}"),
    "receipt": ("receipt as JSON: refundry ledger receipt {0}", "JSON 回执：refundry ledger receipt {0}"),
    "row": ("{0}: confirmed, {1}, to pay back {2} (entry {3})", "{0}：已确认，{1}，应退 {2}（记录 {3}）"),
    "row_again": (
        "{0}: already confirmed, {1}, to pay back {2} (entry {3})",
        "{0}：此前已确认，{1}，应退 {2}（记录 {3}）",
    ),
}


def _say(name: str, lang: str, *slots: object) -> str:
    return _ROWS[name][lang == "zh"].format(*slots)


def said_of(ledger: str, lang: str) -> str:
    """Which ledger an answer is of."""
    return _say("ledger", lang, ledger)


def written_in_words(written: Written, lang: str) -> str:
    """What was confirmed, in one line among others."""
    verdict = _VERDICTS[written.verdict][lang == "zh"]
    name = "row" if written.is_new else "row_again"
    return shown(_say(name, lang, written.case, verdict, written.payable, written.number))


def receipt_in_words(body: Body, lang: str, *, is_new: bool = True) -> str:
    """What was confirmed of one case, as a receipt of a few lines."""
    name = "confirmed" if is_new else "again"
    last = _say("receipt", lang, quote(body["case"]))
    lines = (
        *_decision_lines(body, lang),
        f"  {_say(name, lang, body['number'], _second(body), body['by'])}",
        f"  {last}",
    )
    return "\n".join(map(shown, lines))


def _second(body: Body) -> str:
    return f"{body['at'][:19]}Z"


def row_in_words(body: Body, lang: str) -> str:
    """An entry in one line: number, when, who, and what of which case."""
    return shown(_row(body, lang))


def _row(body: Body, lang: str) -> str:
    head = f"{body['number']:>8}  {_second(body)}  {body['by']}"
    if body["kind"] != "confirmed":
        return f"{head}  {_say('why', lang, _say(body['kind'], lang), body['because'])}"
    later = body.get("superseded_by")
    mark = _say("no_longer", lang, later) if later is not None else ""
    verdict = _VERDICTS[body["decision"]["verdict"]][lang == "zh"]
    return f"{head}  {body['case']}  {body['order']}  {verdict}  {body['payable']}{mark}"


def entry_in_words(body: Body, told: Mapping[str, object], lang: str) -> str:
    """An entry with all that it says; `told` are the facts about persons that were not erased."""
    return "\n".join(map(shown, _lines(body, told, lang)))


def _lines(body: Body, told: Mapping[str, object], lang: str) -> Iterator[str]:
    head = "entry" if body["kind"] == "confirmed" else "act"
    yield _say(head, lang, body["number"], _second(body), body["by"])
    if body["kind"] != "confirmed":
        yield from (
            f"  {_say(name, lang, _joined(body[name]))}" for name in ("key", "entries") if name in body
        )
        yield f"  {_say('because', lang, body['because'])}"
        return
    yield from (f"  {line}" for line in _decision_lines(body, lang))
    if body["supersedes"] is not None:
        yield f"  {_say('supersedes', lang, body['supersedes'], body['because'])}"
    if body.get("superseded_by") is not None:
        yield f"  {_say('superseded', lang, body['superseded_by'])}"
    yield f"  {_say('facts', lang)}"
    yield from (f"    {name} = {_joined(value)}" for name, value in _flat(body["facts"]))
    yield from (
        f"    {name} = {_joined(told.get(name, _say('erased_fact', lang)))}" for name in body["personal"]
    )


def _decision_lines(body: Body, lang: str) -> Iterator[str]:
    """Case, verdict, clauses, amount with its bill, and version."""
    decision = body["decision"]
    yield _say("case", lang, body["case"], body["order"])
    clauses = ", ".join(decision["clauses"])
    under = _say("under", lang, clauses) if clauses else ""
    yield f"  {_say('decided', lang, _VERDICTS[decision['verdict']][lang == 'zh'])}{under}"
    yield from (f"    {line['amount']}  {line['label']} [{line['clause']}]" for line in decision["lines"])
    if body["awarded"] is not None:
        yield f"  {_say('chosen', lang, body['awarded'], *decision['range'])}"
    yield f"  {_say('payable', lang, body['payable'])}"
    yield f"  {_say('policy', lang, decision['policy']['id'], decision['policy']['version'])}"


def _flat(tables: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, object]]:
    for key, value in tables.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{key}.")
        else:
            yield path + key, value


def _joined(value: object) -> str:
    """A value as a case file has it; lists without their brackets."""
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
