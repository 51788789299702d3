"""What `test` says of faults put into a policy, and of cases that it suggests."""

from __future__ import annotations

from collections.abc import Iterator

from engine.tasks.case_tests_more import More
from engine.tasks.mutated import Fault, counted

_WORDS = {
    "faults": (
        "  of {all} faults: {noticed} noticed, {equal} proved to change no case, {unnoticed} unnoticed, {open} open",
        "  置入 {all} 处错误：被发现 {noticed}，经证明不影响案件 {equal}，未被发现 {unnoticed}，未判定 {open}",
    ),
    "rate": (
        "  noticed of those that change a case: {percent}%",
        "  影响案件的错误中被发现的比例：{percent}%",
    ),
    "unnoticed": (
        "    unnoticed: {where}: {what}. This case test would notice it:",
        "    未被发现：{where}：{what}。以下案件测试可以发现它：",
    ),
    "open": ("    not settled: {where}: {what}: {why}", "    未能判定：{where}：{what}：{why}"),
    "suggested": (
        "  {count} cases at edges that no case test meets stand in `{path}`, not confirmed: read the text for each",
        "  案件测试未触及的边界有 {count} 个案件，写在 `{path}` 中，尚未确认：请逐一对照原文",
    ),
    "nothing": ("  no case is suggested", "  没有可建议的案件"),
    "without": ("    no case was found: {gap}", "    未找到案件：{gap}"),
}


def more_lines(more: More, zh: bool) -> Iterator[str]:
    """The faults that no case test notices, each with a case that would, and the cases that are suggested."""
    if more.faults is not None:
        counts = counted(more.faults)
        yield _say("faults", zh, all=len(more.faults), **counts)
        yield _say("rate", zh, percent=percent(more.faults))
        for fault in more.faults:
            yield from _fault_lines(fault, zh)
    if more.suggested is not None:
        count, path = more.suggested.cases, more.path
        yield _say("suggested", zh, count=count, path=path) if count else _say("nothing", zh)
        for gap in more.suggested.without:
            yield _say("without", zh, gap=gap.words(zh))


def percent(faults: tuple[Fault, ...]) -> int:
    """How many of the faults that are not proved to change nothing are noticed, of a hundred, rounded down."""
    counts = counted(faults)
    of = len(faults) - counts["equal"]
    return 100 * counts["noticed"] // of if of else 100


def more_json(more: More) -> dict[str, object]:
    """The same as JSON; what was not wanted is null."""
    faults = None
    if more.faults is not None:
        listed = [fault._asdict() for fault in more.faults]
        faults = {**counted(more.faults), "percent": percent(more.faults), "list": listed}
    suggested = None
    if more.suggested is not None:
        suggested = {
            "file": str(more.path) if more.suggested.cases else None,
            "count": more.suggested.cases,
            "without": [gap.words(zh=False) for gap in more.suggested.without],
        }
    return {"mutants": faults, "suggested": suggested}


def _fault_lines(fault: Fault, zh: bool) -> Iterator[str]:
    said = {"where": fault.where, "what": fault.what}
    if fault.outcome == "unnoticed":
        yield _say("unnoticed", zh, **said)
        yield from (f"      {line}" for line in fault.case.splitlines())
    elif fault.outcome == "open":
        yield _say("open", zh, why=fault.by, **said)


def _say(key: str, zh: bool, **slots: object) -> str:
    return _WORDS[key][zh].format(**slots)
