"""A report in every form and language, from what a solver might find; `pytest tests/compare --bless` writes anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from engine.compare.blocks import blocks
from engine.compare.clauses import changes
from engine.compare.impact import CaseBook
from engine.compare.outcomes import Decides, outcomes
from engine.compare.to_html import to_html
from engine.compare.to_json import to_data
from engine.compare.to_markdown import MOST, to_markdown
from engine.compare.to_text import to_text
from engine.compare.tree import Comparison
from engine.solver.tree import Comparison as Found
from engine.solver.tree import GivenUp, Move, Span, State
from engine.tasks.diff_sides import Opened, sides
from engine.tasks.drafts import reader
from engine.values.moment import to_instant
from tests.tasks.running import Program
from tests.tasks.shop import FIRST, Shop

NEXT = "2027-01-01"
GOLDEN = Path(__file__).parent / "golden"
FORMS = ("text", "colour", "md", "html", "json")
_TOLD = (
    ("order.reason", "changed_mind"),
    ("order.opened", True),
    ("order.paid_at", to_instant("2026-02-02T10:00:00+08:00")),
    ("order.price", 4_00),
    ("order.proof", frozenset({"photo", "receipt"})),
)


@pytest.fixture
def report(shop: Shop, refundry: Program) -> Comparison:
    assert refundry.folder == shop.root.parent
    opened = ("order.opened is no", "order.opened is no or order.price is below 5.00 CNY")
    shop.copy(
        NEXT,
        opened,
        ('"It was opened."', '"You opened it: `sorry` <b>."'),
        ("5 business days", "6 business days"),
    )
    old, new = sides(FIRST, NEXT, str(shop.root))
    before_, after_ = (blocks(each.draft.files, reader()) for each in (old, new))
    found = changes(before_, after_, (old.program, new.program))
    told = dict(_TOLD)
    before, after = old.reading.decide(told), new.reading.decide(told)
    move = Move(before, after, ("verdict", "money"), _TOLD, Span(1, 4_99), None)
    given_up = GivenUp("time", "the solver took too long over the deadlines", "求解器在期限问题上耗时过长")
    book = CaseBook("book.jsonl", old.side, new.side, unreadable=2)
    book.add("A-1", "book.jsonl:1", (before, after), is_confirmed=False)
    book.add("A-2", "book.jsonl:2", (before, after), is_confirmed=True)
    book.add("", "book.jsonl:3", (State("pending", missing=("order.price",)), after), is_confirmed=False)
    book.add("A-4", "book.jsonl:4", (before, before), is_confirmed=False)
    cases = [Decides(each.side, each.reading, each.days, _command(each)) for each in (old, new)]
    return Comparison(old.side, new.side, found, outcomes(Found((move,), (given_up,)), *cases), book.impact())


def _command(side: Opened) -> Callable[[str], str]:
    return lambda file: f"refundry decide {file}" + ("" if side.days else f" --draft {side.side.version}")


def rendered(report: Comparison, form: str, lang: str) -> str:
    match form:
        case "json":
            return json.dumps(to_data(report, lang), ensure_ascii=False, indent=2) + "\n"
        case "md":
            return to_markdown(report, lang)
        case "html":
            return to_html(report, lang)
        case _:
            return to_text(report, lang, colour=form == "colour") + "\n"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", FORMS)
def test_a_report_looks_as_it_was_approved(
    form: str, lang: str, report: Comparison, pytestconfig: pytest.Config
) -> None:
    path = GOLDEN / f"report.{lang}.{form}"
    text = rendered(report, form, lang)
    if pytestconfig.getoption("--bless"):
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


def test_what_a_comment_cannot_hold_is_left_off_and_said(report: Comparison) -> None:
    if report.outcomes is None:
        pytest.fail("it has outcomes")
    many = attrs.evolve(report.outcomes, moves=report.outcomes.moves * 100)
    text = to_markdown(attrs.evolve(report, outcomes=many), "en")
    assert len(text) < MOST + 1_000
    assert "Left off here, as a comment holds no more" in text
    assert text.count("<details>") == text.count("</details>") > 20
