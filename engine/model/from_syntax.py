"""From the tree as written to the checked policy."""

from __future__ import annotations

from itertools import product

import attrs

from engine.diagnostics.report import Report
from engine.ir import tree as ir
from engine.ir.types import YES_NO
from engine.ir.walk import parts_of
from engine.model.amounts import amount_from_syntax, bullets
from engine.model.blocks import files_of, of_kind
from engine.model.choices import one_of_several
from engine.model.clauses import clause_from_syntax, targets
from engine.model.conditions import condition
from engine.model.consumption import consumption_from_syntax
from engine.model.facts import declare_word, facts_from_syntax
from engine.model.header import countings_from_syntax, header_from_syntax
from engine.model.scope import Scope
from engine.model.tables import read_at, table_from_syntax
from engine.model.tree import ClauseModel, OpenPoint, Policy, Precedes
from engine.syntax.tree import Block, File

LARGEST_TERM = 1_000
"""The parts that a term may stand for, the terms in it written out."""
FACTS_BLOCKS = ("facts", "unit", "party", "fact", "list", "impossible")
POLICY_BLOCKS = (
    "policy", "section", "precedence", "party", "measure", "route", "remedy", "open",
    "counting", "term", "table", "amount", "clause", "consumption",
)  # fmt: skip


def policy_from_syntax(policy: File, facts: File, calendars: frozenset[str], report: Report) -> Policy | None:
    """The policy that two files write; None where it has no header. All mistakes are in the report."""
    files_of(facts, FACTS_BLOCKS, report, "a facts file")
    files_of(policy, POLICY_BLOCKS, report, "a policy")
    declared, scope = facts_from_syntax(facts, report)
    scope.calendars = calendars
    scope.define_term = _define_term
    scope.readers["table"] = read_at
    sections = _declare(policy, scope)
    header = header_from_syntax(policy, declared, scope)
    countings_from_syntax(policy, scope)
    for block in scope.amount_blocks.values():
        amount = amount_from_syntax(block, scope)
        if amount is not None:
            scope.amounts[amount.name] = amount
    _check_currencies(scope)
    for name, block in scope.term_blocks.items():
        scope.term(name, block.head.span)
    _check_sizes(scope)
    clauses = _clauses(policy, scope)
    precedence = _precedence(policy)
    opens = tuple(_open_point(block, scope) for block in of_kind(policy, "open"))
    consumption = consumption_from_syntax(policy, opens, scope)
    if header is None:
        return None
    return Policy(
        header, attrs.evolve(declared, texts={}), sections, dict(scope.countings),
        {name: term for name, term in scope.terms.items() if term},
        dict(scope.amounts),
        clauses, precedence, opens, dict(scope.texts), tuple(scope.citations), consumption,
    )  # fmt: skip


def _declare(policy: File, scope: Scope) -> tuple[str, ...]:
    """Declare what blocks may name before they are written; the sections are handed back."""
    for block in of_kind(policy, "party"):
        declare_word(block, scope.parties, scope)
    for block in of_kind(policy, "measure"):
        declare_word(block, scope.measures, scope)
    for block in of_kind(policy, "route"):
        declare_word(block, scope.routes, scope)
    for kind, blocks in (
        ("term", scope.term_blocks),
        ("table", scope.term_blocks),
        ("amount", scope.amount_blocks),
    ):
        for block in of_kind(policy, kind):
            name = block.head.phrase.word()
            if scope.define(kind, name, {*scope.term_blocks, *scope.amount_blocks, *scope.facts}):
                blocks[name.text] = block
    for block in of_kind(policy, "remedy"):
        word = block.head.phrase.word()
        if scope.define("remedy", word, scope.remedies):
            scope.remedies[word.text] = block
            scope.say(f"remedy.{word.text}", block.head.phrase.find("text"))
    sections: dict[str, None] = {}
    for block in of_kind(policy, "section"):
        number = block.head.phrase.word()
        if scope.define("section", number, sections):
            sections[number.text] = None
            scope.say(f"section.{number.text}", block.head.phrase.find("text"))
    return tuple(sections)


