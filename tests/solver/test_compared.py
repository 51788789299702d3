"""What a comparison of two versions finds: the classes of cases that move, each with an example that decides so."""

from __future__ import annotations

from engine.decisions.reading import reading
from engine.ir import tree as ir
from engine.solver.compared import compared
from engine.solver.parts import parts_of
from engine.solver.tree import Comparison
from tests.agree.test_readings import calendars
from tests.ir.shipped import shipped
from tests.solver.changes import changed, days, without


def _compared(new: ir.Program) -> Comparison:
    old, other = reading(shipped()[0], calendars()), reading(new, calendars())
    found = compared(old, other)
    for move in found.moves:
        told = dict(move.told)
        assert (old.decide(told), other.decide(told)) == (move.before, move.after)
        assert parts_of(move.before, move.after) == move.parts != ()
    return found


def test_a_version_is_equal_to_itself() -> None:
    assert _compared(shipped()[0]).is_equal


def test_a_longer_window_pays_who_was_late() -> None:
    found = _compared(changed(shipped()[0], days(7, 14)))
    first = found.moves[0]
    assert (first.before.verdict, first.before.clauses) == ("refused", ("3.7",))
    assert (first.after.verdict, first.after.clauses, first.after.high) == ("refund", ("2.3",), 10_000)
    told = dict(first.told)
    late = told["case.received_at"], told["payment.paid_at"]
    assert isinstance(late[0], int)
    assert isinstance(late[1], int)
    assert late[0] - late[1] == 8 * 86_400 * 10**9
    assert first.rise is not None
    assert first.rise.least == 1
    assert first.fall is None
    assert not found.given_up


def test_what_was_asked_before_changes_no_answer() -> None:
    """Nor does where z3 happens to put its terms: the same question has the same examples in every process."""
    new = changed(shipped()[0], days(7, 14))
    first = _compared(new)
    _compared(without(shipped()[0], "3.6"))
    assert _compared(new) == first


def test_an_exclusion_struck_out() -> None:
    found = _compared(without(shipped()[0], "3.6"))
    assert {move.before.clauses for move in found.moves} >= {("3.6",)}
    assert not found.given_up
    assert any(move.after.verdict == "not_covered" for move in found.moves)
