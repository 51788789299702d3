"""The words that belong to a program, in both languages; they may be mended without changing what it decides."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

BELOW_ZERO = "below_zero"
"""The key of the line that brings a bill up to zero where the policy does not: nobody is asked to pay."""


@attrs.frozen
class Texts:
    """Titles, questions and sentences by key (`clause.2.3`, `fact.payment.paid`, `fact.payment.paid.question`, ...).

    `sections` are the numbers of the sections that have a title; `open_points` are names with the bullets they cite.
    """

    en: Mapping[str, str]
    zh: Mapping[str, str]
    sections: tuple[str, ...] = ()
    open_points: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def of(self, lang: str) -> Mapping[str, str]:
        """The words in one language."""
        return self.zh if lang == "zh" else self.en