def _check_currencies(scope: Scope) -> None:
    """Sums that one policy pays are of one currency: answers are compared by their sums alone."""
    amounts = list(scope.amounts.values())
    for first, amount in product(amounts[:1], amounts[1:]):
        if not amount.type.same_measure(first.type):
            problem = (
                f"`{amount.name}` is paid in {amount.type.unit}, and `{first.name}` in {first.type.unit}"
            )
            help_text = (
                "a policy pays in one currency: convert the other with `converted at`, naming the rate"
            )
            place = scope.amount_blocks[amount.name].head.span
            scope.report.error("RF204", problem, place, help=help_text)


def _check_sizes(scope: Scope) -> None:
    """No term stands for too many parts once the terms in it are written out: the cost of a policy is bounded."""
    sizes: dict[str, int] = {}
    for name, term in scope.terms.items():
        if term is None:
            continue
        parts = parts_of(term.meaning)
        sizes[name] = sum(sizes.get(part.name, 1) if isinstance(part, ir.Term) else 1 for part in parts)
        if sizes[name] > LARGEST_TERM:
            place = scope.term_blocks[name].head.span
            problem = f"the term `{name}` stands for more than {LARGEST_TERM:,} parts"
            report_help = "name fewer terms in it, or fewer times"
            scope.report.error("RF901", problem, place, help=report_help)
            sizes[name] = 1


def _define_term(scope: Scope, name: str) -> ir.TermDefinition | None:
    """The meaning of a term or a table, asked for when it is first named."""
    block = scope.term_blocks[name]
    scope.say(f"term.{name}", block.head.phrase.find("text"))
    return table_from_syntax(block, scope) if block.kind == "table" else _term(block, scope)


def _term(block: Block, scope: Scope) -> ir.TermDefinition | None:
    name = block.head.phrase.word()
    lines = [line.phrase for line in block.lines]
    if not lines or (len(lines) > 1 and any(line.kind == "holds" for line in lines)):
        scope.report.error(
            "RF108", f"the term `{name.text}` needs one line", name.span, help="say `holds …` or `is …`"
        )
        return None
    line = lines[0]
    if line.kind == "holds":
        test = condition(line.phrase(), scope)
        return None if test is None else ir.TermDefinition(name.text, YES_NO, test)
    typed = one_of_several(name, lines, scope)
    if typed is None:
        return None
    if not typed.type.exact:
        help_text = f"end it with `, rounded down to 0.01 {typed.type.unit or '…'}`"
        scope.report.error("RF209", f"the term `{name.text}` can be a fraction", line.span, help=help_text)
        return None
    return ir.TermDefinition(name.text, typed.type, typed.expression)


def _clauses(policy: File, scope: Scope) -> tuple[ClauseModel, ...]:
    clauses: dict[str, ClauseModel] = {}
    for block in of_kind(policy, "clause"):
        name = block.head.phrase.word()
        model = clause_from_syntax(block, scope)
        if name.text in clauses:
            help_text = "put a letter behind one number, as in `2.1b`, where a bullet has two readings"
            scope.report.error(
                "RF301", f"the clause `{name.text}` is written twice", name.span, help=help_text
            )
        clauses.setdefault(name.text, model)
    return tuple(clauses.values())


def _precedence(policy: File) -> tuple[Precedes, ...]:
    lines = (line for block in of_kind(policy, "precedence") for line in block.lines)
    return tuple(
        Precedes(targets(line.phrase.phrase()), targets(line.phrase.phrase(1)), line.span) for line in lines
    )


def _open_point(block: Block, scope: Scope) -> OpenPoint:
    head = block.head.phrase
    name = head.word()
    scope.say(f"open.{name.text}", head.find("text"))
    readings = [line for line in block.lines if line.phrase.kind == "read_as"]
    if len(readings) != 1:
        scope.report.error(
            "RF108",
            f"the open point `{name.text}` needs one reading",
            name.span,
            help='add `read as "…" / "…"`',
        )
    for line in readings:
        scope.say(f"open.{name.text}.reading", line.phrase.phrase())
    return OpenPoint(name.text, bullets(head.find("bullets")), name.span)
