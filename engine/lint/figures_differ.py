"""RF004: a text says another number of days, or another percentage, than the clause beside it decides by."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.span import Span
from engine.lint.figures import Figures
from engine.lint.numbers_differ import listed, shown
from engine.lint.quantities import Quantity, chinese, english
from engine.lint.subject import Subject

_UNITS = {"day": "days", "month": "months", "hour": "hours", "minute": "minutes", "percent": "percent"}
Said = tuple[tuple[Quantity, ...], Span | Place, frozenset[Quantity]]


def figures_differ(subject: Subject, report: Report) -> None:
    """Report words with a figure of which the clauses that they belong to know only another of the same kind."""
    figures = Figures(subject.program)
    for quantities, where, known in (
        each for said in (_texts, _readings, _sentences) for each in said(subject, figures)
    ):
        for value, unit in quantities:
            beside = sorted({figure.value for figure in known if figure.unit == unit})
            if unit in _UNITS and beside and value not in beside and Quantity(value, "") not in known:
                report.warning(
                    "RF004",
                    f"the words say `{shown(value)} {_UNITS[unit]}`, and the clause says `{listed(beside)}`",
                    where,
                    help="mend the one that is wrong",
                )


def _texts(subject: Subject, figures: Figures) -> Iterator[Said]:
    """What clauses and amounts say in their own words."""
    for clause in subject.program.clauses:
        known = figures.of_clause(clause)
        for key, text in subject.policy.texts.items():
            if key == f"clause.{clause.name}" or key.startswith(f"clause.{clause.name}."):
                yield _both(text.en, text.zh), text.span, known
    for amount in subject.program.amounts:
        for key, text in subject.policy.texts.items():
            if key.startswith(f"amount.{amount.name}.") or key == f"amount.{amount.name}":
                yield _both(text.en, text.zh), text.span, figures.of_amount(amount.name)


def _readings(subject: Subject, figures: Figures) -> Iterator[Said]:
    """The readings of open points, held against the clauses of the same bullet."""
    for point in subject.policy.open_points:
        text = subject.policy.texts[f"open.{point.name}.reading"]
        clauses = [clause for clause in subject.program.clauses if set(clause.cites) & set(point.cites)]
        known = frozenset[Quantity]().union(*(figures.of_clause(clause) for clause in clauses))
        yield _both(text.en, text.zh), text.span, known


def _sentences(subject: Subject, figures: Figures) -> Iterator[Said]:
    """What is noted of each sentence of the prose, and the sentence itself where it was handed in."""
    if subject.sources is None:
        return
    clauses = {clause.name: clause for clause in subject.program.clauses}
    prose = {sentence.place: sentence.text for sentence in subject.prose}
    for index, sentence in enumerate(subject.sources.sentences):
        known = frozenset[Quantity]().union(
            *(figures.of_clause(clauses[name]) for name in sentence.clauses if name in clauses),
            *(figures.of_amount(name) for name in sentence.amounts),
        )
        where = Place(subject.sources.name, f"sentence[{index}]")
        for text in (sentence.note, prose.get(sentence.place, "")):
            yield _both(text, text), where, known


def _both(en: str, zh: str) -> tuple[Quantity, ...]:
    return tuple(dict.fromkeys((*english(en), *chinese(zh))))
