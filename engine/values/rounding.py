"""Rounding: exact division of whole numbers in a named mode, and the only place that rounds."""

MODES = ("down", "up", "half_up", "half_even")
"""Towards zero; away from zero; to the nearest, halves away from zero; to the nearest, halves to even."""


def divide(numerator: int, denominator: int, mode: str) -> int:
    """Divide, and round the result to a whole number in the mode named.

    Raises ValueError where the denominator is not above zero or the mode is none of `MODES`.
    """
    if denominator <= 0:
        message = f"the denominator must be above zero, not {denominator}"
        raise ValueError(message)
    whole, rest = divmod(abs(numerator), denominator)
    size = whole + _goes_away(whole, rest, denominator, mode)
    return size if numerator >= 0 else -size


def to_multiple(numerator: int, denominator: int, unit: int, mode: str) -> int:
    """Divide, and round the result to a whole multiple of `unit`, in the mode named.

    `unit` counts the same smallest units as the result: to whole yuan is 100, to ten fen is 10.
    Raises ValueError where denominator or unit is not above zero or the mode is none of `MODES`.
    """
    if unit <= 0:
        message = f"the unit to round to must be above zero, not {unit}"
        raise ValueError(message)
    return divide(numerator, denominator * unit, mode) * unit


def _goes_away(whole: int, rest: int, denominator: int, mode: str) -> bool:
    """Whether the fraction left over moves the result one further from zero."""
    match mode:
        case "down":
            return False
        case "up":
            return rest > 0
        case "half_up":
            return 2 * rest >= denominator
        case "half_even":
            # an odd whole number tips the exact half over, an even one does not
            return 2 * rest + whole % 2 > denominator
        case _:
            message = f"unknown rounding mode `{mode}`"
            raise ValueError(message)
