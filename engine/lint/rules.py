"""Every rule by its code. What a rule finds is a warning: the policy can be sealed, and a person should look again."""

from __future__ import annotations

from collections.abc import Mapping

from engine.diagnostics.report import Report
from engine.lint.figures_differ import figures_differ
from engine.lint.long_conditions import long_conditions
from engine.lint.modality_differs import modality_differs
from engine.lint.negation_differs import negation_differs
from engine.lint.numbers_differ import numbers_differ
from engine.lint.repeated_figures import repeated_figures
from engine.lint.subject import Rule, Subject
from engine.lint.unused import unused

RULES: Mapping[str, Rule] = {
    "RF001": numbers_differ,
    "RF002": negation_differs,
    "RF003": modality_differs,
    "RF004": figures_differ,
    "RF005": unused,
    "RF006": repeated_figures,
    "RF007": long_conditions,
}


def lint(subject: Subject, report: Report) -> None:
    """Report all that is doubtful in a policy."""
    for rule in RULES.values():
        rule(subject, report)
