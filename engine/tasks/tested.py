"""What `test` says: the case tests that are not as expected, and clause by clause what they cover."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from engine.diagnostics.display import width
from engine.diagnostics.to_json import to_json as messages_to_json
from engine.tasks.case_tests import Ran, VersionTested
from engine.tasks.coverage import Coverage, Point, Seen
from engine.tasks.edges_text import choice_json, choice_lines, edge_json, edge_lines
from engine.tasks.faults_text import more_json, more_lines
from engine.tasks.terminal import Printed
from engine.tasks.trial import CaseTested

_WORDS = {
    "empty": ("{policy} {version}: no case tests", "{policy} {version}：没有案件测试"),
    "passed": (
        "{policy} {version}: {count} case test{s}, all as expected",
        "{policy} {version}：{count} 个案件测试，全部符合预期",
    ),
    "counts": (
        "{policy} {version}: {count} case test{s}; {parts}",
        "{policy} {version}：{count} 个案件测试；{parts}",
    ),
    "good": ("{number} as expected", "{number} 个符合预期"),
    "failed": ("{number} not as expected", "{number} 个不符合预期"),
    "unreadable": ("{number} unreadable", "{number} 个无法读取"),
    "and": (", ", "，"),
    "differs": ("    {name}: expected {expected}, got {got}", "    {name}：预期 {expected}，实得 {got}"),
    "early": (
        "    the case falls on {day}, and this version governs from {from_} on: move its dates",
        "    案件日期为 {day}，而本版本自 {from_} 起适用：请调整其日期",
    ),
    "disagree": (
        "    a mistake of refundry: its two readings disagree: {0} against {1}. Please report it",
        "    refundry 自身的错误：两种解读不一致：{0} 与 {1}。请报告此问题",
    ),
    "coverage": (
        "  coverage {percent}%: each test of the policy can be met or not met; {seen} of these {all} were seen",
        "  覆盖率 {percent}%：政策的每项检验可能成立或不成立，共 {all} 种情形，已见 {seen} 种",
    ),
    "none": ("  clauses that no case reaches: {names}", "  没有案件触及的条款：{names}"),
    "met": ("met", "成立"),
    "not_met": ("not met", "不成立"),
    "never": ("never", "从未"),
    "clause": ("clause {name}", "条款 {name}"),
    "amount": ("amount {name}", "金额 {name}"),
    "scope": ("applies", "适用"),
    "need": ("need {number}", "要件 {number}"),
    "pays": ("pays {number}", "支付 {number}"),
    "calls": ("calls for {number}", "措施 {number}"),
    "line": ("line {number}", "行 {number}"),
    "ending": ("nothing left {number}", "归零 {number}"),
}
_ALWAYS = "-"
"""Where a test cannot fail, as that of a clause without `for`."""


def print_tested(tested: Ran, form: str, lang: str) -> Printed:
    """What `test` found, as text or as JSON."""
    if form == "json":
        whole = {
            "versions": [_version_json(each) for each in tested.versions],
            "diagnostics": messages_to_json(tested.messages, lang=lang),
        }
        return Printed(json.dumps(whole, ensure_ascii=False, indent=2), (), tested.exit_code, lang=lang)
    lines = [line for each in tested.versions for line in _version_lines(each, lang == "zh")]
    return Printed("\n".join(lines), tested.messages, tested.exit_code, lang=lang)


def _say(key: str, zh: bool, *values: object, **slots: object) -> str:
    return _WORDS[key][zh].format(*values, **slots)


def _version_lines(tested: VersionTested, zh: bool) -> Iterator[str]:
    yield _summary(tested, zh)
    if not tested.cases:
        return
    for case in tested.failed:
        yield f"  {case.name}"
        if case.too_early:
            yield _say("early", zh, day=case.too_early, from_=tested.governs_from)
            continue
        for key, expected, got in case.differences:
            yield _say("differs", zh, name=key, expected=_value(expected), got=_value(got))
        if case.disagreement:
            yield _say("disagree", zh, *case.disagreement)
    coverage = tested.coverage
    yield _say("coverage", zh, percent=coverage.percent, seen=coverage.sides_seen, all=coverage.sides)
    if coverage.never_reached:
        yield _say("none", zh, names=", ".join(coverage.never_reached))
    yield from _coverage_lines(coverage, zh)
    yield from edge_lines(coverage.edges, zh)
    yield from choice_lines(coverage.choices, zh)
    yield from more_lines(tested.more, zh)


def _summary(tested: VersionTested, zh: bool) -> str:
    """How many case tests there are, and how they came out."""
    failed, unreadable = len(tested.failed), tested.unreadable
    count = len(tested.cases) + unreadable
    named = {"policy": tested.policy, "version": tested.version, "s": "" if count == 1 else "s"}
    if not count:
        return _say("empty", zh, **named)
    if not failed and not unreadable:
        return _say("passed", zh, count=count, **named)
    numbers = {"good": count - failed - unreadable, "failed": failed, "unreadable": unreadable}
    parts = [_say(key, zh, number=number) for key, number in numbers.items() if number]
    return _say("counts", zh, count=count, parts=_say("and", zh).join(parts), **named)


def _coverage_lines(coverage: Coverage, zh: bool) -> Iterator[str]:
    """A line a test, under its clause or amount: how often it was met and not; in words where one never happened."""
    labels = [_point(seen.point, zh) for seen in coverage.seen]
    room = max(map(width, labels), default=0)
    heads = _say("met", zh), _say("not_met", zh)
    yield f"      {' ' * room}{_columns(heads)}"
    for (kind, name), group in groupby(coverage.seen, key=lambda seen: seen.point[:2]):
        yield f"    {_say(kind, zh, name=name)}"
        for seen in group:
            label = _point(seen.point, zh)
            counts = _count(seen.held, zh), _count(seen.failed, zh) if seen.can_fail else _ALWAYS
            words = f"   {seen.text}" if seen.sides_seen < seen.sides and seen.can_fail else ""
            yield f"      {label}{' ' * (room - width(label))}{_columns(counts)}{words}"


def _columns(cells: tuple[str, str]) -> str:
    return "".join(f"  {' ' * (8 - width(cell))}{cell}" for cell in cells)


def _count(number: int, zh: bool) -> str:
    return str(number) if number else _say("never", zh)


def _point(point: Point, zh: bool) -> str:
    return _say(point.what, zh, number=point.number)


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _version_json(tested: VersionTested) -> dict[str, object]:
    return {
        "policy": tested.policy,
        "version": tested.version,
        "passed": len(tested.cases) - len(tested.failed),
        "failed": len(tested.failed),
        "unreadable": tested.unreadable,
        "cases": [_case_json(case) for case in tested.cases],
        "coverage": {
            "percent": tested.coverage.percent,
            "seen": tested.coverage.sides_seen,
            "all": tested.coverage.sides,
            "never_reached": list(tested.coverage.never_reached),
            "tests": [_seen_json(seen) for seen in tested.coverage.seen],
            "edges": [edge_json(edge) for edge in tested.coverage.edges],
            "choices": [choice_json(choice) for choice in tested.coverage.choices],
        },
        **more_json(tested.more),
    }


def _case_json(case: CaseTested) -> dict[str, object]:
    differences = [
        {"key": key, "expected": json.loads(_value(expected)), "got": got}
        for key, expected, got in case.differences
    ]
    disagreement = list(case.disagreement) if case.disagreement else None
    return {
        "name": case.name,
        "passed": case.passed,
        "differences": differences,
        "disagreement": disagreement,
        "too_early": case.too_early,
    }


def _seen_json(seen: Seen) -> dict[str, object]:
    held: dict[str, object] = {
        "held": seen.held,
        "failed": seen.failed,
        "can_fail": seen.can_fail,
        "text": seen.text,
    }
    return {seen.point.kind: seen.point.name, "test": seen.point.what, "number": seen.point.number, **held}
