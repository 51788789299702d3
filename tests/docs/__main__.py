"""Put what the pages compute in anew: `python -m tests.docs`."""

from __future__ import annotations

from . import ledger
from .walk import PAGE, Walk

PAGE.write_text(Walk().mended(PAGE.read_text("utf-8")), "utf-8")
ledger.PAGE.write_text(ledger.mended(ledger.PAGE.read_text("utf-8")), "utf-8")
