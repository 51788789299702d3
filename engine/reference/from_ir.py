"""The outcome of a case under a program: which clauses speak, which are silent, and what the decisive ones say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.cases.unknown import Needed
from engine.ir import tree as ir
from engine.ir.bullets import in_text_order
from engine.ir.outcome import BeyondCalendarError, Outcome
from engine.reference.amounts import refused_under, total
from engine.reference.values import Readings, number, test
from engine.values.calendar import Calendar


class Reference:
    """A program with its calendars, ready to be asked about cases."""

    def __init__(self, program: ir.Program, calendars: Mapping[str, Calendar]) -> None:
        """Take the program as it is."""
        self.program = program
        self.calendars = calendars
        self.amounts = {amount.name: amount for amount in program.amounts}
        self._precedence = frozenset(program.precedence)
        self._terms = {term.name: term.meaning for term in program.terms}
        self._fields = {
            fact.name: tuple(field.name for field in fact.fields) for fact in program.facts if fact.fields
        }

    def readings(self, facts: Mapping[str, object]) -> Readings:
        """The facts of a case beside what the program says of them."""
        return Readings(facts, self._terms, self.calendars, self._fields)

    def outcome(self, facts: Mapping[str, object]) -> Outcome:
        """The answer to a case, materials counting as complete; raises Needed where a fact must be known first."""
        readings = self.readings(facts)
        decisive = self._decisive(readings)
        found = combine([self._says(clause, readings) for clause in decisive if not clause.improves])
        for clause in decisive:
            if clause.improves:
                other = self._says(clause, readings)
                found = combine([other]) if found.verdict == "not_covered" else improved(found, other)
        for clause, effect in self._on(found.verdict):
            if isinstance(effect, ir.Leaves) and test(clause.scope, readings):
                return self._left(clause, effect, found, readings)
        return found

    def impossible(self, facts: Mapping[str, object]) -> list[str]:
        """The names of the impossible combinations that a case certainly has."""
        readings = self.readings(facts)
        return [each.name for each in self.program.impossible if _holds(each.test, readings)]

    def lacking(self, facts: Mapping[str, object], verdict: str) -> list[str]:
        """The materials that an answer waits for, as dotted names; all of them where the set is unknown."""
        readings = self.readings(facts)
        found: list[str] = []
        for clause, effect in self._on(verdict):
            if isinstance(effect, ir.Asks) and _may_hold(clause.scope, readings):
                held = facts[effect.fact]
                have = held if isinstance(held, frozenset) else frozenset()
                found += [f"{effect.fact}.{option}" for option in effect.options if option not in have]
        return found

    def measures(self, facts: Mapping[str, object], verdict: str) -> set[str]:
        """The measures that come on top of an answer with this verdict, as far as they are certain."""
        readings = self.readings(facts)
        return {
            effect.measure
            for clause, effect in self._on(verdict)
            if isinstance(effect, ir.Orders)
            and _holds(clause.scope, readings)
            and _holds(effect.guard, readings)
        }

    def _on(self, verdict: str) -> Iterator[tuple[ir.Clause, ir.Effect]]:
        for clause in self.program.clauses:
            if verdict in clause.on:
                for effect in clause.effects:
                    yield clause, effect

    def _decisive(self, readings: Readings) -> list[ir.Clause]:
        """The clauses that speak and that no clause which speaks comes before.

        They stand in such an order, and precedence is transitive, so it is enough to look at those found so far.
        """
        decisive: list[ir.Clause] = []
        for clause in self.program.clauses:
            silenced = any((each.name, clause.name) in self._precedence for each in decisive)
            if not clause.on and not silenced and test(clause.scope, readings):
                decisive.append(clause)
        return decisive

    def _says(self, clause: ir.Clause, readings: Readings) -> Outcome:
        """What one decisive clause says by itself."""
        failed = [need for need in clause.needs if not test(need.test, readings)]
        if failed:
            cites = tuple(bullet for need in failed for bullet in need.cites)
            return Outcome(
                "refused",
                clauses=cites,
                measures=frozenset(each for need in failed for each in need.measures),
            )
        orders = [effect for effect in clause.effects if isinstance(effect, ir.Orders)]
        measures = frozenset(
            each.measure for each in orders if each.guard is None or test(each.guard, readings)
        )
        for effect in clause.effects:
            match effect:
                case ir.Pays(options):
                    name = next(name for guard, name in options if guard is None or test(guard, readings))
                    return self._pays(clause, name, measures, readings)
                case ir.Refuses():
                    return Outcome("refused", clauses=clause.cites, measures=measures)
                case ir.Leaves(party, low, high):
                    top = max(total(self.amounts[high], readings), 0)
                    least = min(max(number(low, readings).numerator, 0), top)
                    return Outcome("discretion", least, top, clause.cites, measures, high, party=party)
                case _:
                    continue
        raise AssertionError(clause.name)

    def _pays(self, clause: ir.Clause, name: str, measures: frozenset[str], readings: Readings) -> Outcome:
        amount = self.amounts[name]
        exact = total(amount, readings)
        if exact < 0 and amount.owed_by:
            return Outcome("refused", exact, exact, clause.cites, measures, name)
        sum_paid = max(exact, 0)
        under = refused_under(amount, readings) if sum_paid == 0 else None
        if under is not None:
            return Outcome("refused", clauses=under)
        return Outcome("refund", sum_paid, sum_paid, clause.cites, measures, name)

    def _left(self, clause: ir.Clause, leaves: ir.Leaves, found: Outcome, readings: Readings) -> Outcome:
        """An answer that a clause on top leaves to somebody; it is the last to change the answer."""
        top = max(total(self.amounts[leaves.high], readings), 0) if leaves.high else found.high
        least = min(max(number(leaves.low, readings).numerator, 0), top)
        clauses = in_text_order({*found.clauses, *clause.cites})
        amount = leaves.high or found.amount
        return found._replace(
            verdict="discretion", low=least, high=top, clauses=clauses, amount=amount, party=leaves.party
        )


def combine(answers: list[Outcome]) -> Outcome:
    """What several decisive clauses say together: refusals add up; anything else that differs is left to a person."""
    if not answers:
        return Outcome("not_covered")
    clauses = in_text_order({bullet for each in answers for bullet in each.clauses})
    measures = frozenset(measure for each in answers for measure in each.measures)
    if all(each.verdict == "refused" for each in answers):
        most_owed = min(answers, key=lambda each: each.low)
        return most_owed._replace(clauses=clauses, measures=measures)
    if len({each.answer for each in answers}) == 1:
        return answers[0]._replace(clauses=clauses, measures=measures)
    best = max(answers, key=lambda each: (each.high, each.verdict != "refused"))
    return best._replace(
        verdict="discretion",
        low=0,
        high=max(best.high, 0),
        clauses=clauses,
        measures=measures,
        party="",
        conflict=clauses,
    )


def improved(found: Outcome, other: Outcome) -> Outcome:
    """An answer after a clause that only improves it: from which sum on, and up to which, never goes down."""
    if other.verdict == "refused":
        return found
    low, high = max(found.low, other.low), max(found.high, other.high)
    for each in (found, other):
        if (each.low, each.high) == (low, high):
            return each
    most = found if found.high == high else other
    return most._replace(
        verdict="discretion",
        low=low,
        clauses=in_text_order({*found.clauses, *other.clauses}),
        measures=found.measures | other.measures,
    )


def _holds(node: ir.Expression | None, readings: Readings) -> bool:
    """Whether a test certainly holds; one that depends on an unknown fact does not."""
    try:
        return node is None or test(node, readings)
    except (Needed, BeyondCalendarError):
        return False


def _may_hold(node: ir.Expression, readings: Readings) -> bool:
    """Whether a test holds, or could: a clause that may ask for materials asks for them."""
    try:
        return test(node, readings)
    except (Needed, BeyondCalendarError):
        return True
