"""What a policy promises of itself, in its document: each property and assumption with what it says of cases."""

from __future__ import annotations

from collections.abc import Iterator

from engine.ir.properties import PaysAtMost, Promises
from engine.tasks.policy_beside import Writing


def promised(promises: Promises, writing: Writing) -> Iterator[tuple[str, str]]:
    """Titles beside what is proved on every check, and beside what is taken to hold in the proofs."""
    say, label, value, guard, condition = writing
    for each in promises.properties:
        says = (
            say("at_most_paid", value(each.limit))
            if isinstance(each, PaysAtMost)
            else say("never_more", label(f"fact.{each.fact}"))
        )
        yield label(f"property.{each.name}"), says + "".join(map(guard, each.where))
    for assumption in promises.assumptions:
        yield label(f"assume.{assumption.name}"), say("taken_to_hold", condition(assumption.test))
