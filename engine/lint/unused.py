"""RF005: a fact, field, term, amount, measure, route or remedy that is declared and decides nothing."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from engine.diagnostics.report import Report
from engine.ir.types import Type
from engine.lint.subject import Subject
from engine.model.check_texts import SLOT

_HELP = "use it, or take it out: a case would be asked for it in vain"
_KEPT = frozenset({"text"})
"""Kinds of fact that are asked for the record: a number, a name, a note."""


def unused(subject: Subject, report: Report) -> None:
    """Report what is declared and used by nothing. Texts and personal facts are kept for the record."""
    policy, program = subject.policy, subject.program
    used = {
        word
        for part in (program.impossible, program.terms, program.amounts, program.clauses)
        for word in _words(part)
    }
    used |= {program.selected_by, *_words(program.confirms), *_words(program.consumption)}
    used |= {word for fact in program.facts for word in _words(fact.presumed)}
    used |= {name for text in policy.texts.values() for name in SLOT.findall(text.en)}
    declared = [each for fact in program.facts for each in (fact, *fact.fields)]
    facts = [fact.name for fact in declared if not fact.personal and fact.type.kind not in _KEPT]
    for kind, names in (("fact", facts), ("term", policy.terms), ("amount", policy.amounts)):
        for name in names:
            if name not in used:
                problem = f"the {kind} `{name}` is used by nothing"
                report.warning("RF005", problem, policy.texts[f"{kind}.{name}"].span, help=_HELP)
    for kind in ("measure", "route", "remedy"):
        for key, text in policy.texts.items():
            name = key.removeprefix(f"{kind}.")
            is_mark = key.rpartition(".")[0] in policy.texts
            if name != key and name not in used and not is_mark:
                report.warning("RF005", f"the {kind} `{name}` is used by nothing", text.span, help=_HELP)


def _words(part: object) -> Iterator[str]:
    """Every word inside a part of a program: names among them."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _words(each)
    elif attrs.has(type(part)) and not isinstance(part, Type):
        for field in attrs.fields(type(part)):  # type: ignore[arg-type] # mypy does not see what `has` says
            yield from _words(getattr(part, field.name))
