"""Classes of cases: what moves between two states, and the test for all cases that move in the same way.

A class is told from others by what a reader of a review would tell apart: from which verdict to which, under which
clauses money is paid, which refusals go and come; where only what comes on top moves, by that alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from engine.ir.outcome import PAYING
from engine.solver.besides import offers_differ, split_differs
from engine.solver.parts import parts_of
from engine.solver.question import Question
from engine.solver.state import DueDay, StateTerms
from engine.solver.terms import Test, alike, both, either, equal, negation
from engine.solver.tree import INVALID, Part, State

Key = tuple[object, ...]
Names = tuple[str, ...]
_NO_DUE = DueDay(False, False, 0)


@attrs.frozen
class Differences:
    """Where each part of two states differs."""

    parts: Mapping[Part, Test]

    @property
    def any(self) -> Test:
        """Whether anything at all does."""
        return either(*self.parts.values())


def differences(old: StateTerms, new: StateTerms) -> Differences:
    """Where two states differ, part by part."""
    return Differences(
        {
            "verdict": _sets(old.verdicts, new.verdicts),
            "money": negation(both(equal(old.low, new.low), equal(old.high, new.high))),
            "clauses": _sets(old.clauses, new.clauses),
            "missing": _sets(old.missing, new.missing),
            "due": either(*due_moves(old, new).values()),
            "measures": _sets(old.measures, new.measures),
            "route": _sets(old.routes, new.routes),
            "party": _sets(old.parties, new.parties),
            "payee": _sets(old.besides.payees, new.besides.payees),
            "owed_by": _sets(old.owed_by, new.owed_by),
            "split": split_differs(old.besides, new.besides),
            "offers": offers_differ(old.besides, new.besides),
        }
    )


def _sets(old: Mapping[str, Test], new: Mapping[str, Test]) -> Test:
    names = dict.fromkeys((*old, *new))
    return either(*(negation(alike(old.get(name, False), new.get(name, False))) for name in names))


def due_moves(old: StateTerms, new: StateTerms) -> dict[str, Test]:
    """For each deadline whether it is another."""
    found: dict[str, Test] = {}
    for name in dict.fromkeys((*old.due, *new.due)):
        one, other = old.due.get(name, _NO_DUE), new.due.get(name, _NO_DUE)
        same_day = either(negation(one.is_known), equal(one.day, other.day))
        same = both(alike(one.is_known, other.is_known), same_day)
        found[name] = negation(both(alike(one.is_set, other.is_set), either(negation(one.is_set), same)))
    return found


def kind_of(before: State, after: State) -> Key:
    """The kind of move: which verdicts, and whether money moves; the clauses tell the classes of a kind apart.

    It is empty where nothing moves.
    """
    parts = parts_of(before, after)
    if not parts:
        return ()
    verdicts = (before.verdict, after.verdict)
    if INVALID in verdicts:
        return INVALID, verdicts[0] == INVALID
    if "pending" in verdicts:
        if "missing" in parts:
            return "missing", *(each == "pending" for each in verdicts)
        if "verdict" in parts:
            return "calendar", *verdicts
    elif "verdict" in parts or "money" in parts or "clauses" in parts:
        return "answer", *verdicts, "money" in parts
    return ("besides",)


def kind_test(before: State, after: State, asked: Question, found: Differences) -> Test:
    """The test for the cases that move in the same kind."""
    old, new = asked.old, asked.new
    verdicts = (before.verdict, after.verdict)
    doors = both(
        *(
            each.is_valid if verdict != INVALID else negation(each.is_valid)
            for each, verdict in zip((old, new), verdicts, strict=True)
        )
    )
    match kind_of(before, after):
        case ("invalid", _):
            return doors
        case ("missing", waits, waits_too):
            waiting = both(alike(old.state.waits, waits), alike(new.state.waits, waits_too))
            return both(doors, waiting, found.parts["missing"])
        case ("calendar", *_):
            return both(doors, old.state.verdicts[before.verdict], new.state.verdicts[after.verdict])
        case ("answer", *_, moves):
            tests = [old.state.verdicts[before.verdict], new.state.verdicts[after.verdict]]
            return both(doors, *tests, alike(found.parts["money"], moves))
        case _:
            moved = found.parts
            return both(
                doors, *map(negation, (moved["verdict"], moved["money"], moved["clauses"], moved["missing"]))
            )


def class_test(before: State, after: State, asked: Question, found: Differences) -> Test:
    """The test for the cases of a class: at least these clauses, materials, measures and deadlines go and come.

    An example that moves little stands for all that move at least as it does.
    """
    old, new = asked.old.state, asked.new.state
    kind = kind_test(before, after, asked, found)
    match kind_of(before, after):
        case ("missing", *_):
            return both(kind, _moves(before.missing, after.missing, old.missing, new.missing))
        case ("answer", *_):
            moved = _moves(before.clauses, after.clauses, old.clauses, new.clauses)
            return both(kind, moved, _paid_under(before, after, old), _paid_under(after, before, new))
        case ("besides",):
            return both(kind, *_besides(before, after, asked, found))
        case _:
            return kind


def is_of(before: State, after: State, other: tuple[State, State]) -> bool:
    """Whether a case that moves from one state to another is of the class of one that moves between the others."""
    if kind_of(before, after) != kind_of(*other):
        return False
    match kind_of(before, after):
        case ("missing", *_):
            return _includes(before.missing, after.missing, other[0].missing, other[1].missing)
        case ("answer", *_):
            paid = zip((before, after), other, strict=True)
            return _includes(before.clauses, after.clauses, other[0].clauses, other[1].clauses) and all(
                set(_paid(wanted, *other)) <= set(each.clauses) for each, wanted in paid
            )
        case _:
            return True


def _includes(old: Names, new: Names, old_other: Names, new_other: Names) -> bool:
    gone, come = _moved(old, new)
    gone_there, come_there = _moved(old_other, new_other)
    return gone_there <= gone and come_there <= come


def _moved(old: Names, new: Names) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(old) - frozenset(new), frozenset(new) - frozenset(old)


def _paid(state: State, before: State, after: State) -> Names:
    """The clauses of a state that tell its class: those under which a sum is paid that moves."""
    stays = before.clauses == after.clauses
    return state.clauses if state.verdict == "refund" or (stays and state.verdict in PAYING) else ()


def _paid_under(state: State, other: State, terms: StateTerms) -> Test:
    return both(*(terms.clauses[name] for name in _paid(state, state, other)))


def _besides(before: State, after: State, asked: Question, found: Differences) -> Iterator[Test]:
    """What comes on top moves in the same way."""
    old, new = asked.old.state, asked.new.state
    moved = {name for name, _ in {*before.due} ^ {*after.due}}
    yield from (test for name, test in due_moves(old, new).items() if name in moved)
    yield _moves(before.measures, after.measures, old.measures, new.measures)
    if before.route != after.route:
        yield both(_is_route(before.route, old), _is_route(after.route, new))
    for part in ("party", "payee", "owed_by", "split", "offers"):
        if part in parts_of(before, after):
            yield found.parts[part]


def _is_route(route: str | None, state: StateTerms) -> Test:
    return negation(either(*state.routes.values())) if route is None else state.routes[route]


def _moves(before: Names, after: Names, old: Mapping[str, Test], new: Mapping[str, Test]) -> Test:
    """These names go, and those come; a missing fact that is no material has no term, and tells no class."""
    gone, come = _moved(before, after)
    goes = [both(old[name], negation(new.get(name, False))) for name in sorted(gone) if name in old]
    comes = [both(new[name], negation(old.get(name, False))) for name in sorted(come) if name in new]
    return both(*goes, *comes)
