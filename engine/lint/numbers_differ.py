"""RF001: one language of a text names a number that the other does not."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from engine.diagnostics.report import Report
from engine.lint.quantities import Quantity, chinese, english, is_share
from engine.lint.subject import Subject


def numbers_differ(subject: Subject, report: Report) -> None:
    """Report texts whose two languages differ in a number, a date or a percentage."""
    for text in subject.policy.texts.values():
        if is_share(text.zh):
            continue
        one, other = english(text.en), chinese(text.zh)
        for mine, theirs, language in ((one, other, "English"), (other, one, "Chinese")):
            extra = _only(mine, theirs)
            if extra:
                report.warning(
                    "RF001",
                    f"only the {language} text has the number `{listed(extra)}`",
                    text.span,
                    help="let both languages say the same number",
                )


def _only(mine: tuple[Quantity, ...], theirs: tuple[Quantity, ...]) -> tuple[Fraction, ...]:
    """The numbers of one side that the other does not have; one whose unit is known may be without it there."""
    said = {quantity.value for quantity in theirs}
    return tuple(dict.fromkeys(quantity.value for quantity in mine if quantity.value not in said))


def listed(values: Iterable[Fraction]) -> str:
    """Numbers in digits, one after the other."""
    return ", ".join(shown(value) for value in values)


def shown(value: Fraction) -> str:
    """A number in digits."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
