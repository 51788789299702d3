"""Case tests as they are written: `[[case]]` with a name, the facts of a case, and what is expected of its record.

A table `[facts]` before them holds what all cases have in common; `without` names those that a case leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from engine.cases.case import Case
from engine.cases.decode import from_toml
from engine.cases.from_facts import Reader
from engine.cases.written import said
from engine.decisions.record import BESIDES, without_policy
from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.tasks.case_test_text import told_by
from engine.tasks.drafts import read_text

KEYS = ("name", "facts", "without", "expect", "presume")
VERDICTS = ("refund", "refused", "discretion", "pending", "not_covered", "no_version")
EXPECTED = (*without_policy(None, ""), *BESIDES)
"""The keys of a decision record."""
_HEAD = re.compile(r"^[ \t]*\[\[[ \t]*case[ \t]*\]\]", re.MULTILINE)
Tables = dict[str, Any]


class CaseTest(NamedTuple):
    """One case that somebody reasoned about, and what they expect of its record."""

    name: str
    where: Place
    case: Case
    expect: Mapping[str, object]


def read_case_tests(path: Path, reader: Reader, report: Report) -> tuple[list[CaseTest], int | None]:
    """The case tests of a file that can be read, the others in the report, and how many there are in all.

    That is None where the file as a whole cannot be read.
    """
    source = read_text(path, report)
    data = None if source is None else from_toml(source, report)
    if source is None or not isinstance(data, dict):
        return [], None
    tests, common = data.get("case"), data.get("facts", {})
    if not isinstance(tests, list) or not isinstance(common, dict) or data.keys() - {"case", "facts"}:
        problem = "a file of case tests holds `[[case]]` tables, before them `[facts]` that all share, and nothing else"
        report.error(
            "RF502", problem, Place(str(path), ""), help="each case has `name`, `facts` and `expect`"
        )
        return [], None
    if reader.read(common, presume=True, report=report, where=Place(str(path), "facts")) is None:
        return [], len(tests)
    heads = [source.line_of(found.end()) for found in _HEAD.finditer(source.text)]
    lines = heads if len(heads) == len(tests) else [None] * len(tests)
    found: dict[str, CaseTest] = {}
    for number, (held, line) in enumerate(zip(tests, lines, strict=True)):
        where = Place(str(path), f"case[{number}]", line)
        test = _read(held, common, where, reader, report)
        if test and test.name in found:
            report.error(
                "RF206", f"there are two case tests `{test.name}`", where, help="give each its own name"
            )
        elif test:
            found[test.name] = test
    return list(found.values()), len(tests)


def shared_facts(path: Path, reader: Reader) -> dict[str, object]:
    """What all cases of a file have in common, by the names of the facts; the file was read before."""
    report = Report()
    source = read_text(path, report)
    data = None if source is None else from_toml(source, report)
    common = data.get("facts", {}) if isinstance(data, dict) else {}
    case = reader.read(common, presume=False, report=report, where=Place(str(path), "facts"))
    return {} if case is None else told_by(reader.program, case.facts, case.presumed)


def _read(held: object, common: Tables, where: Place, reader: Reader, report: Report) -> CaseTest | None:
    """One case test; None with reports where it cannot be read."""
    if not isinstance(held, dict):
        report.error("RF502", f"a case test is a table, not {said(held)}", where)
        return None
    own = Report()
    name, expect, presume = held.get("name"), held.get("expect"), held.get("presume", True)
    if not isinstance(name, str) or not name.strip():
        own.error(
            "RF502", "this case test has no name", where, help='say in a few words what it is: `name = "…"`'
        )
    for key in sorted(held.keys() - set(KEYS)):
        help_text = did_you_mean(key, KEYS) or f"it has {_list(KEYS)}"
        own.error("RF201", f"a case test has no `{key}`", _inside(where, key), help=help_text)
    _check_expected(expect, _inside(where, "expect"), own)
    if not isinstance(presume, bool):
        problem = f"`presume` is yes or no, not {said(presume)}"
        own.error("RF502", problem, _inside(where, "presume"), help="write `presume = false`")
    facts = _facts(held, common, where, own)
    case = reader.read(facts, presume=presume is not False, report=own, where=_inside(where, "facts"))
    report.extend(own)
    if own.has_errors or case is None:
        return None
    return CaseTest(str(name), where, case, expect if isinstance(expect, dict) else {})


def _facts(held: Tables, common: Tables, where: Place, report: Report) -> object:
    """The facts of a case test: those in common, less those it leaves out, and its own over them."""
    own, without = held.get("facts", {}), held.get("without", [])
    if not isinstance(without, list):
        problem = f"`without` is a list of facts, not {said(without)}"
        report.error(
            "RF502", problem, _inside(where, "without"), help='write it like `without = ["credit.used"]`'
        )
        return own
    kept = _copy(common)
    for number, name in enumerate(without):
        *tables, last = str(name).split(".")
        table: object = kept
        for key in tables:
            table = table.get(key) if isinstance(table, dict) else None
        if isinstance(table, dict) and last in table:
            del table[last]
            continue
        problem = f"{said(name)} is none of the facts that all cases share, so it cannot be left out"
        report.error("RF501", problem, _inside(where, f"without[{number}]"))
    return _merged(kept, own) if isinstance(own, dict) else own


def _copy(table: Tables) -> Tables:
    return {key: _copy(value) if isinstance(value, dict) else value for key, value in table.items()}


def _merged(common: Tables, own: Tables) -> Tables:
    """The two tables as one; what both have is as the second says."""
    inner = {
        key: _merged(common[key], value)
        for key, value in own.items()
        if isinstance(value, dict) and isinstance(common.get(key), dict)
    }
    return common | own | inner


def _check_expected(expect: object, where: Place, report: Report) -> None:
    if not isinstance(expect, dict) or not expect:
        report.error("RF502", "this case test expects nothing", where, help='write `expect.verdict = "…"`')
        return
    for key, value in expect.items():
        if key not in EXPECTED:
            help_text = did_you_mean(key, EXPECTED) or f"it has {_list(EXPECTED)}"
            report.error("RF201", f"a decision record has no `{key}`", _inside(where, key), help=help_text)
        elif key == "verdict" and value not in VERDICTS:
            help_text = did_you_mean(str(value), VERDICTS) or f"verdicts are {_list(VERDICTS)}"
            report.error("RF511", f"{said(value)} is no verdict", _inside(where, key), help=help_text)


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _inside(where: Place, key: str) -> Place:
    return Place(where.source_name, f"{where.path}.{key}", where.line)
