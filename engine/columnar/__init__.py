"""A program as one query of DuckDB: the same answers as the evaluator's, for a whole table at once.

After this package every row has its record, or is marked as one for the evaluator: where a needed fact is unknown,
a value is odd, or a number is too large to be exact. It must not know how cases are written, nor run a query itself.
"""
