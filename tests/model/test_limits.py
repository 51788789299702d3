"""What is too large is said where it stands, with the limit; what is just not too large decides cases."""

from __future__ import annotations

import pytest

from engine.evaluator.from_ir import compiled, load
from engine.ir.limits import LARGEST_NUMBER
from engine.ir.to_json import to_json
from engine.reference.from_ir import Reference
from engine.reference.values import number

from .shop import shop

WAY = """counting way "n" / "n"
  first day not counted
  last day counted in full
  zone UTC
  month end kept
  hours elapsed
"""


def _term(line: str) -> str:
    return f'term k "k" / "k"\n  {line}\n'


def _fact(*lines: str) -> str:
    return "\n  ".join(['fact n.n "n" / "n"', *lines, 'asked "?" / "？"\n'])


def _said(refund: str, facts: str = "") -> list[tuple[str, str]]:
    found = shop(refund, facts).report.diagnostics
    assert all(each.where for each in found)
    return [(each.code, f"{each.message}; {each.help}") for each in found]


@pytest.mark.parametrize(
    ("number", "limit"),
    [
        ("9007199254740993", "too many digits"),
        ("900000000000001", ""),
        ("999999999999999 CNY", "the most is 90000000000000.00"),
        ("90000000000000.01 CNY", "the most is 90000000000000.00"),
        ("1.0000000001", "more than 9 decimals"),
        ("1.123456789", ""),
        ("9000001.123456789", "the most is 9000000.000000000"),
        ("1" * 5000, "more than 30 digits"),
        (f"1.{'1' * 5000}", "more than 30 digits"),
    ],
)
def test_a_number_that_is_written_out(number: str, limit: str) -> None:
    name = "order.price" if number.endswith("CNY") else "order.returned"
    found = _said(_term(f"holds {name} is above {number}"))
    assert [(code, limit in text) for code, text in found] == ([("RF216", True)] if limit else [])


def test_a_percentage_has_so_many_decimals() -> None:
    found = _said(_term("is 0.0000000001 percent of order.price, rounded down to 0.01 CNY"))
    assert [code for code, _ in found] == ["RF216"]
    assert not _said(_term("is 0.000000001 percent of order.price, rounded down to 0.01 CNY"))


@pytest.mark.parametrize(
    "line", ["presumed 999999999999999.99 CNY", "at most 999999999999999 CNY", "above 90000000000001 CNY"]
)
def test_a_number_of_a_facts_file(line: str) -> None:
    assert [code for code, _ in _said("", _fact("money in CNY", line))] == ["RF216"]
    above = shop("", _fact("money in CNY", "above 90000000000000 CNY"))
    assert not above.messages
    assert to_json(above.program)


@pytest.mark.parametrize("line", ["at least", "at most", "presumed"])
def test_a_number_brought_to_more_decimals_stays_exact(line: str) -> None:
    found = shop("", _fact("number with 9 decimals", f"{line} 900000000000000"))
    assert set(found.codes) <= {"RF203", "RF216"}
    assert found.codes


def test_a_large_number_meets_one_of_more_decimals() -> None:
    large = 'term large "l" / "l"\n  is 900000000000000\n'
    made = shop(large + _term("holds n.n is above large"), _fact("number with 9 decimals"))
    assert not made.messages
    module = load(compiled(made.program), {})
    limit = 900_000_000_000_000 * 10**9
    place = [fact.name for fact in made.program.facts].index("n.n")
    case = [None] * len(made.program.facts)
    for told, holds in ((limit, False), (limit + 1, True)):
        case[place] = told  # type: ignore[call-overload]
        assert module["term_k"](tuple(case)) is holds


@pytest.mark.parametrize("unit", ["quota", "money"])
@pytest.mark.parametrize(("decimals", "codes"), [("9", []), ("10", ["RF216"]), ("9" * 5000, ["RF216"])])
def test_decimals(unit: str, decimals: str, codes: list[str]) -> None:
    assert shop("", f'unit BIT "b" / "b"\n  {unit} with {decimals} decimals\n').codes == codes
    assert shop("", _fact(f"number with {decimals} decimals")).codes == codes


