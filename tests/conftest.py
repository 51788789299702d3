"""What every test shares: the profiles of Hypothesis, and the flag that writes expected results anew."""

import os

import pytest
from hypothesis import settings

# `ci` tries the same examples every time, so that a red run can be repeated; `explore` rolls new ones.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless", action="store_true", help="write expected results anew, to be reviewed as a diff"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let no property test be measured: it runs the same lines a thousand times, which costs half as much again."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")
