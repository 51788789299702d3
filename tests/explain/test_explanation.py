"""What an explanation tells: it adds up, fills its slots, names what is missing, and is JSON as it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from engine.cases.unknown import Unknown
from engine.diagnostics.display import width
from engine.explain.found import Found
from engine.explain.to_json import to_json
from engine.explain.to_text import to_text
from engine.explain.trace import explain
from engine.explain.tree import Explanation
from engine.values.money import to_minor
from tests.evaluator.opened import opened
from tests.explain.explained import GOVERNS_FROM, LANGUAGES, clause, explained, explainer, found_of, read
from tests.explain.samples import SAMPLES, case
from tests.ir.shipped import shipped
from tests.second_reading.generate import cases, incomplete_cases

# Latin letters that the policy itself uses in Chinese
OWN_LATIN = {"API", "CNY", "USD"}
VERDICTS = {"refund", "refused", "discretion", "pending", "not_covered", "no_version"}


def fen(money: str) -> int:
    return to_minor(money.removesuffix(" CNY"), 2)


def strings(value: object) -> Iterator[str]:
    """Every text in an explanation."""
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from strings(each)
        case list():
            for each in value:
                yield from strings(each)
        case _:
            pass


def drawn() -> Iterator[tuple[dict[str, Any], bool]]:
    yield from ((raw, True) for raw in cases(150, 21))
    yield from ((raw, True) for raw in incomplete_cases(60, 22))
    yield from ((raw, False) for raw in incomplete_cases(40, 23, presume=False))


@pytest.fixture(scope="module")
def explanations() -> list[tuple[Explanation, Found]]:
    """Explanations of many cases in both languages, with what was found."""
    made: list[tuple[Explanation, Found]] = []
    for raw, presume in drawn():
        facts, presumed = read(raw, presume=presume)
        for lang in LANGUAGES:
            found = found_of(facts, presumed, lang)
            made.append((explainer(lang).explain(facts, found), found))
    assert {found.verdict for _, found in made} == VERDICTS
    return made


def test_bills_add_up(explanations: list[tuple[Explanation, Found]]) -> None:
    for explanation, found in explanations:
        bill = explanation["bill"]
        if bill is None:
            assert found.verdict not in {"refund", "discretion"}
            continue
        running = 0
        for line in bill["lines"]:
            running += fen(line["amount"])
            assert fen(line["total"]) == running
        assert fen(bill["total"]) == running == found.high


def test_every_slot_is_filled(explanations: list[tuple[Explanation, Found]]) -> None:
    for explanation, _ in explanations:
        assert not [text for text in strings(explanation) if "{" in text]
        assert "{" not in to_text(explanation)


def test_chinese_has_no_english_in_it(explanations: list[tuple[Explanation, Found]]) -> None:
    for explanation, _ in explanations:
        if explanation["lang"] == "zh":
            without_notes: Explanation = {**explanation, "notes": []}  # those are the decision's own words
            text = re.sub(r"`[^`]*`|\d+(\.\d+)*[a-z]?", "", to_text(without_notes))
            assert set(re.findall(r"[A-Za-z]+", text)) <= OWN_LATIN, text


def test_is_json_as_it_stands(explanations: list[tuple[Explanation, Found]]) -> None:
    for explanation, _ in explanations:
        assert json.loads(json.dumps(explanation)) == explanation
        assert to_json(explanation) == explanation


def test_what_is_missing_has_a_question_and_a_reason(explanations: list[tuple[Explanation, Found]]) -> None:
    for explanation, found in explanations:
        missing = explanation["missing"]
        assert [each["fact"] for each in missing] == [*found.missing, *found.lacking]
        for each in missing:
            assert each["label"]
            assert each["question"]
            assert each["supplier"]
            assert each["why"], (each, found)


def test_measures_name_their_clauses(explanations: list[tuple[Explanation, Found]]) -> None:
    named = [measure for explanation, _ in explanations for measure in explanation["measures"]]
    assert {measure["name"] for measure in named} >= {"reverse_invoice", "further_verification"}
    assert all(measure["clauses"] for measure in named)


def test_a_clause_tells_what_it_waits_for() -> None:
    explanation = explained(SAMPLES["pending-on-a-fact"])
    trace = clause(explanation, "2.3")
    assert trace["state"] == "not_judged"
    assert trace["waits_for"] == ["credit.used"]
    assert [condition["holds"] for condition in trace["conditions"]] == [True, None, True]


def test_a_need_that_fails_settles_a_clause_whatever_the_others_are() -> None:
    explanation = explained(case(case={"received_at": None}, credit={"used": "1"}))
    trace = clause(explanation, "2.3")
    assert explanation["verdict"] == "refused"
    assert trace["state"] == "failed"
    assert [condition["holds"] for condition in trace["conditions"]] == [True, False, None]


def test_a_silenced_clause_names_what_silences_it() -> None:
    trace = clause(explained(SAMPLES["refused-by-exclusions"]), "2.3")
    assert trace["state"] == "silenced"
    assert trace["silenced_by"] == ["3.2", "3.5"]


def test_a_certain_answer_is_not_undone_by_an_unknown_part() -> None:
    facts, _ = read(case(confirmation={"written": True, "amount": "5.00"}))
    place = opened()[1]["PLACES"]["law.requires"]
    facts = (*facts[:place], Unknown("law.requires"), *facts[place + 1 :])
    explanation = explainer("en").explain(facts, found_of(facts))
    assert explanation["verdict"] == "refund"
    assert clause(explanation, "2.5a")["state"] == "decisive"


def test_a_chargeback_decides_only_where_it_turned_a_refund() -> None:
    assert clause(explained(SAMPLES["discretion"]), "8b")["state"] == "decisive"
    disputed = case(case={"chargeback_first": True, "reason": "billing_error"})
    assert clause(explained(disputed), "8b")["state"] == "does_not_apply"
    refused = case(case={"chargeback_first": True}, credit={"used": "1"})
    assert clause(explained(refused), "8b")["state"] == "does_not_apply"


def test_contradicting_clauses_are_left_to_a_person() -> None:
    facts, _ = read(SAMPLES["refund"])
    found = Found(
        "discretion", GOVERNS_FROM, 0, 500, ("2.3", "2.4"), amount="unused_balance", conflict=("2.3", "2.4")
    )
    said = explainer("en").explain(facts, found)["sentence"]
    assert (
        said == "Clauses contradict each other (2.3, 2.4), so a person must choose from 0.00 CNY to 5.00 CNY."
    )


def test_a_deadline_beyond_the_calendar_says_so() -> None:
    moments = {"paid_at": "2026-12-28T10:00:00+08:00"}, {"received_at": "2026-12-30T10:00:00+08:00"}
    explanation = explained(case(payment=moments[0], case=moments[1]))
    assert explanation["deadlines"][0]["day"] is None
    assert "it cannot come before 2027-01-06" in to_text(explanation)


def test_a_case_that_waits_for_a_calendar_alone() -> None:
    facts, _ = read(SAMPLES["refund"])
    said = explainer("en").explain(facts, Found("pending", GOVERNS_FROM))["sentence"]
    assert said == "Pending: a clause counts days for which the official calendar is not known."


def test_colour_changes_nothing_but_colour() -> None:
    for lang in LANGUAGES:
        for raw in SAMPLES.values():
            explanation = explained(raw, lang)
            painted = to_text(explanation, colour=True)
            assert "\x1b[" in painted
            assert re.sub(r"\x1b\[[\d;]*m", "", painted) == to_text(explanation)


def test_columns_line_up_by_what_a_terminal_shows() -> None:
    text = to_text(explained(SAMPLES["refund-less-deductions"], "zh"))
    rows = [line for line in text.splitlines() if line.endswith(" CNY")]
    assert len(rows) == 6
    assert len({width(row) for row in rows}) == 1


def test_control_characters_of_a_case_are_shown_as_escapes() -> None:
    explanation = explained(SAMPLES["refund"])
    changed = json.loads(json.dumps(explanation))
    changed["notes"] = ["a\x1b[31mb"]
    assert "\x1b" not in to_text(changed)


def test_explaining_once_is_explaining_with_an_explainer() -> None:
    program, texts = shipped()
    facts, presumed = read(SAMPLES["refund"])
    found = found_of(facts, presumed)
    once = explain(program, texts, opened()[1], facts, found, lang="en")
    assert once == explainer("en").explain(facts, found)
