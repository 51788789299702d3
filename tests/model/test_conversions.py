"""A rate and a proportion come to the exact fraction that they say, whatever decimals their parts have."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from engine.evaluator.from_ir import compiled, load
from engine.reference.from_ir import Reference
from engine.reference.values import number

from .shop import shop

_PHRASES = {
    "rate": "n.base converted at n.to per n.per",
    "share": "n.to in the proportion n.base bears to n.per",
    "rate_of_one": "n.base converted at n.to per 1.5",
}
_KINDS = ("count", "number", "number with 1 decimals", "number with 3 decimals", "percent")
_DECIMALS = dict(zip(_KINDS, (0, 0, 1, 3, 2), strict=True))


def _fact(name: str, kind: str, more: str = "") -> str:
    return f'fact {name} "n" / "n"\n  {kind}\n{more}  asked "?" / "？"\n'


@cache
def _readings(base: str, per: str, phrase: str) -> tuple[Reference, dict[str, object]]:
    facts = _fact("n.base", base) + _fact("n.to", "money in CNY") + _fact("n.per", per, "  above zero\n")
    made = shop(f'term k "k" / "k"\n  is {_PHRASES[phrase]}, rounded down to 0.01 CNY\n', facts)
    assert made.messages == []
    return Reference(made.program, {}), load(compiled(made.program), {})


@given(
    st.sampled_from(_KINDS),
    st.sampled_from(_KINDS),
    st.sampled_from(sorted(_PHRASES)),
    st.tuples(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 10**9)),
)
def test_both_readings_come_to_the_fraction_said(
    base: str, per: str, phrase: str, told: tuple[int, int, int]
) -> None:
    if "percent" in {base, per}:
        base = per = "percent"
    if phrase == "rate_of_one" and base == "percent":
        return
    reference, module = _readings(base, per, phrase)
    divisor = Fraction("1.5") if phrase == "rate_of_one" else Fraction(told[2], 10 ** _DECIMALS[per])
    exact = Fraction(told[0], 10 ** _DECIMALS[base]) * told[1] / divisor
    facts = dict(zip(("n.base", "n.to", "n.per"), told, strict=True))
    case = tuple(facts.get(fact.name) for fact in reference.program.facts)
    meaning = next(term.meaning for term in reference.program.terms if term.name == "k")
    assert number(meaning, reference.readings(facts)) == exact.numerator // exact.denominator
    assert module["term_k"](case) == exact.numerator // exact.denominator  # type: ignore[operator]
