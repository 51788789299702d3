"""A sentence that names a clause goes before one that names only sections, on whichever side the clause stands."""

from __future__ import annotations

import pytest

from .shop import shop

REFUSAL = 'clause 2.1 "x" / "x"\n  for order.opened is yes\n  refuses\n'


@pytest.mark.parametrize("special", ["section 2 before clause 1.1", "clause 2.1 before section 1"])
def test_the_sentence_on_a_clause_counts(special: str) -> None:
    found = shop(f"precedence\n  section 1 before section 2\n  {special}\n{REFUSAL}")
    assert found.messages == []
    assert found.program.precedence == (("2.1", "1.1"),)


def test_two_sentences_on_clauses_that_say_the_opposite_go_in_a_circle() -> None:
    lines = "  section 2 before clause 1.1\n  clause 1.1 before section 2\n"
    assert shop(f"precedence\n{lines}{REFUSAL}").codes == ["RF302"]
