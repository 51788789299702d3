"""Versions: which text of a policy governs which day, and the seals that keep it as it was published.

A sealed version is known by digests of its clauses, facts, source list, program, texts and calendars.
It must not read a file (bytes and parsed tables come in) nor know how a policy is written (`syntax`, `model`).
"""
