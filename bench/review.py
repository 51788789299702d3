"""`python -m bench.review`: what proofs and comparisons cost, and how that grows with the clauses of a policy."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

import attrs

from bench.timing import processes
from engine.decisions.reading import reading
from engine.ir import tree as ir
from engine.ir.properties import Promises
from engine.ir.types import COUNT, INSTANT, YES_NO, Type
from engine.solver.compared import compared
from engine.solver.proofs import proved

ROOT = Path(__file__).resolve().parent.parent
CNY = Type("money", "CNY", decimals=2)
YARDSTICK = (sys.executable, "-c", "import z3, lark, click, attrs")
DRAFT = "2027-01-01"
SIZES = (10, 30, 100, 300, 1000)


def commands() -> dict[str, float]:
    """How many times the yardstick a check with proofs and a comparison of the shipped policy take, nothing being kept.

    The comparison is that of docs/reviewing.md, with the version that it walks through.
    """
    with tempfile.TemporaryDirectory() as folder:
        cache, policies = Path(folder) / "cache", Path(folder) / "policies"
        shutil.copytree(ROOT / "policies", policies)
        shutil.copy(ROOT / "docs" / "examples" / "reviewing" / f"{DRAFT}.refund", policies / "youyun-refund")
        program = Path(sys.executable).with_name("refundry")
        command = (
            "env",
            "-u",
            "PYTHONDONTWRITEBYTECODE",
            f"REFUNDRY_CACHE={cache}",
            str(program),
            "--policies",
            str(policies),
        )

        def forget() -> None:
            shutil.rmtree(cache / "checks", ignore_errors=True)

        shipped = str(policies / "youyun-refund" / "2026-07-03.refund")
        asked = {
            "check with proofs": ("check", shipped),
            "check with proofs of what was checked before": ("check", shipped),
            "diff": ("diff", "2026-07-03", DRAFT),
            "diff of a version with itself": ("diff", "2026-07-03", "2026-07-03"),
        }
        return {
            name: processes((*command, *words), YARDSTICK, 7, None if "before" in name else forget).ratio
            for name, words in asked.items()
        }


def policy(clauses: int) -> ir.Program:
    """A policy of so many clauses: each pays a part of the price for one kind of order and a range of days."""
    kinds = tuple(f"kind_{at}" for at in range(clauses))
    kind, price = Type("choice", options=kinds), ir.Fact("price")
    facts = (
        ir.FactDeclaration("paid_at", INSTANT),
        ir.FactDeclaration("kind", kind),
        ir.FactDeclaration("days", COUNT, 0),
        ir.FactDeclaration("price", CNY, 0),
        ir.FactDeclaration("opened", YES_NO),
    )
    made = [_clause(at, kinds[at], kind, price) for at in range(clauses)]
    return ir.Program(
        "shop", "2026-07-01", 1, "paid_at", "Asia/Shanghai", "en", (("CNY", 2),), facts, (), (),
        tuple(amount for amount, _ in made), tuple(clause for _, clause in made), (),
    )  # fmt: skip


def _clause(at: int, word: str, kind: Type, price: ir.Expression) -> tuple[ir.Amount, ir.Clause]:
    fee = ir.Literal(100 + at, CNY)
    steps = (
        ir.Step("take", price, None, f"{at + 1}", f"{at}.1"),
        ir.Step("less", fee, ir.Fact("opened"), f"{at + 1}", f"{at}.2"),
    )
    scope = ir.Compare("eq", ir.Fact("kind"), ir.Literal(word, kind))
    late = ir.Compare("le", ir.Fact("days"), ir.Literal(7 + at % 30, COUNT))
    need = ir.Need(late, (f"{at + 1}",), (), f"{at}.need")
    amount = ir.Amount(f"amount_{at}", CNY, steps, (ir.NothingLeft(None, (f"{at + 1}",)),))
    return amount, ir.Clause(f"{at + 1}", (f"{at + 1}",), scope, (need,), (ir.Pays(((None, amount.name),)),))


def changed(program: ir.Program) -> ir.Program:
    """The same policy with one window longer by a week."""
    middle = len(program.clauses) // 2
    clause = program.clauses[middle]
    late = ir.Compare("le", ir.Fact("days"), ir.Literal(14 + middle % 30, COUNT))
    other = attrs.evolve(clause, needs=(attrs.evolve(clause.needs[0], test=late),))
    return attrs.evolve(program, clauses=(*program.clauses[:middle], other, *program.clauses[middle + 1 :]))


def growth() -> None:
    """Seconds for a comparison and for all proofs, by clauses."""
    print("clauses  compared  moves  proofs")
    for size in SIZES:
        old = reading(policy(size), {})
        new = reading(changed(old.program), {})
        started = time.perf_counter()
        found = compared(old, new)
        compared_in = time.perf_counter() - started
        started = time.perf_counter()
        findings = proved(old, Promises())
        proved_in = time.perf_counter() - started
        print(f"{size:7}  {compared_in:8.2f}  {len(found.moves):5}  {proved_in:6.2f}  {len(findings)}")


if __name__ == "__main__":
    for name, ratio in commands().items():
        print(f"{name}: {ratio:.1f} times a Python that only imports z3, lark, click and attrs", flush=True)
    growth()
