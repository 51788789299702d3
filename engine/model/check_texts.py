"""Texts in two languages: the same slots in both, and every slot something that a case can fill."""

from __future__ import annotations

import re

from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.report import Report
from engine.ir.lists import Records
from engine.model.tree import Policy, Text

SLOT = re.compile(r"\{([^{}]*)\}")


def check_texts(policy: Policy, report: Report) -> None:
    """Report slots that one language lacks, that no fact or term fills, or that would show a personal fact."""
    declared = [model.declaration for model in policy.facts.facts.values()]
    records = Records.of(declared, policy.terms.values())
    names = [*policy.facts.facts, *(name for name in policy.terms if not records.of_term(name))]
    for text in policy.texts.values():
        _check(text, names, policy, report)


def _check(text: Text, names: list[str], policy: Policy, report: Report) -> None:
    slots = set(SLOT.findall(text.en)), set(SLOT.findall(text.zh))
    for name in sorted(slots[0] ^ slots[1]):
        language = "Chinese" if name in slots[0] else "English"
        problem = f"the {language} text lacks the slot `{{{name}}}`"
        report.error("RF402", problem, text.span, help="both languages must tell the same")
    for name in sorted(slots[0] | slots[1]):
        if name not in names:
            help_text = did_you_mean(name, names) or "a slot names a fact or a term"
            report.error("RF403", f"nothing fills the slot `{{{name}}}`", text.span, help=help_text)
        elif name in policy.facts.facts and policy.facts.facts[name].declaration.personal:
            help_text = "what is said of a case must outlive the person's data, which can be erased"
            report.error("RF217", f"`{name}` is personal: no text may show it", text.span, help=help_text)
    for language in (text.en, text.zh):
        if SLOT.sub("", language).count("{") or SLOT.sub("", language).count("}"):
            report.error("RF403", "a slot is not closed", text.span, help="write it as `{payment.paid}`")
