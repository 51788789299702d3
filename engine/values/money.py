"""Money and quota: amounts as whole numbers of the smallest unit, read and written exactly."""

from engine.values.unreadable import Unreadable

WHOLE_DIGITS = 15
"""The most digits an amount may have before its decimal point."""


def to_minor(text: str, decimals: int) -> int:
    """Read an amount such as `100.00` as a count of the smallest unit, of which 10**decimals make one.

    CNY has 2 decimals (fen), quota 6 (millionths). Only the digits 0 to 9, one point and a leading minus
    are read: no exponent, no plus, no spaces, no separators between thousands.
    Raises Unreadable `digits`, `size` or `decimals`; zeros past the last decimal count as decimals.
    """
    whole, point, fraction = text.removeprefix("-").partition(".")
    if not (text.isascii() and whole.isdigit() and (fraction.isdigit() or not point)):
        raise Unreadable(reason="digits")
    if len(whole) > WHOLE_DIGITS:
        raise Unreadable(reason="size")
    if len(fraction) > decimals:
        raise Unreadable(reason="decimals")
    minor = int(whole + fraction.ljust(decimals, "0"))
    return -minor if text[0] == "-" else minor


def to_text(minor: int, decimals: int) -> str:
    """Write a count of the smallest unit as an amount with all its decimals: 5 fen are `0.05`."""
    digits = str(abs(minor)).rjust(decimals + 1, "0")
    sign = "-" if minor < 0 else ""
    if decimals == 0:
        return sign + digits
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"
