"""The steps that numbers, dates and instants go through, over all the cases of a box."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from math import floor

from engine.evaluator.forms import (
    MOST_PARTS,
    Atoms,
    Exact,
    Form,
    Number,
    added,
    constant,
    inverse,
    multiplied,
    tightened,
)
from engine.values.calendar import Calendar
from engine.values.moment import local_days
from engine.values.rounding import to_multiple
from engine.values.span import add_months, months_between

_CLOCK = {"hours": 3_600_000_000_000, "minutes": 60_000_000_000}


class Numbers:
    """Arithmetic over one box. `beyond` holds what may be asked of a calendar that does not reach so far."""

    def __init__(self, atoms: Atoms, calendars: Mapping[str, Calendar]) -> None:
        """Begin with no bounds of any atom."""
        self.beyond: dict[int, None] = {}
        self._atoms = atoms
        self._calendars = calendars
        self._bounds: dict[int, tuple[Exact, Exact]] = {}

    def bounded(self, atom: int, low: Exact, high: Exact) -> Number:
        """The number that an atom stands for."""
        if low == high:
            return constant(low)
        self._bounds[atom] = low, high
        return Number({((atom, 1),): 1}, low, high)

    def either(self, test: int, then: Number, otherwise: Number) -> Number:
        """One number or another, as a test comes out."""
        if then.form == otherwise.form:
            return then
        depends = self._atoms.depends[test] | self._atoms.behind(then, otherwise)
        whole = self._atoms.is_whole(then) and self._atoms.is_whole(otherwise)
        atom = self._atoms.atom(("either", test, then.key, otherwise.key), depends, whole=whole)
        return self.bounded(atom, min(then.low, otherwise.low), max(then.high, otherwise.high))

    def sum(self, parts: Iterable[tuple[int, Number]]) -> Number:
        """Numbers added up, each with its sign."""
        return self._made(*added(parts))

    def scaled(self, value: Number, times: Number, over: Number) -> Number:
        """`value` times `times` over `over`, which is above zero."""
        product = self._made(*multiplied(value, times))
        form = inverse(over)
        if form is None:
            over = self._step(("sum",), (over,), over.low, over.high, whole=self._atoms.is_whole(over))
            form = inverse(over)
        if form is None or over.low <= 0:
            raise ZeroDivisionError
        return self._made(*multiplied(product, Number(form, Fraction(1) / over.high, Fraction(1) / over.low)))

    def rounded(self, number: Number, unit: int, mode: str) -> Number:
        """A number as a whole multiple of `unit`."""
        if unit == 1 and self._atoms.is_whole(number):
            return number
        low, high = (
            to_multiple(end.numerator, end.denominator, unit, mode) for end in (number.low, number.high)
        )
        return self._step(("round", unit, mode), (number,), low, high)

    def extreme(self, which: str, one: Number, other: Number) -> Number:
        """The least or the greatest of two numbers."""
        gap = self.sum(((1, one), (-1, other)))
        if gap.low >= 0:
            return other if which == "least" else one
        if gap.high <= 0:
            return one if which == "least" else other
        choose = min if which == "least" else max
        key = ("extreme", which, frozenset((one.key, other.key)))
        whole = self._atoms.is_whole(one) and self._atoms.is_whole(other)
        atom = self._atoms.atom(key, self._atoms.behind(one, other), whole=whole)
        return self.bounded(atom, choose(one.low, other.low), choose(one.high, other.high))

    # ---- time -------------------------------------------------------------------------------------------

    def day(self, instant: Number, zone: str) -> Number:
        """The local date of an instant."""
        low, high = local_days(int(instant.low), int(instant.high), zone)
        return self._step(("day", zone), (instant,), low, high)

    def shifted(self, start: Number, count: int, unit: str, rule: str) -> Number:
        """A date or an instant moved by a span of time."""
        if unit == "months":
            return self._rising(("months", count, rule), start, lambda day: add_months(day, count, rule))
        if unit == "business_days":
            return self._business_days(start, count, rule)
        return self.sum(((1, start), (1, constant(count * _CLOCK.get(unit, 1)))))

    def elapsed(self, first: Number, last: Number, unit: str, rule: str) -> Number:
        """The time from one event to another."""
        gap = self.sum(((1, last), (-1, first)))
        if unit == "days":
            return gap
        if unit in _CLOCK:
            return self._rising((unit,), gap, lambda span: span // _CLOCK[unit])
        low = months_between(int(first.high), int(last.low), rule)
        high = months_between(int(first.low), int(last.high), rule)
        return self._step(("months between", rule), (first, last), low, high)

    def _business_days(self, start: Number, count: int, name: str) -> Number:
        """A date moved by business days; noted in `beyond` where the calendar may not reach so far."""
        calendar = self._calendars[name]
        ends = [calendar.shift(int(end), count).day for end in (start.low, start.high)]
        low, high = int(start.low), int(start.high)
        gapless = not calendar.years or len(calendar.years) == calendar.years[-1] - calendar.years[0] + 1
        if None not in ends and (gapless or low == high):
            return self._rising(
                ("business", name, count), start, lambda day: calendar.shift(day, count).bound
            )
        known = [date(year, 1, 1).toordinal() for year in (calendar.years[:1] + calendar.years[-1:])]
        found = self._step(("business", name, count), (start,), min(low, *known) - 1, max(high, *known) + 366)
        self.beyond.update(dict.fromkeys(atom for powers in found.form for atom, _ in powers))
        return found

    # ---- how numbers are made ---------------------------------------------------------------------------

    def _rising(self, key: Hashable, number: Number, step: Callable[[int], int]) -> Number:
        """A step that never falls where its number rises."""
        return self._step(key, (number,), step(floor(number.low)), step(floor(number.high)))

    def _step(
        self,
        key: Hashable,
        parts: tuple[Number, ...],
        low: Exact,
        high: Exact,
        *,
        whole: bool = True,
    ) -> Number:
        """What a step makes of numbers: one atom, told by the step and the numbers."""
        depends = self._atoms.behind(*parts)
        atom = self._atoms.atom((key, *(part.key for part in parts)), depends, whole=whole)
        return self.bounded(atom, low, high)

    def _made(self, form: Form, low: Exact, high: Exact) -> Number:
        found = tightened(form, low, high, self._bounds)
        if len(form) <= MOST_PARTS:
            return found
        return self._step(("sum",), (found,), found.low, found.high, whole=self._atoms.is_whole(found))
