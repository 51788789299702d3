"""Stories: policies and cases with what comes of them, written to be read. `pytest --bless` writes the results anew."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engine.cases.case import Case
from engine.cases.decode import from_json, from_toml
from engine.cases.from_facts import Reader as CaseReader
from engine.cases.unknown import Needed
from engine.decisions.record import Policy, decide, to_record
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.to_text import to_text
from engine.evaluator.from_ir import compiled, load, search
from engine.ir import tree as ir
from engine.ir.check import check
from engine.ir.outcome import VERDICTS, BeyondCalendarError
from engine.lint.conflicts import check_conflicts
from engine.lint.proofs import check_proofs
from engine.lint.rules import RULES
from engine.lint.subject import Subject
from engine.model.check_texts import check_texts
from engine.model.from_syntax import policy_from_syntax
from engine.model.to_ir import texts_of, to_ir
from engine.reference.amounts import lines
from engine.reference.from_ir import Reference
from engine.syntax.from_text import Reader
from engine.values.calendar import Calendar
from engine.values.calendar_from_toml import calendar_from_tables

from .situation import said_in
from .story import FOLDER, Fence, Story

ROOT = FOLDER.parents[1]
GOOD = sorted((FOLDER / "good").glob("*.md"))
BAD = sorted((FOLDER / "bad").glob("*.md"))
ALWAYS = ("verdict", "refund", "range", "decided_by", "clauses", "missing", "measures", "route")
ALONGSIDE = {
    "RF820": ("RF821",), "RF821": ("RF822", "RF823", "RF827"), "RF822": ("RF827",), "RF823": ("RF827",),
    "RF824": ("RF827",),
    "RF826": ("RF827",), "RF828": ("RF821", "RF827"), "RF903": ("RF102",),
}  # fmt: skip
"""What a message does not come without: who changes a ledger must first take a guard away, and breaks what rests on it.

Any other message of a second kind hides the point of a story.
"""


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_story_comes_out_as_told(path: Path, pytestconfig: pytest.Config) -> None:
    story = Story.at(path)
    policy, reference = readings(story)
    found: list[str] = []
    for case_fence, outcome in story.pairs("case", "outcome"):
        report = Report()
        case = read_case(case_fence, reference.program, policy, report)
        assert case is not None, to_text(report.diagnostics, colour=False)
        both_agree(reference, policy, case.facts)
        record = to_record(policy, case.facts, case.presumed, decide(policy, case.facts))
        found.append(_written(record, outcome.words))
    story.settle("outcome", found, bless=pytestconfig.getoption("bless"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_story_gives_its_messages(path: Path, pytestconfig: pytest.Config, tmp_path: Path) -> None:
    story = Story.at(path)
    code = path.stem[:5]
    if story.of("sh"):
        text = said_in(tmp_path, story)
        codes = set(re.findall(r"\[(RF\d{3})\]", text))
    else:
        report = mistakes(story, mended=False)
        text = to_text(report.diagnostics, colour=False)
        codes = {each.code for each in report.diagnostics}
        mended = mistakes(story, mended=True)
        assert not mended.diagnostics, to_text(mended.diagnostics, colour=False)
    story.settle("diagnostics", [text], bless=pytestconfig.getoption("bless"))
    assert code in codes, text
    assert codes <= {code, *ALONGSIDE.get(code, ())}, text


# ---- policies --------------------------------------------------------------------------------------------


PROVED = {"RF321", "RF322", "RF323"}
"""The stories that the solver tells: the others do without it, as with `--no-proofs`."""


@cache
def grammar() -> Reader:
    return Reader()


@cache
def calendars() -> dict[str, Calendar]:
    folder = ROOT / "policies" / "calendars" / "mainland-china"
    tables = [tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))]
    return {"mainland-china": calendar_from_tables(tables)}


def program_of(story: Story, report: Report, *, mended: bool) -> tuple[ir.Program, dict[str, str]] | None:
    """The program and the English words of a story's policy, as `refundry check` makes them."""
    texts = [(f"policy.{kind}", story.policy_text(kind, mended=mended)) for kind in ("refund", "facts")]
    files = [grammar().read(Source(name, text), report) for name, text in texts]
    policy = policy_from_syntax(files[0], files[1], frozenset(calendars()), report)
    if policy is None:
        return None
    check_texts(policy, report)
    program = to_ir(policy, report)
    assert report.has_errors or not check(program)
    if not report.has_errors and story.path.stem == "RF306":  # other stories are of one mistake each
        places = {model.clause.name: model.span for model in policy.clauses}
        check_conflicts(program, places, calendars(), report)
    if not report.has_errors and story.path.stem in RULES:
        RULES[story.path.stem](Subject(policy, program, files), report)
    if not report.has_errors and story.path.stem in PROVED:
        check_proofs(program, policy, calendars(), report)
    return program, dict(texts_of(policy).en)


