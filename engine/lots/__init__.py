"""Quota in lots: what each call, return and expiry in the history of an account did to the lots on it.

Afterwards every unit is accounted for: granted and returned, or used, expired and unused. All of it is counted in
whole units, and nothing here knows a file, a clock or a policy's text.
"""
