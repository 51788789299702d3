"""The open points of a policy that cited clauses touch."""

from __future__ import annotations

from collections.abc import Iterable

from engine.explain.tree import OpenPoint
from engine.ir.texts import Texts


class OpenPoints:
    """The open points of a policy in one language; one under `3` concerns every bullet of section 3."""

    def __init__(self, texts: Texts, lang: str) -> None:
        """Take the points in the order of the policy."""
        words = texts.of(lang)
        self._points: list[OpenPoint] = [
            {
                "name": name,
                "clauses": list(bullets),
                "question": words.get(f"open.{name}", ""),
                "reading": words.get(f"open.{name}.reading", ""),
            }
            for name, bullets in texts.open_points
        ]
        self._at: dict[str, frozenset[int]] = {}

    def touched(self, cited: Iterable[str]) -> list[OpenPoint]:
        """The points that concern any of these bullets."""
        places = {place for bullet in cited for place in self._concern(bullet)}
        return [self._points[place] for place in sorted(places)]

    def _concern(self, bullet: str) -> frozenset[int]:
        if bullet not in self._at:
            found = (place for place, point in enumerate(self._points) if _within(bullet, point["clauses"]))
            self._at[bullet] = frozenset(found)
        return self._at[bullet]


def _within(bullet: str, bullets: list[str]) -> bool:
    return any(bullet == each or bullet.startswith(f"{each}.") for each in bullets)
