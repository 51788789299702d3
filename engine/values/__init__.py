"""Values: money, quota, moments, spans of days and months, business days and rounding.

Whatever leaves this package is an exact int in its smallest unit, the same on every machine: nothing
after it parses a number or a date, counts days, rounds, or knows a time zone.
It must not know policies, clauses, cases or any language, and it never reads a file or the clock.
"""
