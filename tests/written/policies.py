"""Whole policies in the words of the language, drawn so that every construct is met in one or another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs
from hypothesis import strategies as st

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.ir import tree as ir
from engine.model.from_syntax import policy_from_syntax
from engine.model.to_ir import to_ir
from engine.syntax.from_text import Reader
from engine.syntax.tree import File
from tests.agree.test_readings import calendars
from tests.written.facts import FACTS
from tests.written.phrases import Phrases, inside

READER = Reader()
TEXT = '"words" / "文字"'
TURNS = (
    "uses up gift first, then soonest expiring first, then oldest first",
    "uses up paid first, then newest first",
    "uses up in proportion, the rest largest remainder first, then paid first, then oldest first",
)
FIXED = f"""
policy shop "A shop" / "商店"
  version 2026-01-01
  edition 1
  published 2025-12-01
  governs from 2026-01-01
  selected by order.paid_at in Asia/Shanghai
  prevails en
  facts 2026-01-01
  confirms case.id once, and order.id up to order.price
  reaches back {TEXT}

section 1 {TEXT}
section 2 {TEXT}
section 3 {TEXT}
route card {TEXT}
route points {TEXT}
route cash {TEXT}
measure call {TEXT}
measure label {TEXT}
open point_of_order under 3 {TEXT}
  read as {TEXT}

counting plain {TEXT}
  first day not counted
  last day counted in full
  zone Asia/Shanghai
counting from_the_day {TEXT}
  first day counted
  last day counted in full
  zone Asia/Shanghai
counting not_the_last {TEXT}
  first day not counted
  last day not counted
  zone Europe/Paris
counting until_six {TEXT}
  first day not counted
  last day counted until 18:00
  zone Europe/Paris
counting moved {TEXT}
  first day not counted
  last day counted in full
  last day moved on
  zone Asia/Shanghai
  calendar mainland-china
counting there {TEXT}
  first day not counted
  last day counted in full
  zone place
counting work {TEXT}
  first day not counted
  last day counted in full
  zone Asia/Shanghai
  calendar mainland-china
counting kept {TEXT}
  first day not counted
  last day counted in full
  zone Asia/Shanghai
  month end kept
counting rolled {TEXT}
  first day not counted
  last day counted in full
  zone Asia/Shanghai
  month end rolled
counting watch {TEXT}
  hours elapsed
counting clock {TEXT}
  hours by the clock
  zone Europe/Paris
counting clock_there {TEXT}
  hours by the clock
  zone place

amount promised {TEXT} under 3
  take promise
