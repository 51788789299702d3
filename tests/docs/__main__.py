"""Put the messages and the computed cells of the page of the language in anew: `python -m tests.docs`."""

from __future__ import annotations

from .walk import PAGE, Walk

PAGE.write_text(Walk().mended(PAGE.read_text("utf-8")), "utf-8")
