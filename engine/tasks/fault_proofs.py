"""Whether a fault that no case test notices changes any case: proved, or shown by a case."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Literal, NamedTuple, cast

from engine.compare.mutants.tree import Mutant
from engine.decisions.reading import reading
from engine.solver.tree import Compared, Patience, Reading
from engine.tasks.case_test_text import case_test_text
from engine.tasks.trial import Trial
from engine.values.calendar import Calendar

_NAME = ("would notice: {what}", "可发现：{what}")
_NO_SOLVER = (
    "not proved: the solver is not installed (pip install 'refundry[review]')",
    "未作证明：未安装求解器（pip install 'refundry[review]'）",
)
KEYS = ("verdict", "refund", "range", "clauses", "missing", "measures", "route", "deadlines", "decided_by")


class Proved(NamedTuple):
    """What is known of a fault: no case is decided differently, or one is (`case`), or neither was found (`why`)."""

    outcome: Literal["equal", "unnoticed", "open"]
    why: str = ""
    case: str = ""


class Prover:
    """Holds a policy against itself with a fault; `common` are the facts that its case tests share."""

    def __init__(
        self, trial: Trial, calendars: Mapping[str, Calendar], common: Mapping[str, object], lang: str
    ) -> None:
        """Open the policy for the solver."""
        self._trial = trial
        self._calendars = calendars
        self._common = common
        self._zh = lang == "zh"
        self._lang = lang
        self._compared = _solver()
        self._old: Reading = reading(trial.program, calendars)

    def compared(self, mutant: Mutant, what: str) -> Proved:
        """What a fault does to cases."""
        if self._compared is None:
            return Proved("open", _NO_SOLVER[self._zh])
        new = reading(mutant.program, self._calendars)
        found = self._compared(self._old, new, Patience())
        if found.is_equal:
            return Proved("equal")
        if not found.moves:
            return Proved("open", "; ".join(dict.fromkeys(each.of(self._lang) for each in found.given_up)))
        move = min(found.moves, key=lambda each: len(each.told))
        told = dict(move.told)
        record = self._trial.record_of(told)
        if record is None:
            raise AssertionError(told)  # the solver has decided it again before it is shown
        case = case_test_text(
            self._trial.program,
            _NAME[self._zh].format(what=what.replace('"', "'")),
            told,
            record,
            common=self._common,
            keys=[KEY[part] for part in move.parts],
        )
        return Proved("unnoticed", "", case)


KEY = {
    "verdict": "verdict", "money": "verdict", "clauses": "clauses", "missing": "missing", "due": "deadlines",
    "measures": "measures", "route": "route", "party": "decided_by",
}  # fmt: skip
"""The key of a record that tells a part of a state; what an amount is stands under its verdict."""


def _solver() -> Compared | None:
    """The question of the solver; None where the solver is not installed."""
    try:
        return cast("Compared", import_module("engine.solver.compared").compared)
    except ModuleNotFoundError:
        return None
