"""An explanation as text for a terminal: first what was decided and why, then what else was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from engine.diagnostics.display import shown
from engine.explain.figures import capital
from engine.explain.layout import Layout, columns
from engine.explain.others import others
from engine.explain.tree import (
    Bill,
    ClauseTrace,
    ConditionTrace,
    Deadline,
    Explanation,
    FactValue,
    Measure,
    Missing,
)
from engine.explain.values_text import day_words
from engine.explain.words import WORDS

_MARKS = {True: "✓", False: "✗", None: "?"}
_MOST_REASONS = 3


def to_text(explanation: Explanation, *, colour: bool = False) -> str:
    """The explanation in its language, lines of one block below each other and an empty line between two blocks."""
    layout = Layout(WORDS[explanation["lang"]], colour)
    told = [trace for trace in explanation["clauses"] if _is_told(trace, explanation["verdict"])]
    rest = [trace for trace in explanation["clauses"] if trace not in told]
    blocks = [
        [layout.paint(shown(explanation["sentence"]), explanation["verdict"])],
        [*_missing(explanation["missing"], layout)],
        *([*_clause(trace, layout)] for trace in told),
        [*_bill(explanation, layout)],
        [*_duties(explanation, layout)],
        [*layout.listed("head_notes", explanation["notes"])],
        [*_version(explanation)],
        [*layout.listed("head_rest", others(rest, layout.words))],
        [*layout.listed("head_presumed", _presumed(explanation["presumed"], layout))],
        [*_open_points(explanation, layout)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _is_told(trace: ClauseTrace, verdict: str) -> bool:
    """Whether a clause is worth all its conditions: it decides, refuses, or speaks of a case that is still open."""
    if trace["state"] in {"decisive", "failed"}:
        return True
    roles = {condition["role"] for condition in trace["conditions"] if condition["role"] != "needs"}
    speaks = all(condition["holds"] for condition in trace["conditions"] if condition["role"] == "for")
    return verdict == "pending" and trace["state"] in {"met", "not_judged"} and roles == {"for"} and speaks


def _clause(trace: ClauseTrace, layout: Layout) -> Iterator[str]:
    head = layout.bold(f"{trace['clause']}  {shown(trace['title'])}")
    yield head
    if trace["says"]:
        yield f"  {shown(trace['says'])}"
    for condition in trace["conditions"]:
        yield from _condition(condition, layout)


def _condition(condition: ConditionTrace, layout: Layout) -> Iterator[str]:
    text = shown(condition["text"])
    if condition["gap"]:
        text = layout.say("is", text, layout.bold(condition["gap"]))
    if condition["cites"]:
        text = layout.say("under", text, layout.say("cited", layout.numbers(condition["cites"])))
    yield f"  {layout.mark(_MARKS[condition['holds']], holds=condition['holds'])} {text}"
    if condition["says"]:
        yield f"      {shown(condition['says'])}"
    if not _says_its_fact(condition, layout):
        yield f"      {_facts(condition['facts'], layout)}"


def _says_its_fact(condition: ConditionTrace, layout: Layout) -> bool:
    """Whether the words of a condition name the value of its fact already, or it has none."""
    if len(condition["facts"]) != 1:
        return not condition["facts"]
    fact = condition["facts"][0]
    named = {
        layout.say("is", fact["label"], fact["value"]),
        layout.say("eq_choice", fact["label"], layout.say("quoted", fact["value"])),
    }
    return condition["text"].replace(" ", "") in {text.replace(" ", "") for text in named}


def _facts(facts: list[FactValue], layout: Layout) -> str:
    said = [layout.say("is", fact["label"], fact["value"]) for fact in facts]
    return shown(layout.words["separator"].join(said))


def _bill(explanation: Explanation, layout: Layout) -> Iterator[str]:
    bill: Bill | None = explanation["bill"]
    if bill is None:
        return
    key = "head_bill" if explanation["range"] is None else "head_most"
    yield layout.bold(layout.say(key, shown(bill["label"])))
    words = layout.words
    head = ("", words["column_clause"], words["column_amount"], words["column_total"])
    lines = [
        (shown(capital(line["label"])), line["clause"], line["amount"], line["total"])
        for line in bill["lines"]
    ]
    for row in columns([head, *lines], right=(2, 3)):
        yield f"  {row}"


def _missing(missing: list[Missing], layout: Layout) -> Iterator[str]:
    if not missing:
        return
    yield layout.bold(layout.words["head_missing"])
    for (question, supplier, why), group in groupby(
        missing, key=lambda each: (each["question"], each["supplier"], each["why"])
    ):
        yield f"  {shown(capital(layout.words['list'].join(each['label'] for each in group)))}"
        ask = layout.say("ask", supplier, question) if supplier else layout.say("ask_anyone", question)
        yield f"      {shown(ask)}"
        if why:
            more = [layout.say("more", len(why) - _MOST_REASONS)] if len(why) > _MOST_REASONS else []
            reasons = layout.words["separator"].join([*why[:_MOST_REASONS], *more])
            yield f"      {shown(layout.say('matters', reasons))}"


def _duties(explanation: Explanation, layout: Layout) -> Iterator[str]:
    route = explanation["route"]
    said = [_measure(measure, layout) for measure in explanation["measures"]]
    said += [_deadline(deadline, explanation["lang"], layout) for deadline in explanation["deadlines"]]
    if route is not None:
        said.append(layout.say("route", route["label"], layout.numbers(route["clauses"])))
    yield from layout.listed("head_do", said)


def _measure(measure: Measure, layout: Layout) -> str:
    if not measure["clauses"]:
        return measure["label"]
    return layout.say("cite", measure["label"], layout.numbers(measure["clauses"]))


def _deadline(deadline: Deadline, lang: str, layout: Layout) -> str:
    cites = layout.numbers(deadline["clauses"])
    if deadline["day"] is None:
        return layout.say("no_day", deadline["label"], cites, deadline["problem"] or "")
    counted = layout.say("cite", deadline["counted"], _facts(deadline["facts"], layout))
    return layout.say("due", deadline["label"], day_words(deadline["day"], lang), cites, counted)


def _version(explanation: Explanation) -> Iterator[str]:
    version = explanation["version"]
    if version is not None:
        yield shown(version["sentence"])


def _presumed(presumed: list[FactValue], layout: Layout) -> list[str]:
    return [_facts(presumed, layout)] if presumed else []


def _open_points(explanation: Explanation, layout: Layout) -> Iterator[str]:
    points = explanation["open_points"]
    if points:
        yield layout.bold(layout.words["head_open"])
    for point in points:
        yield f"  {shown(layout.say('cite', point['question'], layout.numbers(point['clauses'])))}"
        yield f"      {shown(layout.say('reading', point['reading']))}"
