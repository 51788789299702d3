"""Put what the pages compute in anew: `python -m tests.docs`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from . import capabilities, ledger, reviewing
from .walk import PAGE, Walk

PAGE.write_text(Walk().mended(PAGE.read_text("utf-8")), "utf-8")
ledger.PAGE.write_text(ledger.mended(ledger.PAGE.read_text("utf-8")), "utf-8")
reviewing.PAGE.write_text(reviewing.mended(reviewing.PAGE.read_text("utf-8")), "utf-8")
for path in capabilities.pages():
    with tempfile.TemporaryDirectory() as folder:
        found = capabilities.shown(path, Path(folder))
    path.write_text(found.page, "utf-8")
    print(path.stem, *found.faults, sep="\n  ")
