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
from engine.values.moment import DAY, NANOSECONDS, clock_shift, clock_span, local_days, time_on
from engine.values.rounding import to_multiple
from engine.values.span import add_months, months_between

_MOST_APART = 2 * DAY
"""How far clocks of one zone can be from a stopwatch that was set by them: more than all offsets there are."""


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
        """Numbers added up, each so many times."""
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

    def shifted(self, start: Number, count: Number, unit: str, rule: str) -> Number:
        """A date or an instant moved by a span of time."""
        match unit:
            case "months":
                return self._rising2(
                    ("months", rule), start, count, lambda day, by: add_months(day, by, rule)
                )
            case "business_days":
                return self._business_days(start, count, rule)
            case "time":
                return self._rising2(("time", rule), start, count, lambda day, by: time_on(day, by, rule))
            case _:
                moved = self.sum(((1, start), (NANOSECONDS.get(unit, 1), count)))
                return self._by_clock(unit, rule, start, count, moved) if rule else moved

    def elapsed(self, first: Number, last: Number, unit: str, rule: str) -> Number:
        """The time from one event to another."""
        gap = self.sum(((1, last), (-1, first)))
        match unit:
            case "days":
                return gap
            case "months":
                low = months_between(int(first.high), int(last.low), rule)
                high = months_between(int(first.low), int(last.high), rule)
                return self._step(("months between", rule), (first, last), low, high)
            case "business_days":
                return self._business_span(first, last, rule)
            case _ if rule:
                return self._clock_span(first, last, unit, rule)
            case _:
                return self._rising((unit,), gap, lambda span: span // NANOSECONDS[unit])

    def _by_clock(self, unit: str, zone: str, start: Number, count: Number, moved: Number) -> Number:
        """An instant moved by what clocks show: not far from where it is by the stopwatch."""
        if start.low == start.high and count.low == count.high:
            return constant(clock_shift(int(start.low), int(moved.low) - int(start.low), zone))
        low, high = moved.low - _MOST_APART, moved.high + _MOST_APART
        return self._step(("clock", unit, zone), (start, count), low, high)

    def _clock_span(self, first: Number, last: Number, unit: str, zone: str) -> Number:
        """The time between two instants by what clocks show."""
        if first.low == first.high and last.low == last.high:
            return constant(clock_span(int(first.low), int(last.low), zone) // NANOSECONDS[unit])
        low = int(last.low) - int(first.high) - _MOST_APART
        high = int(last.high) - int(first.low) + _MOST_APART
        return self._step(
            ("clock span", unit, zone), (first, last), low // NANOSECONDS[unit], high // NANOSECONDS[unit]
        )

    def _business_days(self, start: Number, count: Number, name: str) -> Number:
        """A date moved by business days; noted in `beyond` where the calendar may not reach so far."""
        calendar = self._calendars[name]
        low, high = int(start.low), int(start.high)
        ends = [
            calendar.shift(day, by).day for day in (low, high) for by in (int(count.low), int(count.high))
        ]
        if None not in ends and (self._is_gapless(calendar) or (low == high and count.low == count.high)):
            return self._rising2(
                ("business", name), start, count, lambda day, by: calendar.shift(day, by).bound
            )
        known = [date(year, 1, 1).toordinal() for year in (calendar.years[:1] + calendar.years[-1:])]
        return self._beyond(
            self._step(("business", name), (start, count), min(low, *known) - 1, max(high, *known) + 366)
        )

    def _business_span(self, first: Number, last: Number, name: str) -> Number:
        """The business days between two dates; noted in `beyond` where the calendar may not reach so far."""
        calendar = self._calendars[name]
        low = calendar.between(int(first.high), int(last.low)).day
        high = calendar.between(int(first.low), int(last.high)).day
        key = ("business between", name)
        if low is not None and high is not None and self._is_gapless(calendar):
            return self._step(key, (first, last), low, high)
        widest = max(abs(int(last.high) - int(first.low)), abs(int(first.high) - int(last.low)))
        return self._beyond(self._step(key, (first, last), -widest - 1, widest + 1))

    def _is_gapless(self, calendar: Calendar) -> bool:
        return not calendar.years or len(calendar.years) == calendar.years[-1] - calendar.years[0] + 1

    def _beyond(self, found: Number) -> Number:
        self.beyond.update(dict.fromkeys(atom for powers in found.form for atom, _ in powers))
        return found

    # ---- how numbers are made ---------------------------------------------------------------------------

    def _rising2(self, key: Hashable, one: Number, other: Number, step: Callable[[int, int], int]) -> Number:
        """A step that never falls where either of its two numbers rises."""
        low, high = step(floor(one.low), floor(other.low)), step(floor(one.high), floor(other.high))
        return self._step(key, (one, other), low, high)

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
