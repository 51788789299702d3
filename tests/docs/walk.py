"""A walk through the page of the language: every block is checked, everything computed is computed anew."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from engine.ir import tree as ir
from engine.reference import values
from engine.reference.amounts import lines, total
from engine.values.money import to_text

from .answer import record
from .desk import ROOT, blocks_in, check, kinds_of, program_of, read_case, reference, shown
from .page import Fence, Table, blocks_of, cells, rewritten, row, with_sentences

PAGE = ROOT / "docs/language.md"
BOOKSHOP = ROOT / "docs/examples/bookshop/2026-09-01"
GRAMMAR = ROOT / "grammar/refund.lark"
_PROBED = {"tests": "holds", "values": "is"}
"""The tables of which each row is a term, and the word that such a term begins with."""
CHANGES_ANSWERS = {"policy", "precedence", "clause"}


class Walk:
    """The policy as far as the page has built it, and what the page has shown on the way."""

    def __init__(self) -> None:
        self.finished = blocks_in(BOOKSHOP.with_suffix(BOOKSHOP.suffix + ".refund"))
        self.facts = blocks_in(BOOKSHOP.with_suffix(BOOKSHOP.suffix + ".facts"))
        self.shipped_facts = dict(self.facts)
        self.policy: dict[tuple[str, str], str] = {}
        self.kinds: set[str] = set()
        self.page = ""

    def mended(self, page: str) -> str:
        """The page as it has to be."""
        return rewritten(page, self._fence, self._table)

    # ---- fenced blocks ---------------------------------------------------------------------------------------

    def _fence(self, fence: Fence) -> str:
        match fence.words:
            case ("refund" | "facts" as language, "step" | "blocks" as how, *where):
                self._accept(language, how, self._placed(language, fence.body, where))
            case ("refund" | "facts" as language, "error", code, *where):
                return self._refused(language, code, fence.body, where)
            case ("toml", "cases"):
                for case in cases_of(fence.body):
                    assert case_differences(program_of(self.finished, self.shipped_facts), case) == {}
            case _:
                raise ValueError(f"no such block: {fence.words}")
        return fence.body

    def _placed(self, language: str, body: str, where: list[str]) -> dict[tuple[str, str], str]:
        """The blocks that a fence writes, or the block in which its sentences are put."""
        if not where:
            return blocks_of(body)
        _, kind, name = where
        blocks = self.policy if language == "refund" else self.facts
        key = (kind, "" if kind == "policy" else name)
        return {key: with_sentences(blocks[key], body)}

    def _accept(self, language: str, how: str, blocks: dict[tuple[str, str], str]) -> None:
        if language == "facts" and how == "step":
            assert all(self.shipped_facts[key] == block for key, block in blocks.items())
        facts = self.facts | blocks if language == "facts" else self.facts
        policy = self.policy | blocks if language == "refund" else self.policy
        if policy:
            program_of(policy, facts)
        self.kinds |= kinds_of(policy, facts)
        self.facts = facts
        kept = {key: block for key, block in blocks.items() if how == "step" or key[0] not in CHANGES_ANSWERS}
        self.policy = self.policy | kept if language == "refund" else self.policy

    def _refused(self, language: str, code: str, body: str, where: list[str]) -> str:
        """The block with its mistake, and below it the message that it gives."""
        blocks = self._placed(language, body, where)
        facts = self.facts | blocks if language == "facts" else self.facts
        _, mistakes = check(self.policy | blocks if language == "refund" else self.finished, facts)
        first = next((each for each in mistakes if each.code == code), None)
        assert first is not None, (body, mistakes)
        said = [f"error[{code}]: {first.message}", *([f"help: {first.help}"] if first.help else [])]
        if len(mistakes) > 1:
            said.append(f"({len(mistakes) - 1} more that follow from it)")
        return re.sub(r"^#.*\n", "", body, flags=re.MULTILINE) + "".join(f"# {line}\n" for line in said)

    # ---- computed tables -------------------------------------------------------------------------------------

    def _table(self, table: Table) -> str:
        if table.kind == "reserved":
            return table.rows
        head, rule, *rows = table.rows.splitlines(keepends=True)
        found = [cells(each) for each in rows]
        if table.kind in _PROBED:
            computed = self._probed(table, found)
        else:
            compute = {
                "cases": self._case_row, "totals": self._total_row, "deadlines": self._deadline_row,
            }[table.kind]  # fmt: skip
            computed = [compute(each, table.facts) for each in found]
        return head + rule + "".join(map(row, computed))

    def _case_row(self, parts: list[str], _: str) -> list[str]:
        case = next(each for each in cases() if each["name"] == parts[0])
        found: Any = record(reference(program_of(self.policy, self.shipped_facts)), case["facts"])
        money = found["refund"] or " to ".join(found["range"] or [])
        return [parts[0], found["verdict"], money, ", ".join(found["clauses"])]

    def _probed(self, table: Table, rows: list[list[str]]) -> list[list[str]]:
        """The rows with what is written in each: all are terms of one program."""
        written = [next(part for part in parts if part.startswith("`")).strip("`") for parts in rows]
        probes = {
            ("term", f"probe_{at}"): f'term probe_{at} "probe" / "试"\n  {_PROBED[table.kind]} {each}\n'
            for at, each in enumerate(written)
        }
        program = program_of(self.policy | probes, self.facts)
        self.kinds |= kinds_of(self.policy | probes, self.facts)
        types = {term.name: term.type for term in program.terms}

        def value(at: int, parts: list[str]) -> str:
            more = parts[1].strip("`") if " = " in parts[1] else ""
            told, _ = read_case(program, tables_of(f"{table.facts}; {more}" if more else table.facts))
            held = values.value(ir.Term(f"probe_{at}"), reference(program).readings(told))
            return shown(held, types[f"probe_{at}"], program.zone)

        return [[*parts[:-1], value(at, parts)] for at, parts in enumerate(rows)]

    def _total_row(self, parts: list[str], facts: str) -> list[str]:
        program = program_of(self.policy, self.facts)
        readings = reference(program).readings(read_case(program, tables_of(facts))[0])
        amount = reference(program).amounts[parts[0].strip("`")]
        bill = ", ".join(to_text(line.amount, amount.type.decimals) for line in lines(amount, readings))
        return [parts[0], shown(total(amount, readings), amount.type, program.zone), bill]

    def _deadline_row(self, parts: list[str], facts: str) -> list[str]:
        arrived = f"return.arrived_at = {parts[0][:10]}T12:00:00+08:00"
        found: Any = record(reference(program_of(self.policy, self.facts)), tables_of(f"{facts}; {arrived}"))
        return [parts[0], found["review_due"] or "not known yet"]


def cases() -> list[dict[str, Any]]:
    """The case tests of the finished policy."""
    return cases_of(BOOKSHOP.with_suffix(BOOKSHOP.suffix + ".cases.toml").read_text("utf-8"))


def cases_of(text: str) -> list[dict[str, Any]]:
    """The case tests of a text, each with the facts that all share and less those that it is without."""
    read = tomllib.loads(text)
    for case in read["case"]:
        facts = {table: dict(told) for table, told in read.get("facts", {}).items()}
        for name in case.get("without", ()):
            table, _, fact = name.partition(".")
            del facts[table][fact]
        for table, told in case.get("facts", {}).items():
            facts[table] = facts.get(table, {}) | told
        case["facts"] = facts
    found: list[dict[str, Any]] = read["case"]
    return found


def case_differences(program: ir.Program, case: dict[str, Any]) -> dict[str, object]:
    """What a case test expects and does not get; `none` stands for an empty value."""
    found = record(reference(program), case["facts"])
    return {
        key: found[key]
        for key, held in case["expect"].items()
        if found[key] != (None if held == "none" else held)
    }


def tables_of(facts: str) -> dict[str, Any]:
    """The nested tables of facts that are written as `order.price = 80.00; book.opened = yes`."""
    tables: dict[str, Any] = {}
    for each in filter(None, (part.strip() for part in facts.split(";"))):
        name, _, written = each.partition(" = ")
        table, _, key = name.partition(".")
        held: Any = {"yes": True, "no": False}.get(written, written)
        tables.setdefault(table, {})[key] = written.split(", ") if key == "proof" else held
    return tables


def keywords() -> set[str]:
    """The words that the grammar spells out."""
    return set(re.findall(r'"([a-z]+)"', re.sub(r"//.*", "", GRAMMAR.read_text("utf-8"))))
