"""The lots in words, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from engine.diagnostics.display import width
from engine.lots.to_facts import AccountLots, OrderQuota, facts_of
from engine.tasks.lots import MICROSECOND, LotsResult
from engine.tasks.lots_files import lot_values
from engine.tasks.lots_orders import Answer
from engine.tasks.show_words import WORDS as SHOWN
from engine.tasks.stop import UNREADABLE
from engine.tasks.terminal import Printed
from engine.values.moment import instant_text
from engine.values.money import to_text

_WORDS: dict[str, tuple[str, str]] = {
    "order": ("Order: {0} ({1})", "顺序：{0}（{1}）"),
    "open": ("an open point: {0}", "未决事项：{0}"),
    "as_of": ("As of {0}; events: {1:,}; accounts: {2:,}", "截至 {0}：{2:,} 个账户的 {1:,} 条流水"),
    "account": ("account {0}", "账户 {0}"),
    "owed": ("below zero by {0}", "余额为负，欠 {0}"),
    "sums": (
        "in all: granted {0} + returned {1} + owed {2} = used {3} + expired {4} + unused {5} {6}",
        "合计：入账 {0} + 退回 {1} + 欠额 {2} = 使用 {3} + 过期 {4} + 未用 {5} {6}",
    ),
    "left_out": (
        "accounts left out, as some of their events cannot be: {0:,}",
        "{0:,} 个账户因流水有误未列出",
    ),
    "more": ("more accounts: {0:,}; write them all with `--out`", "另有 {0:,} 个账户，可用 `--out` 写出全部"),
    "written": ("written to {0}", "已写入 {0}"),
    "same": ("No other order decides any of these cases otherwise.", "换用其他顺序，各案结论均不变。"),
    "differ": ("Another order decides otherwise:", "换用其他顺序结论不同："),
    "lot": ("lot", "批次"),
    "kind": ("kind", "类别"),
    "of": ("order", "订单"),
    "at": ("credited", "入账时间"),
    "expires": ("expires", "到期时间"),
    "granted": ("granted", "入账"),
    "used": ("used", "使用"),
    "returned": ("returned", "退回"),
    "expired": ("expired", "过期"),
    "unused": ("unused", "未用"),
    "paid": ("paid", "付费"),
    "gift": ("gift", "赠送"),
    "by_policy": ("by the policy", "按本政策"),
    "gift_first": ("gift first", "先用赠送额度"),
    "paid_first": ("paid first", "先用付费额度"),
    "oldest_first": ("oldest first", "先用先入账者"),
    "newest_first": ("newest first", "先用后入账者"),
    "soonest_expiring_first": ("soonest expiring first", "先用先到期者"),
    "in_proportion": ("in proportion", "按比例使用"),
}
_HEAD = ("lot", "kind", "of", "at", "expires", "granted", "used", "returned", "expired", "unused")
_FIRST_NUMBER = 5


def print_lots(result: LotsResult, form: str) -> Printed:
    """What came of the histories, in words or as JSON; exit code 3 where a row or an event could not be used."""
    code = UNREADABLE if any(each.severity == "error" for each in result.messages) else 0
    if form == "json":
        text = json.dumps(_table(result), ensure_ascii=False, indent=2)
    else:
        text = "\n".join(_Words(result).lines())
    return Printed(text, result.messages, code, lang=result.lang)


class _Words:
    """The result in one language."""

    def __init__(self, result: LotsResult) -> None:
        self._result = result
        self._zh = result.lang == "zh"
        self._texts = result.opened.policy.texts

    def lines(self) -> Iterator[str]:
        """Everything, line by line."""
        result = self._result
        policy = result.opened.policy.identity
        yield f"{policy['id']} {policy['version']}"
        yield self._order()
        as_of = instant_text(result.as_of * MICROSECOND, result.opened.program.zone)
        yield self._say("as_of", as_of, result.events, result.sums.accounts)
        for each in result.shown:
            yield ""
            yield from self._account(each)
        yield ""
        hidden = result.sums.accounts - len(result.shown)
        if hidden and not result.written:
            yield self._say("more", hidden)
        if result.left_out:
            yield self._say("left_out", result.left_out)
        yield from (self._say("written", path) for path in result.written)
        sums = result.sums
        held = (sums.granted, sums.returned, sums.owed, sums.used, sums.expired, sums.unused)
        yield self._say("sums", *map(self._quota, held), result.unit)
        yield from self._differences()

    def _say(self, key: str, *slots: object) -> str:
        return _WORDS[key][self._zh].format(*slots)

    def _quota(self, minor: int) -> str:
        text = to_text(minor, self._result.decimals)
        return text.rstrip("0").rstrip(".") if "." in text else text

    def _order(self) -> str:
        found = self._result.consumption
        turns = SHOWN["then"][self._zh].join(SHOWN[f"turn_{turn}"][self._zh] for turn in found.turns)
        said = SHOWN["in_proportion"][self._zh].format(turns) if found.in_proportion else turns
        cites = [", ".join(found.cites)]
        if found.open_point:
            cites.append(self._say("open", self._texts[f"open.{found.open_point}"]))
        return self._say("order", said, ("；" if self._zh else "; ").join(cites))

    def _account(self, each: AccountLots) -> Iterator[str]:
        yield self._say("account", each.name)
        rows = [tuple(self._say(key) for key in _HEAD)]
        rows += [self._lot(lot_values(each.name, lot, self._result.decimals)) for lot in each.account.lots]
        widths = [max(width(row[at]) for row in rows) for at in range(len(_HEAD))]
        yield from (_padded(row, widths) for row in rows)
        for order, quota in each.orders.items():
            yield f"  {order}: {self._facts(quota)}"
        if each.account.owed:
            yield f"  {self._say('owed', f'{self._quota(each.account.owed)} {self._result.unit}')}"

    def _lot(self, values: Sequence[str | None]) -> tuple[str, ...]:
        _, lot, kind, order, at, expires, *quotas = values
        numbers = (text.rstrip("0").rstrip(".") if text and "." in text else text or "" for text in quotas)
        return (lot or "", self._say(kind or "paid"), order or "", at or "", expires or "", *numbers)

    def _facts(self, quota: OrderQuota) -> str:
        facts, unit = facts_of(quota, self._result.consumption), self._result.unit
        return ", ".join(f"{name} {self._quota(held)} {unit}" for name, held in facts.items())

    def _differences(self) -> Iterator[str]:
        differences = self._result.differences
        if differences is None:
            return
        yield ""
        if not differences:
            yield self._say("same")
            return
        yield self._say("differ")
        for each in differences:
            yield f"  {each.case}"
            yield f"    {self._say('by_policy')}: {_answer(each.answer)}"
            yield from (f"    {self._say(key)}: {_answer(other)}" for key, other in each.others.items())


def _padded(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = []
    for at, (cell, wide) in enumerate(zip(row, widths, strict=True)):
        blank = " " * (wide - width(cell))
        cells.append(blank + cell if at >= _FIRST_NUMBER else cell + blank)
    return f"  {'  '.join(cells)}".rstrip()


def _answer(answer: Answer) -> str:
    money = answer.refund or " … ".join(answer.range or ())
    return f"{answer.verdict} {money}".rstrip()


def _table(result: LotsResult) -> dict[str, Any]:
    consumption, decimals = result.consumption, result.decimals
    sums = result.sums
    return {
        "policy": dict(result.opened.policy.identity),
        "consumption": {
            "name": consumption.name,
            "clauses": list(consumption.cites),
            "turns": list(consumption.turns),
            "in_proportion": consumption.in_proportion,
            "open_point": consumption.open_point or None,
        },
        "unit": result.unit,
        "as_of": instant_text(result.as_of * MICROSECOND, "UTC"),
        "events": result.events,
        "accounts": [_account_table(each, result) for each in result.shown],
        "left_out": result.left_out,
        "totals": {"accounts": sums.accounts}
        | {
            name: to_text(getattr(sums, name), decimals)
            for name in ("granted", "returned", "owed", "used", "expired", "unused")
        },
        "written": list(result.written),
        "differences": None
        if result.differences is None
        else [_difference_table(each) for each in result.differences],
    }


def _account_table(each: AccountLots, result: LotsResult) -> dict[str, Any]:
    names = ("lot", "kind", "order", "at", "expires_at", "granted", "used", "returned", "expired", "unused")
    found, decimals = result.consumption, result.decimals
    return {
        "account": each.name,
        "used": to_text(each.account.called, decimals),
        "returned": to_text(each.account.returned, decimals),
        "owed": to_text(each.account.owed, decimals),
        "lots": [
            dict(zip(names, lot_values("", lot, decimals)[1:], strict=True)) for lot in each.account.lots
        ],
        "orders": [
            {found.order: order}
            | {
                fact: f"{to_text(held, decimals)} {result.unit}"
                for fact, held in facts_of(quota, found).items()
            }
            for order, quota in each.orders.items()
        ],
    }


def _difference_table(each: Any) -> dict[str, Any]:  # noqa: ANN401 - a difference
    def answer(found: Answer) -> dict[str, Any]:
        return {
            "verdict": found.verdict,
            "refund": found.refund,
            "range": list(found.range) if found.range else None,
        }

    return {
        "case": each.case,
        **answer(each.answer),
        "others": {key: answer(held) for key, held in each.others.items()},
    }
