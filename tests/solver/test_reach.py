"""Each form of the language is compared: a change of it is found with an example, and what means the same is equal."""

from __future__ import annotations

import pytest

from engine.decisions.reading import reading
from engine.ir import tree as ir
from engine.solver.compared import compared
from engine.solver.parts import parts_of
from engine.solver.tree import Comparison, Move, Part, Patience
from tests.agree.test_readings import calendars
from tests.solver.garage import garage


def _compared(old: ir.Program, new: ir.Program) -> Comparison:
    readings = reading(old, calendars()), reading(new, calendars())
    found = compared(*readings, Patience(classes=4))
    for move in found.moves:
        states = tuple(each.decide(dict(move.told)) for each in readings)
        assert states == (move.before, move.after)
        assert parts_of(*states) == move.parts != ()
    return found


CHANGES: dict[str, tuple[tuple[str, str], Part]] = {
    "what a list comes to": (("less        the sum of repair.cost over car.repairs", "less        10 CNY"), "money"),
    "who owes": (("is owed by customer", "is owed by garage"), "owed_by"),
    "whether it is owed": (("  below zero  is owed by customer\n", ""), "money"),
    "how many entries": (("is at least 2", "is at least 3"), "money"),
    "what only improves": (("  only  improves\n", ""), "verdict"),
    "hours by the clock": (("  hours  by the clock\n  zone   Europe/Paris\n", "  hours elapsed\n"), "verdict"),
    "what is offered": (("other_car of whole", "other_car of less_repairs"), "offers"),
    "until when it can be chosen": (("until 14", "until 15"), "offers"),
    "who chooses": (("chosen  by customer", "chosen  by garage"), "offers"),
    "how it is divided": (("up to 1000 CNY", "up to 900 CNY"), "split"),
    "the rest of it": (("the rest by transfer", "the rest by card"), "split"),
    "to whom it goes": (("by transfer to customer", "by transfer to garage"), "payee"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_found(name: str) -> None:
    change, part = CHANGES[name]
    found = _compared(garage(), garage(change))
    assert any(part in move.parts for move in found.moves), found


@pytest.mark.parametrize(
    "change",
    [
        (
            "(the number of car.repairs where repair.failed)",
            "(the sum of 1 over car.repairs where repair.failed)",
        ),
        ("is at least 2", "is above 1"),
        ("48 hours", "2880 minutes"),
        ("of whole\n", "of whole if car.price is at least zero\n"),
    ],
)
def test_what_means_the_same_is_equal_for_lists_of_any_length(change: tuple[str, str]) -> None:
    assert _compared(garage(), garage(change)).is_equal


def test_a_list_too_long_to_be_written_out_is_given_up_by_name() -> None:
    both = [garage(("is at least 2", f"is at least {count}")) for count in (20, 21)]
    found = _compared(*both)
    assert not found.is_equal
    assert "lists" in {each.code for each in found.given_up}


def test_what_is_owed_is_found_beside_a_split_in_proportion() -> None:
    split = (("splits  in turn", "splits  in proportion"), ("up to 1000 CNY", "up to car.price"))
    found = _compared(garage(*split), garage(*split, CHANGES["whether it is owed"][0]))
    assert any(move.before.owed_by == "customer" for move in found.moves)


def test_an_example_tells_the_entries_of_a_list() -> None:
    change, _ = CHANGES["how many entries"]
    move: Move = _compared(garage(), garage(change)).moves[0]
    entries = dict(move.told)["car.repairs"]
    assert isinstance(entries, tuple)
    assert len([cost for cost, failed in entries if failed]) == 2
