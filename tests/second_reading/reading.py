"""The second reading: from a raw case to the scored part of its record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from .complete import Answer, Reading
from .facts import MATERIALS, Case, Facts, Impossible, known_facts, local_date
from .unknowns import TooMany, completions, mattering
from .workdays import review_due

__all__ = ["Impossible", "Record", "TooMany", "read"]

FIRST_DAY = date(2026, 7, 3)


class Record(TypedDict):
    """The scored part of a decision record; money without its unit."""

    verdict: str
    refund: str | None
    range: list[str] | None
    clauses: list[str]
    missing: list[str]
    measures: list[str]
    review_due: str | None


def _money(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _in_order_of_text(clauses: Iterable[str]) -> list[str]:
    return sorted(clauses, key=lambda clause: [int(n) for n in clause.split(".")])


def _bare(verdict: str) -> Record:
    return Record(
        verdict=verdict,
        refund=None,
        range=None,
        clauses=[],
        missing=[],
        measures=[],
        review_due=None,
    )


def _standing_measures(known: Facts) -> set[str]:
    """Rules 7 and 8: with every verdict but `no_version`, where known to hold."""
    measures = set()
    if known.get("case.complexity"):
        measures.add("review_may_take_longer")
    if known.get("case.chargeback_first"):
        measures.add("further_verification")
    return measures


def _pending(known: Facts, missing: Iterable[str]) -> Record:
    record = _bare("pending")
    record["missing"] = sorted(missing)
    record["measures"] = sorted(_standing_measures(known))
    return record


def _missing_materials(known: Facts, readings: Iterable[Reading]) -> set[str]:
    """Rule 5: asked for where some completion would refund or leave discretion."""
    asked = any(r.answer.verdict in ("refund", "discretion") for r in readings)
    if not asked:
        return set()
    given = known.get("case.materials", frozenset())
    return {f"case.materials.{name}" for name in MATERIALS if name not in given}


def _settled(known: Facts, answer: Answer, readings: Iterable[Reading]) -> Record:
    """No fact matters: the answer, and what holds in every completion (rule 9)."""
    kept = list(readings)
    clauses = set.intersection(*(set(r.clauses) for r in kept))
    measures = set.intersection(*(set(r.measures) for r in kept))
    record = _bare(answer.verdict)
    if answer.refund is not None:
        record["refund"] = _money(answer.refund)
    if answer.range is not None:
        record["range"] = [_money(end) for end in answer.range]
    record["clauses"] = _in_order_of_text(clauses)
    record["measures"] = sorted(measures | _standing_measures(known))
    if "case.complete_at" in known:
        due = review_due(local_date(known["case.complete_at"]))
        record["review_due"] = due.isoformat() if due else None
    return record


def read(case: Case, *, presume: bool = True) -> Record:
    """The scored record of a raw case (rules 1 to 9).

    Raises `Impossible` for a case that cannot be, and `TooMany` where the
    completions of its unknown facts are too many to try.
    """
    known = known_facts(case, presume=presume)
    if "payment.paid_at" not in known:
        return _pending(known, ["payment.paid_at"])
    if local_date(known["payment.paid_at"]) < FIRST_DAY:
        return _bare("no_version")
    tried = completions(known)
    missing = {*mattering(tried)}
    missing |= _missing_materials(known, tried.readings.values())
    if missing:
        return _pending(known, missing)
    answer = next(iter(tried.readings.values())).answer
    return _settled(known, answer, tried.readings.values())