def readings(story: Story) -> tuple[Policy, Reference]:
    """The policy of a story, ready to decide by its compiled program, and its reference reading."""
    report = Report()
    made = program_of(story, report, mended=False)
    assert made is not None, to_text(report.diagnostics, colour=False)
    assert not report.diagnostics, to_text(report.diagnostics, colour=False)
    program, words = made
    module = load(compiled(program), calendars())
    policy = Policy(module, words, lambda case: search(program, module).settle(case), {}, {}, "en")
    return policy, Reference(program, calendars())


# ---- cases -----------------------------------------------------------------------------------------------


def read_case(fence: Fence, program: ir.Program, policy: Policy, report: Report) -> Case | None:
    name = "case.json" if "json" in fence.words else "case.toml"
    source = Source(name, fence.body)
    data = from_json(source, report) if name.endswith("json") else from_toml(source, report)
    if data is None:
        return None
    reader = CaseReader(program, policy.module["impossible"], policy.texts)
    presume = "without" not in fence.words
    return reader.read(data, presume=presume, report=report, where=Place(name, ""))


def both_agree(reference: Reference, policy: Policy, facts: tuple[Any, ...]) -> None:
    """Hold the compiled program against the reference, for each completion that the search looked at."""
    program, module = reference.program, policy.module
    try:
        completions = [(facts, module["outcome"](facts))]
    except Needed:
        completions = list(policy.settle(facts).completions)
    except BeyondCalendarError as beyond:
        with pytest.raises(BeyondCalendarError, match=beyond.calendar):
            reference.outcome(_by_name(program, facts))
        completions = []
    for completed, answer in completions:
        told = _by_name(program, completed)
        if answer[0] == "pending":
            with pytest.raises(BeyondCalendarError, match=answer[6]):
                reference.outcome(told)
            continue
        found = reference.outcome(told)
        told_again = (*found.answer, found.clauses, found.measures, found.amount, found.party, found.conflict)
        assert told_again == answer
        assert reference.lacking(told, answer[0]) == module["lacking"](completed, answer[0])
        if found.amount:
            bill = lines(reference.amounts[found.amount], reference.readings(told))
            assert [tuple(line) for line in bill] == list(module["LINES"][found.amount](completed))
    for verdict in VERDICTS:
        assert reference.measures(_by_name(program, facts), verdict) == set(
            module["measures"](facts, verdict)
        )


def _by_name(program: ir.Program, facts: tuple[Any, ...]) -> dict[str, Any]:
    return {fact.name: value for fact, value in zip(program.facts, facts, strict=True)}


def _written(record: dict[str, Any], more: tuple[str, ...]) -> str:
    """The part of a record that a story tells, as TOML; what is empty or null is left out."""
    said = {key: record[key] for key in ALWAYS} | {"notes": record["notes"]}
    said["deadlines"] = [f"{name} {day or 'not known yet'}" for name, day in record["deadlines"].items()]
    said["beside"] = record.get("beside", [])
    if "presumed" in more:
        said["presumed"] = record["presumed"]
    if "lines" in more:
        said["lines"] = [f"{line['amount']} [{line['clause']}] {line['label']}" for line in record["lines"]]
    return "".join(f"{key} = {_toml(value, key)}\n" for key, value in said.items() if value)


def _toml(value: str | list[str], key: str) -> str:
    if key in {"beside", "lines", "notes"}:
        return "[\n" + "".join(f"  {json.dumps(each, ensure_ascii=False)},\n" for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)


# ---- mistakes --------------------------------------------------------------------------------------------


def mistakes(story: Story, *, mended: bool) -> Report:
    """What is wrong with the policy of a story, or else with its case."""
    report = Report()
    made = program_of(story, report, mended=mended)
    fences = [fence for fence in story.of("case") if ("mended" in fence.words) is mended]
    if made is not None and fences and not report.has_errors:
        program, words = made
        module = load(compiled(program), calendars())
        policy = Policy(module, words, lambda _: None, {}, {}, "en")
        read_case(fences[0], program, policy, report)
    return report
