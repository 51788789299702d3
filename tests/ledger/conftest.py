import pytest

from engine.tasks.receipts import receipt

from .changes import Receipt
from .small import SmallLedger


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallLedger:
    """A small ledger, to be read alone: who changes something changes a copy."""
    made = SmallLedger(tmp_path_factory.mktemp("small"), seed=3)
    made.fill()
    return made


@pytest.fixture(scope="session")
def receipts(small: SmallLedger) -> list[Receipt]:
    """The receipt of every outcome."""
    ledger = small.open()
    rows = ledger.database.rows("SELECT number FROM entry WHERE kind = 'confirmed' ORDER BY number")
    made = [receipt(ledger, number) for (number,) in rows]
    ledger.database.close()
    return made
