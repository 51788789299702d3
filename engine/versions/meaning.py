"""What a program decides otherwise than the one that was sealed: named by the parts that differ."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.span import Span
from engine.ir.tree import Program

_NAMED = ("clauses", "amounts", "terms", "facts")


def check_meaning(
    sealed: Program, program: Program, at: dict[str, Span], where: Place, report: Report
) -> None:
    """Report (RF611) each part of a program that is not as in the sealed one; `at` holds the places of clauses."""
    for part, name in _differences(sealed, program):
        match part:
            case "clauses":
                problem = f"clause `{name}` does not mean what was sealed as version `{sealed.version}`"
            case "amounts":
                problem = f"the amount `{name}` is not computed as sealed in version `{sealed.version}`"
            case "terms":
                problem = f"the term `{name}` does not mean what was sealed as version `{sealed.version}`"
            case "facts":
                problem = f"the fact `{name}` is not declared as sealed in version `{sealed.version}`"
            case _:
                problem = (
                    f"what the policy says of `{name}` is not what was sealed as version `{sealed.version}`"
                )
        help_text = "put the meaning back: where only words change, the program stays the same to the byte"
        report.error("RF611", problem, at.get(name, where) if part == "clauses" else where, help=help_text)


def _differences(sealed: Program, program: Program) -> Iterator[tuple[str, str]]:
    """Each part that differs, with its name."""
    for field in attrs.fields(Program):
        before, after = getattr(sealed, field.name), getattr(program, field.name)
        if before == after:
            continue
        if field.name in _NAMED:
            old, new = ({each.name: each for each in parts} for parts in (before, after))
            names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
            yield from ((field.name, name) for name in names)
            if names:
                continue
        yield "", field.name.replace("_", " ")
