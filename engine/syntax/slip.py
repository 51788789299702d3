"""A slip: where a sentence went wrong, and what to write instead."""

from __future__ import annotations

import re

import attrs

from engine.diagnostics.span import Span
from engine.syntax.stop import Stop


@attrs.frozen
class Slip:
    """A mistake that is understood."""

    place: Span
    message: str
    help: str
    code: str = "RF101"


def unexpected(stop: Stop, cure: str, place: Span | None = None) -> Slip:
    """The slip of a word, or of some words, that cannot stand there."""
    place = place or stop.here
    return Slip(place, f"`{place.text}` was not expected here", cure)


def around(stop: Stop, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """What of a pattern covers the place, or ends right before it."""
    near = pattern.finditer(stop.text, max(stop.at - 60, 0))
    return next((found for found in near if found.start() <= stop.at <= found.end() + 1), None)
