"""What the tests of comparing share: the corner shop, its first version sealed."""

from __future__ import annotations

import pytest

from tests.tasks.conftest import policies, refundry
from tests.tasks.running import Program
from tests.tasks.shop import FIRST, Shop

__all__ = ["policies", "refundry"]


@pytest.fixture
def shop(refundry: Program) -> Shop:
    shop = Shop(refundry)
    assert shop("seal", "shop", FIRST).code == 0
    return shop
