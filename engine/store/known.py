"""What a connection knows of its ledger: looked up once, and true as long as nobody else writes."""

from __future__ import annotations

from functools import cached_property

from engine.ledger.merkle import Growing, peaks
from engine.ledger.signature import PublicKey
from engine.store.lookup import Lookup


class Known:
    """What every act of writing asks of a ledger. Whoever holds it keeps it in step with what they write."""

    def __init__(self, lookup: Lookup) -> None:
        """Know nothing yet."""
        self._lookup = lookup
        self.sealed: set[str] = set()
        """Digests of what the ledger is known to hold of what outcomes are decided by."""

    @cached_property
    def is_empty(self) -> bool:
        """Whether nothing was ever written."""
        return self._lookup.is_empty

    @cached_property
    def origin(self) -> str:
        """The name of the ledger; raises StoreError where it has none yet."""
        return self._lookup.origin

    @cached_property
    def signers(self) -> list[PublicKey]:
        """The keys that may sign, the first one first."""
        return self._lookup.signers()

    @cached_property
    def growing(self) -> Growing:
        """The right edge of the tree."""
        size = self._lookup.size
        return Growing([(peak, self._lookup.node(peak)) for peak in peaks(size)], size)

    @cached_property
    def last(self) -> bytes | None:
        """The leaf hash of the newest entry; None where there is none."""
        return self._lookup.node((0, self.growing.size - 1)) if self.growing.size else None
