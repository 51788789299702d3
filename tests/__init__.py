"""The tests; `tests/test_architecture.py` guards the shape of the whole checkout."""
