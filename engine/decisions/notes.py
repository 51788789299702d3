"""Sentences that a record may carry beside its answer, in both languages."""

from __future__ import annotations

from engine.values.moment import day_text

_NOTES = {
    "below_zero": ("Not below zero", "不低于零"),
    "same_sum": ("The same sum, whatever is not known", "无论未知事实为何，金额相同"),
    "beyond": (
        "The deadline `{deadline}` does not end before {day}; the calendar {calendar} does not yet reach further.",
        "官方日历 {calendar} 未涵盖期限 `{deadline}` 的全部应计日期；该期限不早于 {day}。",
    ),
    "beyond_condition": (
        "The calendar {calendar} is not known for every day that a clause counts: the case cannot be decided yet.",
        "官方日历 {calendar} 未涵盖条款应计的全部日期，故暂不能作出决定。",
    ),
    "clauses": (
        "The answer is the same whatever the unknown facts are; the clauses behind it differ: {clauses}.",
        "无论未知事实为何，结论相同；所依据的条款则不同：{clauses}。",
    ),
    "exhausted": (
        "Too many facts are unknown to try every combination: those named were found to matter, and others may.",
        "未知事实过多，无法逐一尝试所有组合：列出的事实已查明影响结论，其他事实也可能有影响。",
    ),
    "unshown": (
        "Of these facts it could not be shown whether they change the answer, so the case waits for them too: {facts}.",
        "未能查明下列事实是否影响结论，故本案亦待其明确：{facts}。",
    ),
    "besides": (
        "What comes beside the answer waits for {fact}.",
        "结论之外的事项有待 {fact} 明确。",
    ),
    "conflict": (
        "The clauses {clauses} contradict each other, and the policy does not say which comes first: a person decides.",
        "条款 {clauses} 在此相互冲突，且政策未规定何者优先：由人裁量。",
    ),
}


def note(name: str, lang: str, **slots: object) -> str:
    """One sentence in the language asked for."""
    return _NOTES[name][lang == "zh"].format(**slots)


def beyond(name: str, calendar: str, bound: int, lang: str) -> str:
    """Why a deadline has no date yet, with the day before which it does not end."""
    return note("beyond", lang, deadline=name, calendar=calendar, day=day_text(bound))
