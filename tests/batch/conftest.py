"""What the tests of batches share with those of commands."""

from tests.tasks.conftest import policies, refundry

__all__ = ["policies", "refundry"]
