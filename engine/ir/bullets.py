"""The order of clause numbers in the text: 2.3 before 2.10, 2.3 before 2.3a."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PART = re.compile(r"\d+|[a-z]+")


def in_text_order(bullets: Iterable[str]) -> tuple[str, ...]:
    """The bullets, each once, in the order in which the text has them."""
    return tuple(sorted(set(bullets), key=_order))


def _order(bullet: str) -> list[tuple[bool, int, str]]:
    return [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in _PART.findall(bullet)]
