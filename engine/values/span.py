"""Spans: moving a day by calendar days and months, and counting whole months."""

from datetime import date

END_OF_MONTH = ("clamp", "roll")
"""What a month without that day does: its last day stands in, or the first of the month after it."""

_CYCLE_DAYS = 146_097
_CYCLE_MONTHS = 4_800


def add_days(day: int, days: int) -> int:
    """Return the day that many calendar days later, earlier where `days` is negative."""
    return day + days


def add_months(day: int, months: int, end_of_month: str) -> int:
    """Return the same day of the month that many months later, earlier where `months` is negative.

    One month after 31 January is the last of February with `clamp`, the first of March with `roll`.
    Raises ValueError where `end_of_month` is none of `END_OF_MONTH`.
    """
    if end_of_month not in END_OF_MONTH:
        message = f"unknown end of month `{end_of_month}`"
        raise ValueError(message)
    month, day_of_month = _split(day)
    first, following = _month_start(month + months), _month_start(month + months + 1)
    last = following - 1 if end_of_month == "clamp" else following
    return min(first + day_of_month - 1, last)


def months_between(first: int, last: int, end_of_month: str) -> int:
    """Count the whole months completed from one day to another: the most that can be added to `first`.

    Where `last` is the earlier one the months count below zero, as from `last` to `first`.
    Raises ValueError where `end_of_month` is none of `END_OF_MONTH`.
    """
    if last < first:
        return -months_between(last, first, end_of_month)
    months = _split(last)[0] - _split(first)[0]
    return months - (add_months(first, months, end_of_month) > last)


def month_around(day: int) -> tuple[int, int]:
    """Return the first and the last day of the month in which a day lies."""
    month, _ = _split(day)
    return _month_start(month), _month_start(month + 1) - 1


def _split(day: int) -> tuple[int, int]:
    """Return the count of months since the year 1, and the day of the month."""
    # the calendar repeats every 400 years, which carries it past the years that `date` knows
    cycles, within = divmod(day - 1, _CYCLE_DAYS)
    found = date.fromordinal(within + 1)
    return cycles * _CYCLE_MONTHS + (found.year - 1) * 12 + found.month - 1, found.day


def _month_start(month: int) -> int:
    """Return the first day of that month since the year 1."""
    cycles, within = divmod(month, _CYCLE_MONTHS)
    year, rest = divmod(within, 12)
    return cycles * _CYCLE_DAYS + date(year + 1, rest + 1, 1).toordinal()
