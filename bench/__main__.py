"""`python -m bench`: what a decision costs, each figure a ratio with its yardstick in the same run."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import by_hand, peers
from bench.timing import Timed, in_turn, processes
from engine.cases.quick import decoded
from engine.cases.unknown import Needed
from engine.decisions.record import decide, to_record
from engine.diagnostics.report import Report
from engine.evaluator.from_ir import compiled, load
from engine.tasks.drafts import draft
from engine.tasks.explaining import explained
from engine.tasks.sealed import Sealed, in_force
from tests.second_reading.generate import cases

HERE = Path(__file__).resolve().parent
POLICIES = HERE.parent / "policies"
BASELINE = "import click, attrs, tomllib, zoneinfo, hashlib"
EQUAL_ON = 10_000


def main() -> None:
    """Print one row a figure."""
    print(f"{'what':<58}{'ns':>12}{'yardstick ns':>14}{'ratio':>9}  goal")
    for what, timed, goal in _rows():
        print(
            f"{what:<58}{timed.thing:>12.0f}{timed.yardstick:>14.0f}{timed.ratio:>9.2f}  {goal}", flush=True
        )


def _rows() -> Iterator[tuple[str, Timed, str]]:
    opened = _opened()
    yield from _decisions(opened)
    yield from _intake(opened)
    yield from _against_peers()
    yield from _processes()


def _opened() -> Sealed:
    folder = POLICIES / "youyun-refund"
    entry = in_force(folder, 740_000)
    if entry is None:
        raise AssertionError(folder)
    return Sealed(folder, POLICIES, entry, "en")


def _known(opened: Sealed, count: int) -> list[tuple[dict[str, Any], tuple[Any, ...]]]:
    """Cases that the version governs and of which everything is known, as written and as read."""
    found = []
    first = opened.governs_from
    for data in cases(count, seed=11):
        tables = decoded(json.dumps(data))
        read = opened.policy.module["load"](tables)
        if read is not None and by_hand_day(read[0], opened) >= first:
            found.append((data, read[0]))
    return found


def by_hand_day(facts: tuple[Any, ...], opened: Sealed) -> int:
    """The local date of the payment."""
    paid_at: int = facts[opened.policy.module["PLACES"]["payment.paid_at"]]
    return 719_163 + (paid_at + by_hand.AHEAD) // by_hand.DAY


def _decisions(opened: Sealed) -> Iterator[tuple[str, Timed, str]]:
    places = opened.policy.module["PLACES"]
    outcome = opened.policy.module["outcome"]
    known = _known(opened, EQUAL_ON + 2_000)[:EQUAL_ON]
    facts = [each for _, each in known]
    dicts = [{name: each[place] for name, place in places.items()} for each in facts]
    compared = 0
    for case, by_name in zip(facts, dicts, strict=True):
        try:
            answer = outcome(case)
        except Needed:
            continue
        if answer[:4] != by_hand.decide(by_name):
            raise AssertionError((answer, by_hand.decide(by_name), by_name))
        compared += 1
    known_facts = [case for case in facts[:1500] if _is_known(outcome, case)]
    known_dicts = [{name: each[place] for name, place in places.items()} for each in known_facts]
    timed = in_turn(outcome, known_facts, by_hand.decide, known_dicts)
    yield f"shipped policy / by hand (equal on {compared} cases)", timed, "≤ 3"


def _is_known(outcome: Callable[[Any], object], case: tuple[Any, ...]) -> bool:
    try:
        outcome(case)
    except Needed:
        return False
    return True


def _intake(opened: Sealed) -> Iterator[tuple[str, Timed, str]]:
    policy = opened.policy
    outcome = policy.module["outcome"]
    data = [each for each, facts in _known(opened, 1500) if _is_known(outcome, facts)][:500]
    texts = [json.dumps(each) for each in data]
    tables = [decoded(text) for text in texts]

    def whole(table: object) -> object:
        facts, presumed = policy.module["load"](table)
        return to_record(policy, facts, presumed, decide(policy, facts))

    def with_reasons(table: object) -> object:
        facts, presumed = policy.module["load"](table)
        decided = decide(policy, facts)
        record = to_record(policy, facts, presumed, decided)
        record["explanation"] = explained(opened, facts, presumed, decided)
        return record

    yield (
        "from a dict, all checks, to a record / json.loads",
        in_turn(whole, tables, json.loads, texts),
        "≤ 4",
    )
    yield (
        "the same with the full explanation / json.loads",
        in_turn(with_reasons, tables, json.loads, texts),
        "≤ 20",
    )


def _against_peers() -> Iterator[tuple[str, Timed, str]]:
    report = Report()
    found = draft(HERE / "reduced", "2026-01-01", HERE, report)
    if found is None or report.has_errors:
        raise AssertionError([each.message for each in report.diagnostics])
    module = load(compiled(found.program), {})
    drawn = peers.cases(1000)
    facts = [tuple(_fact(fact.name, case) for fact in found.program.facts) for case in drawn]
    for name, make, goal in (
        ("zen-engine expression", peers.zen, "≥ 5"),
        ("CEL, Rust binding", peers.cel, "≥ 12"),
    ):
        try:
            engine = make()
        except ImportError:
            print(f"{name}: not installed; see requirements/bench.txt", file=sys.stderr)
            continue
        for case, ours in zip(drawn, facts, strict=True):
            answer = module["outcome"](ours)
            if (answer[3][0], answer[2]) != engine(case):
                raise AssertionError((answer, engine(case), case))
        yield f"{name} / reduced policy", in_turn(engine, drawn, module["outcome"], facts), goal


def _fact(name: str, case: dict[str, Any]) -> object:
    return case[name] * 1_000_000_000 if name.endswith("_ts") else case[name]


def _processes() -> Iterator[tuple[str, Timed, str]]:
    baseline = [sys.executable, "-c", BASELINE]
    program = str(Path(sys.executable).parent / "refundry")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REFUNDRY_CACHE"] = folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        case = Path(folder) / "case.json"
        case.write_text(json.dumps(next(iter(cases(1, seed=3)))), "utf-8")
        root = ["--policies", str(POLICIES)]
        processes([program, "decide", str(case), *root], baseline, rounds=2)
        timed = processes([program, "decide", str(case), *root], baseline)
        yield "decide case.json, whole process / imports alone", timed, "≤ 1.25"
        copy = Path(shutil.copytree(POLICIES, Path(folder) / "policies"))
        policy = copy / "youyun-refund" / "2026-07-03.refund"
        check = [program, "check", "--no-proofs", str(policy)]
        for sealed in (copy / "youyun-refund" / "versions.toml",):
            sealed.unlink()  # so that the text may change from round to round

        def change() -> None:
            policy.write_text(policy.read_text("utf-8") + "# once more\n", "utf-8")

        yield (
            "check --no-proofs, shipped policy, changed / the same",
            processes(check, baseline, before=change),
            "≤ 2.5",
        )
        yield "check --no-proofs, shipped policy, unchanged / the same", processes(check, baseline), "≤ 2.5"


if __name__ == "__main__":
    main()
