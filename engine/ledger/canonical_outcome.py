"""The outcome of a case as canonical JSON, written straight from what was decided.

It is what `canonical_record` makes of what `from_record` gives, several times as fast: every outcome that is confirmed
passes here. That of entries which are derived again goes the long way, so that the two are held against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from engine.decisions.record import MONEY_VERDICTS, Deadline, Decided, Policy, case_name
from engine.values.canonical import canonical_record
from engine.values.moment import day_text
from engine.values.money import to_text

_MOST_REMEMBERED = 4096
Unit = tuple[str, int]


class CanonicalOutcome:
    """Writes the outcomes of one version of a policy, in its prevailing language."""

    def __init__(self, policy: Policy) -> None:
        """Write down what all its outcomes share."""
        self._policy = policy
        self._amounts: Mapping[str, Unit] = policy.module["AMOUNTS"]
        self._otherwise = next(iter(self._amounts.values()), ("", 0))
        self._calendars = canonical_record(dict(policy.calendars))
        self._identity = canonical_record(dict(policy.identity))
        self._line = lru_cache(_MOST_REMEMBERED)(self._rest_of_line)

    def unit(self, decided: Decided) -> Unit:
        """The unit of what was decided, and its decimals."""
        return self._amounts.get(decided.amount) or self._otherwise

    def of(self, case: tuple[Any, ...], presumed: tuple[str, ...], decided: Decided) -> str:
        """The outcome of a case, of which so much was presumed."""
        verdict = decided.verdict
        unit = self.unit(decided)
        refund = money(decided.high, *unit) if verdict == "refund" else "null"
        range_ = "null"
        if verdict == "discretion":
            range_ = f"[{money(decided.low, *unit)},{money(decided.high, *unit)}]"
        route = self._policy.module["route"](case, verdict) if verdict in MONEY_VERDICTS else None
        lines = [
            f'{{"amount":{money(sum_, *unit)}{self._line(key, clause)}' for key, clause, sum_ in decided.lines
        ]
        deadlines, review = _deadlines(decided.due)
        return (
            f'{{"calendars":{self._calendars},"case":{canonical_record(case_name(self._policy.module, case))}'
            f',"clauses":{_texts(decided.clauses)},"deadlines":{deadlines},"decided_by":{_text(decided.party or None)}'
            f',"lines":[{",".join(lines)}],"measures":{_texts(decided.measures)},"policy":{self._identity}'
            f',"presumed":{_texts(presumed)},"range":{range_},"refund":{refund},"review_due":{review}'
            f',"route":{_text(route)},"verdict":{_text(verdict)}}}'
        )

    def _rest_of_line(self, key: str, clause: str) -> str:
        """A line behind its amount."""
        label = self._policy.texts.get(key, key)
        return f',"clause":{_text(clause)},"label":{_text(label)}}}'


@lru_cache(_MOST_REMEMBERED)
def money(amount: int, unit: str, decimals: int) -> str:
    """An amount with its unit, as canonical JSON."""
    return canonical_record(f"{to_text(amount, decimals)} {unit}")


@lru_cache(_MOST_REMEMBERED)
def _text(text: str | None) -> str:
    return canonical_record(text)


@lru_cache(_MOST_REMEMBERED)
def _texts(texts: tuple[str, ...]) -> str:
    return canonical_record(texts)


@lru_cache(_MOST_REMEMBERED)
def _deadlines(due: tuple[Deadline, ...]) -> tuple[str, str]:
    """All deadlines, and the one of the review."""
    days = {name: None if day is None else day_text(day) for name, day, _ in due}
    return canonical_record(days), canonical_record(days.get("review"))
