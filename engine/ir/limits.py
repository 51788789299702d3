"""How large the parts of a program may be, so that its sealed form is exact and its cost is known."""

from engine.values.canonical import LARGEST

MOST_DECIMALS = 9
"""The decimals that a unit, a number or a percentage may have."""

LARGEST_NUMBER = 9 * 10**15
"""The largest number that a policy may write out, in its smallest unit: the next one still has a sealed form."""

MOST_NEEDS = 8
"""The needs a clause may have: each way in which they can fail is a refusal of its own."""

if LARGEST_NUMBER >= LARGEST:
    raise AssertionError(LARGEST_NUMBER)
