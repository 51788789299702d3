"""Programs to read cases of, and a judge of impossible combinations that knows just enough."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from engine.cases.from_facts import Judge, Reader
from engine.cases.to_python import loader_source
from engine.cases.unknown import Unknown
from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.ir.types import COUNT, DATE, INSTANT, LIST, YES_NO, Type
from engine.model.from_syntax import policy_from_syntax
from engine.model.to_ir import texts_of, to_ir
from engine.syntax.from_text import Reader as TextReader

POLICY = Path(__file__).resolve().parents[2] / "policies/youyun-refund/2026-07-03"

Load = Callable[[object], tuple[tuple[object, ...], tuple[str, ...]] | None]

MONEY = Type("money", "CNY", decimals=2)
YEN = Type("money", "JPY")
QUOTA = Type("quota", "GPU.h-1", decimals=6)
PERCENT = Type("percent", decimals=2)
NUMBER = Type("number", decimals=3)
TEXT = Type("text")
COLOUR = Type("choice", options=("red", "dark_red", "green"))
EXTRAS = Type("set", options=("late", "lost", "broken"))


@cache
def youyun() -> tuple[ir.Program, Texts]:
    """The program and the texts of the shipped policy."""
    report, reader = Report(), TextReader()
    files = [
        reader.read(Source(suffix, POLICY.with_name(POLICY.name + suffix).read_text("utf-8")), report)
        for suffix in (".refund", ".facts")
    ]
    policy = policy_from_syntax(files[0], files[1], frozenset({"mainland-china"}), report)
    assert policy is not None
    return to_ir(policy, report), texts_of(policy)


def program_of(*facts: ir.FactDeclaration, impossible: tuple[ir.Impossible, ...] = ()) -> ir.Program:
    """A program with these facts and nothing to decide."""
    empty = attrs.evolve(youyun()[0], terms=(), amounts=(), clauses=(), precedence=(), calendars=())
    return attrs.evolve(empty, policy="hand-made", version="v1", facts=facts, impossible=impossible)


def fact(name: str, type_: Type, **more: Any) -> ir.FactDeclaration:  # noqa: ANN401 - the rest of a declaration
    return ir.FactDeclaration(name, type_, **more)


ITEM = (
    fact("item.price", MONEY, least=0),
    fact("item.paid", MONEY, presumed=ir.Fact("item.price")),
    fact("item.colour", COLOUR),
    fact("item.extras", EXTRAS, presumed=ir.Literal((), EXTRAS)),
    fact("item.sent.at", INSTANT),
    fact("item.sent.by", TEXT, presumed="not_given"),
    fact("item.is_new", YES_NO, presumed=ir.Literal(value=False, type=YES_NO)),
)


@cache
def every_kind() -> ir.Program:
    """A program with a fact of every type, every bound and every presumption."""
    return program_of(
        fact("id", TEXT),
        fact("note", TEXT, presumed=ir.Literal("none", TEXT)),
        fact("is.new", YES_NO, presumed=ir.Literal(value=False, type=YES_NO)),
        fact("is.ours", YES_NO),
        fact("colour", COLOUR, presumed=ir.Literal("green", COLOUR)),
        fact("paint.colour", COLOUR),
        fact("extras", EXTRAS, presumed=ir.Literal(("late", "lost"), EXTRAS)),
        fact("paint.layers.first.at", INSTANT, least=0),
        fact("paint.layers.last.at", INSTANT, presumed=ir.Fact("paint.layers.middle.at")),
        fact("paint.layers.middle.at", INSTANT, presumed=ir.Fact("paint.layers.first.at")),
        fact("paint.layers.count", COUNT, least=1, greatest=9),
        fact("day", DATE, greatest=740_000),
        fact("other.day", DATE, least=700_000, presumed=ir.Fact("day")),
        fact("price.paid", MONEY, least=0),
        fact("price.moved", MONEY),
        fact("price.yen", YEN, least=1, greatest=5_000, presumed=ir.Literal(7, YEN)),
        fact("price.named", MONEY, least=0, presumed="not_given"),
        fact("price.like_named", MONEY, presumed=ir.Fact("price.named")),
        fact("share.kept", PERCENT, least=0, presumed=ir.Literal(5, Type("percent"))),
        fact("share.given", PERCENT, least=-1_050, greatest=10_050),
        fact("nights", COUNT, least=0),
        fact("weight", NUMBER, presumed=ir.Fact("nights")),
        fact("gpu.granted", QUOTA, least=1),
        fact("gpu.used", QUOTA, least=0),
        fact("order.items", LIST, presumed=ir.Literal((), LIST), fields=ITEM),
        fact("returns", LIST, fields=ITEM),
        fact("circle.a", COUNT, presumed=ir.Fact("circle.b")),
        fact("circle.b", COUNT, presumed=ir.Fact("circle.a")),
        impossible=(
            ir.Impossible(
                "used_above_granted", ir.Compare("gt", ir.Fact("gpu.used"), ir.Fact("gpu.granted"))
            ),
            ir.Impossible(
                "new_and_dark_red",
                ir.All(
                    (
                        ir.Compare("eq", ir.Fact("is.new"), ir.Literal(value=True, type=YES_NO)),
                        ir.Compare("eq", ir.Fact("paint.colour"), ir.Literal("dark_red", COLOUR)),
                    )
                ),
            ),
        ),
    )


def judge_of(program: ir.Program) -> Judge:
    """Names the impossible combinations that certainly hold, by three-valued logic."""
    places = {each.name: place for place, each in enumerate(program.facts)}

    def holds(test: ir.Expression, facts: tuple[object, ...]) -> object:
        match test:
            case ir.Literal(value):
                return value
            case ir.Fact(name):
                return facts[places[name]]
            case ir.Not(inner):
                held = holds(inner, facts)
                return None if held is None or isinstance(held, Unknown) else not held
            case ir.All(tests):
                found = [holds(each, facts) for each in tests]
                return all(each is True for each in found)
            case ir.Compare(sign, left, right):
                a, b = holds(left, facts), holds(right, facts)
                unknown = isinstance(a, Unknown) or isinstance(b, Unknown)
                return None if unknown else getattr(operator, sign)(a, b)
            case _:
                raise NotImplementedError(test)

    return lambda facts: [each.name for each in program.impossible if holds(each.test, facts) is True]


def reader_of(program: ir.Program, texts: Texts | None = None) -> Reader:
    return Reader(program, judge_of(program), texts.en if texts else {})


@cache
def loader_of(program: ir.Program) -> Load:
    """The generated loader, in a module of its own."""
    judge = judge_of(program)
    module: dict[str, Any] = {"_impossible": lambda facts: bool(judge(facts))}
    exec(compile(loader_source(program), "<loader>", "exec"), module)  # noqa: S102 - that is its use
    found: Load = module["load"]
    return found


def found_in(data: object, program: ir.Program, *, presume: bool = True) -> list[tuple[str, str]]:
    """The code and path of every mistake in a case; there is a case where there is none."""
    report = Report()
    case = reader_of(program).read(data, presume=presume, report=report, where=Place("case.json", ""))
    assert (case is None) == report.has_errors
    return sorted((each.code, each.where.path) for each in report if isinstance(each.where, Place))


def at(path: str, value: object) -> dict[str, object]:
    """The nested tables that hold one value under a dotted path."""
    *tables, last = path.split(".")
    data: dict[str, object] = {last: value}
    for key in reversed(tables):
        data = {key: data}
    return data


def mistakes_in(data: object) -> list[Diagnostic]:
    """Every mistake in a case of the shipped policy."""
    report = Report()
    assert reader_of(*youyun()).read(data, presume=True, report=report, where=Place("case.json", "")) is None
    return list(report)