"""


@st.composite
def policies(draw: st.DrawFn) -> str:
    """The text of a policy; `program_of` says whether it is without mistakes."""
    return FIXED + "\n".join(_Writer(Phrases(draw)).blocks())


def parsed(text: str) -> tuple[File, File]:
    """A policy and the facts as they are written."""
    report = Report()
    files = [
        READER.read(Source(name, each), report) for name, each in (("a.refund", text), ("a.facts", FACTS))
    ]
    assert not report.has_errors, [f"{each.message}: {each.help}" for each in report.diagnostics]
    return files[0], files[1]


def program_of(files: tuple[File, File], report: Report) -> ir.Program | None:
    """The program of a policy; None where the report says why there is none."""
    policy = policy_from_syntax(*files, frozenset(calendars()), report)
    found = None if policy is None or report.has_errors else to_ir(policy, report)
    return None if report.has_errors else found


PROMISES = (
    "nobody is paid more than order.price",
    "more of order.price never pays more",
    "a later visit.on never pays more",
)


def _table(name: str, axes: str, rows: Iterable[str]) -> str:
    return "\n".join([f"table {name} {TEXT}", f"  by {axes}", *(f"  row {row}" for row in rows)])


@attrs.define
class _Writer:
    """The blocks of one policy under way."""

    say: Phrases
    amounts: list[str] = attrs.Factory(lambda: ["promised"])
    clauses: dict[str, list[str]] = attrs.Factory(dict)

    def blocks(self) -> Iterator[str]:
        yield from self._consumption()
        yield from self._tables()
        yield from self._terms()
        yield from (self._amount(f"bill_{at}") for at in range(self.say.number(1, 2)))
        yield from (self._remedy(at) for at in range(2))
        yield from (self._answers(f"{section}.{at}") for section in (1, 2) for at in range(1, 3))
        yield from (self._on_top(f"3.{at}") for at in range(1, 1 + self.say.number(2, 4)))
        yield from self._precedence()
        yield from self._variation()
        yield from self._promises()

    def _consumption(self) -> Iterator[str]:
        say = self.say
        lines = ["history of account.id", "for order.id", "granted points.granted", "used points.used"]
        lines += ["gift used points.gift_used"] * say.yes()
        lines += [say.pick(TURNS), *(["open point point_of_order"] * say.yes())]
        if say.yes():
            yield "\n".join([f"consumption use {TEXT} under 3", *(f"  {line}" for line in lines)])

    # ---- tables and terms ------------------------------------------------------------------------------------

    def _tables(self) -> Iterator[str]:
        say = self.say
        low = say.number(1, 9)
        high = low + say.number(1, 9)
        axis = say.pick(("plan.months", "plan.units"))
        rows = (
            f"below {low} gives {say.money(0)}",
            f"from {low} to below {high} gives {inside(say.money(1))}",
            f"from {high} gives {say.money(0)}",
        )
        yield _table("by_count", axis, rows)
        rows_of_two = (
            f"guest, at most {low} CNY gives zero",
            f"guest, above {low} CNY to below {high} CNY gives 1 CNY",
            f"guest, from {high} CNY to {high + 5} CNY gives 2 CNY",
            f"guest, above {high + 5} CNY to {high + 9} CNY gives 2 CNY",
            f"guest, above {high + 9} CNY gives 3 CNY",
            f"member, anything gives {say.money(0)}",
            "firm, anything gives order.fee",
        )
        yield _table("by_kind", "customer.kind, order.price", rows_of_two)
        steps = (f"at most {low} gives 2 CNY", f"above {low} gives {say.number(1, 5)} CNY")
        yield _table("steps", "plan.units, band by band", steps)
        yield _table(
            "kept_of", "item.kind", (f"book gives {say.number(0, 90)} percent", "game gives 50 percent")
        )
        self.say.tables = ["by_count", "by_kind", "steps"]

    def _terms(self) -> Iterator[str]:
        say = self.say
        yield f"term one_kept {TEXT}\n  is kept_of of item.price, rounded {say.pick(('up', 'down'))} to 0.01 CNY"
        say.of_items = {"money": ["one_kept"], "yes_no": ["one_old"]}
        yield f"term one_old {TEXT}\n  holds {say.of_entry(say.entry_tests)}"
        makers: tuple[tuple[str, Callable[[int], str]], ...] = (
            ("money", say.money), ("count", say.count), ("date", say.date), ("instant", say.instant),
        )  # fmt: skip
        for at in range(say.number(0, 3)):
            kind, make = say.pick(makers)
            name = f"some_{kind}_{at}"
            lines = [f"  is {make(2)} if {say.condition(1)}\n" for _ in range(say.number(0, 2))]
            last = f"  is {make(2)}{' otherwise' if lines else ''}"
            yield f"term {name} {TEXT}\n{''.join(lines)}{last}"
            say.terms.setdefault(kind, []).append(name)
        for at in range(say.number(0, 2)):
            yield f"term holds_{at} {TEXT}\n  holds {say.condition(2)}"
            say.terms.setdefault("yes_no", []).append(f"holds_{at}")
        yield f"term was_promised {TEXT}\n  holds promise is given and promise is above 5 CNY"
        say.terms.setdefault("yes_no", []).append("was_promised")

    # ---- amounts ---------------------------------------------------------------------------------------------

    def _amount(self, name: str) -> str:
        say = self.say
        words = ("take", "add", "less", "at least", "at most", "round")
        lines = [self._line("take"), *(self._line(say.pick(words)) for _ in range(say.number(0, 3)))]
        lines.append(f"  round {say.pick(('down', 'up', 'half up', 'half even'))} to 0.01 CNY {TEXT}")
        if say.yes():
            lines.append("  below zero is owed by customer")
        elif say.yes():
            lines.append(f"  nothing left is refused if {say.condition(1)} under 3.1")
            lines += ["  nothing left is refused"] * say.yes()
        self.amounts.append(name)
        return "\n".join([f"amount {name} {TEXT} under 3", *lines])

    def _line(self, word: str) -> str:
        say = self.say
        guard = f" if {say.condition(1)}" if say.yes() else ""
        if word == "round":
            return (
                f"  round {say.pick(('down', 'up'))} to {say.pick(('0.01', '0.10', '1'))} CNY{guard} {TEXT}"
            )
        total = ("2 percent of the total",) if word == "less" else ()
        value = inside(say.pick((say.money, say.fraction))(2)) if not total or say.yes() else total[0]
        return f"  {word} {value}{guard}{say.pick(('', ' under 3.2'))} {TEXT}"

    def _remedy(self, at: int) -> str:
        lines = [f"  valid until {self.say.date(1)}"] if self.say.yes() else []
        lines += [f"  marked mark_{at} {TEXT}"] if self.say.yes() else []
        return "\n".join([f"remedy remedy_{at} {TEXT}", *lines])

    # ---- clauses ---------------------------------------------------------------------------------------------

    def _clause(self, number: str, lines: list[str]) -> str:
        self.clauses[number] = lines
        return "\n".join([f"clause {number} {TEXT}", *(f"  {line}" for line in lines)])

    def _answers(self, number: str) -> str:
        say = self.say
        lines = [f"for {say.condition(2)}"] * say.yes()
        lines += [f"unless {say.condition(1)}"] * (say.number(0, 3) == 0)
        for _ in range(say.number(0, 2)):
            tail = say.pick(("", " under 3.3", f" calling for call {TEXT}", f" {TEXT}"))
            lines.append(f"needs {say.condition(2)} otherwise refused{tail}")
        makers: tuple[Callable[[], list[str]], ...] = (
            self._pays,
            self._pays,
            lambda: ["refuses"],
            self._leaves,
        )
        lines += say.pick(makers)()
        lines += [f"calls for call, label if {say.condition(1)}"] * say.yes()
        lines += ["only improves"] * (say.number(0, 2) == 0)
        lines += ["overrides clause 2.2"] * (number == "2.1" and say.yes())
        lines += [f"says {TEXT}"] * say.yes()
        return self._clause(number, lines)

    def _pays(self) -> list[str]:
        say = self.say
        guarded = [
            f"pays {say.pick(self.amounts[1:])} if {say.condition(1)}" for _ in range(say.number(0, 1))
        ]
        guarded += ["pays promised if promise is given"] * (say.number(0, 3) == 0)
        last = say.pick(self.amounts[1:])
        return [*guarded, f"pays {last} otherwise" if guarded else f"pays {last}"]

    def _leaves(self) -> list[str]:
        high = self.say.pick(self.amounts[1:])
        return [f"leaves shop to choose from {self.say.pick(('zero', '5 CNY', 'order.fee'))} to {high}"]

    def _on_top(self, number: str) -> str:
        say = self.say
        kinds: dict[str, tuple[str, Callable[[], str]]] = {
            "leaves": ("refund, discretion", lambda: "leaves shop to choose from zero to the refund"),
            "asks": (
                "refund, discretion",
                lambda: f"asks order.proof for {say.pick(('photo', 'photo, slip'))}",
            ),
            "calls": ("refund, refused, pending", lambda: f"calls for label if {say.condition(1)}"),
            "due": ("refund, refused, not_covered", lambda: f"due review within {self._span()}"),
            "goes": ("refund", lambda: say.pick(("goes by card", "goes by cash to customer"))),
            "splits": ("refund", self._splits),
            "offers": (say.pick(("refund", "refund, refused")), self._offers),
        }
        on, make = kinds[say.pick((*kinds, "splits", "offers"))]
        lines = [f"on {on}"]
        lines += [f"for {say.condition(1)}"] * say.yes()
        return self._clause(number, [*lines, *make().split("\n")])

    def _span(self) -> str:
        say = self.say
        unit, counted = say.pick(
            (("calendar days", "plain"), ("business days", "work"), ("months", "rolled"))
        )
        return f"{say.number(1, 20)} {unit} after {inside(say.day_or_instant(1))}, counted as {counted}"

    def _splits(self) -> str:
        say = self.say
        parts = [f"    - by {way} up to {say.money(1)}" for way in ("points", "card")]
        return "\n".join([f"splits in {say.pick(('turn', 'proportion'))}", *parts, "    the rest by cash"])

    def _offers(self) -> str:
        say = self.say
        lines = [f"offers remedy_0{say.pick(('', f' of {say.pick(self.amounts[1:])}'))}"]
        lines += [f"offers remedy_1 if {say.condition(1)}"] * say.yes()
        until = f" until {say.date(1)}" if say.yes() else ""
        return "\n".join([*lines, *([f"chosen by customer{until}"] if say.yes() else [])])

    # ---- between clauses -------------------------------------------------------------------------------------

    def _precedence(self) -> Iterator[str]:
        say = self.say
        sentences = (
            "clause 1.1 before clause 1.2",
            "section 1 before section 2",
            "clauses 1.1, 1.2 before clause 2.2",
        )
        chosen = [each for each in sentences if say.yes()]
        if chosen:
            yield "\n".join(["precedence", *(f"  {each}" for each in chosen)])

    def _variation(self) -> Iterator[str]:
        """A line of a clause repeated word for word, and what it reads instead."""
        say = self.say
        lines = []
        for number, clause in self.clauses.items():
            for line in clause:
                word, _, rest = line.partition(" ")
                old = rest.partition(" otherwise refused")[0]
                if number.startswith("3") or word not in {"for", "needs"} or not say.yes():
                    continue
                lines.append(f"  clause {number} {word} {say.condition(1)}, instead of {old}")
                break
            if f"pays {self.amounts[1]}" in clause and say.yes():
                lines.append(f"  clause {number} pays {self.amounts[-1]}, instead of {self.amounts[1]}")
        if lines:
            yield "\n".join([f"variation elsewhere {TEXT}", f"  where {say.condition(1)}", *lines])

    def _promises(self) -> Iterator[str]:
        say = self.say
        if say.yes():
            yield f"assume small {TEXT}\n  that order.fee is at most order.price"
            yield f"property kept_to {TEXT}\n  {say.pick(PROMISES)}\n  where {say.condition(1)}"
