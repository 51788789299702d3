"""What becomes of cases: each class that the solver found to move, with its example and the commands that decide it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal as OneOf

import attrs

from engine.compare.answers import answer, direction, money
from engine.compare.examples import Days, case_file, in_days, written
from engine.compare.tree import (
    MONEY_DIRECTIONS,
    Command,
    Direction,
    Example,
    MoneySpan,
    Moved,
    Outcomes,
    Side,
    ToldFact,
)
from engine.explain.values_text import ValueTexts
from engine.solver.parts import parts_of
from engine.solver.tree import Comparison, Move, Reading, Span, Told


@attrs.frozen
class Decides:
    """One side as its examples are decided: `days` it governs where it is sealed, and how a command asks for it.

    `command` takes the name of a case file; it is None where no command reaches this side.
    """

    side: Side
    reading: Reading
    days: Days | None
    command: Callable[[str], str] | None


def outcomes(found: Comparison, old: Decides, new: Decides) -> Outcomes:
    """The part of the report on outcomes: first who gets more, then who gets less, then the others."""
    held = [_Held(move, *_reachable(dict(move.told), old, new)) for move in found.moves]
    ordered = sorted(held, key=lambda each: MONEY_DIRECTIONS.index(_direction(each, old, new)))
    moves = [_moved(each, number, old, new) for number, each in enumerate(ordered, start=1)]
    return Outcomes(tuple(moves), found.given_up)


@attrs.frozen
class _Held:
    """A class with its example on the day on which it is shown, and the sides that a command reaches on that day."""

    move: Move
    told: Told
    reached: frozenset[str]


def _moved(held: _Held, number: int, old: Decides, new: Decides) -> Moved:
    states = old.reading.decide(held.told), new.reading.decide(held.told)
    before, after = answer(states[0], old.side), answer(states[1], new.side)
    example = _example(held.told, f"example-{number}.toml", old, new, held.reached)
    return Moved(
        before,
        after,
        parts_of(*states),
        _direction(held, old, new),
        example,
        _span(held.move.rise, new.side),
        _span(held.move.fall, new.side),
    )


def _reachable(told: Told, old: Decides, new: Decides) -> tuple[Told, frozenset[str]]:
    """The example on a day on which commands decide it as the two sides do, and the sides that one reaches.

    A draft is reached on any day. Of two sealed versions only one governs a day: the new one, where it can be.
    """
    reached = {name for name, each in (("old", old), ("new", new)) if each.command and each.days is None}
    for name, each in (("new", new), ("old", old)):
        if each.command is None or each.days is None:
            continue
        moved = in_days(told, (old.reading, new.reading), each.days)
        if moved is not None and old.reading.decide(moved) != new.reading.decide(moved):
            return moved, frozenset({*reached, name})
    return told, frozenset(reached)


def _example(told: Told, file: str, old: Decides, new: Decides, reached: frozenset[str]) -> Example:
    sides: tuple[tuple[OneOf["old", "new"], Decides], ...] = (("old", old), ("new", new))
    texts = {name: case_file(told, each.reading.program) for name, each in sides}
    files = {"new": file, "old": file if texts["old"] == texts["new"] else f"old-{file}"}
    commands = [
        Command(name, each.command(files[name])) for name, each in sides if each.command and name in reached
    ]
    by_name = {files[name]: texts[name] for name, _ in sides}
    facts = {fact.name: fact for each in (old, new) for fact in _told(told, each)}
    return Example(tuple(by_name.items()), tuple(facts.values()), tuple(commands))


def _told(told: Told, side: Decides) -> Iterator[ToldFact]:
    """The facts of an example in words, as a side has them."""
    program, texts = side.reading.program, side.side.texts
    types = {fact.name: fact.type for fact in program.facts}
    values = [ValueTexts(program, texts, lang) for lang in ("en", "zh")]
    for name, value in written(told, program):
        en, zh = (each.reader(types[name], name)(told[name]) for each in values)
        yield ToldFact(name, value, (en, zh))


def _direction(held: _Held, old: Decides, new: Decides) -> Direction:
    """Which way the money goes in the whole class, of which the example is one case."""
    if held.move.rise and held.move.fall:
        return "both"
    before, after = old.reading.decide(held.told), new.reading.decide(held.told)
    return direction(answer(before, old.side), answer(after, new.side))


def _span(span: Span | None, side: Side) -> MoneySpan | None:
    if span is None:
        return None
    most = None if span.most is None else money(span.most, side)
    return MoneySpan(money(span.least, side), most, span.is_proved)