@pytest.mark.parametrize(
    "span",
    ["100000 months", "400000 calendar days", "9000000 hours", "600000000 minutes", f"{10**16} minutes"],
)
def test_a_far_moment(span: str) -> None:
    found = _said(_term(f"holds order.asked_at is within {span} after order.paid_at, counted as way") + WAY)
    assert [(code, "1,000 years" in text or str(LARGEST_NUMBER) in text) for code, text in found] == [
        ("RF216", True)
    ]


@pytest.mark.parametrize("side", ["after", "before"])
def test_a_far_moment_in_several_steps(side: str) -> None:
    steps = [f'term k0 "k" / "k"\n  is 6000 months {side} order.paid_at, counted as way\n']
    steps += [
        f'term k{at} "k" / "k"\n  is 3000 months {side} k{at - 1}, counted as way\n' for at in (1, 2, 3)
    ]
    assert not _said("".join(steps[:2]) + WAY)
    assert [code for code, _ in _said("".join(steps[:3]) + WAY)] == ["RF216"]
    assert [code for code, _ in _said("".join(steps) + WAY)] == ["RF216"]


@pytest.mark.parametrize("span", [f"{'9' * 5000} calendar days", f"{'9' * 5000} weeks"])
def test_a_stretch_of_time_of_endless_digits(span: str) -> None:
    found = shop(_term(f"holds order.asked_at is within {span} after order.paid_at, counted as way") + WAY)
    assert "this number has more than 30 digits" in found.messages


def _chain(length: int, *, up: bool) -> str:
    order = range(length) if up else reversed(range(length))
    first = f'term t{length} "k" / "k"\n  is order.returned\n'
    return first + "".join(f'term t{at} "k" / "k"\n  is t{at + 1} plus 1\n' for at in order)


@pytest.mark.parametrize("up", [True, False])
@pytest.mark.parametrize("length", [16, 17, 200, 900])
def test_a_chain_of_terms(length: int, *, up: bool) -> None:
    made = shop(_chain(length, up=up))
    if length == 16:
        assert not made.messages
        program = made.program
        told = {fact.name: 5 for fact in program.facts}
        meaning = next(term.meaning for term in program.terms if term.name == "t0")
        assert number(meaning, Reference(program, {}).readings(told)) == 21
        assert load(compiled(program), {})["term_t0"](tuple(told.values())) == 21
    else:
        assert made.codes == ["RF902"]
        assert "more than 50 deep" in made.messages[0]


def test_a_chain_is_refused_before_anything_follows_it() -> None:
    moments = "".join(
        f'term t{at + 1} "k" / "k"\n  is 1 hours after t{at}, counted as way\n' for at in range(900)
    )
    assert shop(
        f'{WAY}term t0 "k" / "k"\n  is 0 hours after order.paid_at, counted as way\n{moments}'
    ).codes == ["RF902"]
    counts = "".join(f'term t{at + 1} "k" / "k"\n  is t{at}\n' for at in range(900))
    last = 'term k "k" / "k"\n  is order.price in the proportion 1 bears to t900, rounded down to 1 CNY\n'
    assert shop(f'term t0 "k" / "k"\n  is order.pieces\n{counts}{last}').codes == ["RF902"]


def test_a_long_circle_of_terms() -> None:
    circle = "".join(f'term t{at} "k" / "k"\n  is t{(at + 1) % 300}\n' for at in range(300))
    assert shop(circle).codes == ["RF902"]
    short = "".join(f'term t{at} "k" / "k"\n  is t{(at + 1) % 20}\n' for at in range(20))
    assert set(shop(short).codes) == {"RF207"}
    sum_ = f"{'(order.price plus ' * 19}{{}}{')' * 19}"
    deep = "".join(f'term t{at} "k" / "k"\n  is {sum_.format(f"t{(at + 1) % 60}")}\n' for at in range(60))
    assert shop(deep).codes == ["RF902"]
