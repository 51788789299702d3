"""One reading a policy, written from its text alone: `read` decides a case, `draw` makes one near the edges of it.

Nothing here imports the engine, or looks at a policy file: dates, fractions and plain conditions only.
"""
