"""A module with functions of another program decides as that program compiled whole does, and afterwards as before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from engine.cases.unknown import Needed
from engine.compare.mutants.of_program import mutants
from engine.evaluator.from_ir import compiled, load
from engine.evaluator.patched import Patched
from engine.ir.outcome import BeyondCalendarError
from tests.agree.test_readings import calendars
from tests.evaluator.opened import read
from tests.ir.shipped import shipped
from tests.second_reading.generate import cases
from tests.solver.garage import garage

MUTANTS, CASES = 25, 150


def test_it_decides_as_the_other_program_and_then_again_as_its_own() -> None:
    program, _ = shipped()
    module = load(compiled(program), calendars())
    patched = Patched(program, module)
    facts = [read(case) for case in cases(CASES, 5)]
    before = [_all(module, case) for case in facts]
    every = list(mutants(program))
    differ = 0
    for mutant in every[:: len(every) // MUTANTS]:
        whole = load(compiled(mutant.program), calendars())
        with patched.by(mutant.program) as names:
            assert names
            found = [_all(module, case) for case in facts]
        assert found == [_all(whole, case) for case in facts]
        differ += found != before
    assert differ > MUTANTS // 2
    assert [_all(module, case) for case in facts] == before


def test_what_is_said_beside_an_answer_is_the_other_programs_too() -> None:
    program, other = garage(), garage(("up to 1000 CNY", "up to 900 CNY"))
    module, whole = load(compiled(program), calendars()), load(compiled(other), calendars())
    case = tuple(None for _ in program.facts)  # how the money is divided reads no fact
    asked = (case, "refund", 200_000)
    before, then = (each["BESIDES"]["split"](*asked) for each in (module, whole))
    assert before != then
    with Patched(program, module).by(other):
        assert module["BESIDES"]["split"](*asked) == then
    assert module["BESIDES"]["split"](*asked) == before


def _all(module: dict[str, Any], case: tuple[Any, ...]) -> object:
    """Everything that a decision asks of a module."""
    answer = _tried(lambda: module["outcome"](case))
    if not isinstance(answer, tuple):
        return answer
    on_top = [module[name] for name in ("lacking", "measures", "due", "route")]
    asked = [_tried(partial(each, case, answer[0])) for each in on_top]
    return answer, asked, module["LINES"][answer[5]](case) if answer[5] else None


def _tried(read_: Callable[[], object]) -> object:
    try:
        return read_()
    except (Needed, BeyondCalendarError) as why:
        return repr(why)
