"""Did you mean: the name a user most likely meant.

Edit distance with transpositions, not difflib: difflib scores what two names share, so that
`payment.fee` comes near `payment.paid`; a distance counts the slips of a hand.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable

_LONGEST = 100
_ALIKE = str.maketrans({"-": "_", " ": "_", "。": "."})


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Find the candidate that the word is a slip of; None where nothing is near."""
    folded = _fold(word)
    if len(folded) > _LONGEST:
        return None
    others = {name: _fold(name) for name in candidates if name != word}
    ranked = [(slips, name) for name, other in others.items() if (slips := _slips(folded, other)) >= 0]
    if ranked:
        return min(ranked)[1]
    last = folded.rpartition(".")[2]
    same_last = [name for name, other in others.items() if other.rpartition(".")[2] == last]
    return same_last[0] if len(same_last) == 1 else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """Word the help for a name that nothing has; None where nothing is near."""
    name = nearest(word, candidates)
    return None if name is None else f"did you mean `{name}`?"


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip().translate(_ALIKE)


def _slips(word: str, other: str) -> int:
    """Count the slips between two names, part by part of dotted ones; -1 where they are not near.

    Part by part, because a long shared beginning must not excuse another ending.
    """
    parts, other_parts = word.split("."), other.split(".")
    if len(parts) != len(other_parts):
        parts, other_parts = [word], [other]
    total = 0
    for part, other_part in zip(parts, other_parts, strict=True):
        longest = max(len(part), len(other_part))
        allowed = (longest + 1) // 3
        if abs(len(part) - len(other_part)) > allowed or _unshared(part, other_part) > allowed:
            return -1
        slips = _distance(part, other_part)
        if slips > allowed:
            return -1
        total += slips
    return total


def _unshared(a: str, b: str) -> int:
    """The letters of one word that the other lacks: never more than the slips between them, and quicker to count."""
    letters, others = Counter(a), Counter(b)
    return max((letters - others).total(), (others - letters).total())


def _distance(a: str, b: str) -> int:
    """Count insertions, deletions, changes and swaps of neighbours between two words."""
    before: list[int] = []
    above = list(range(len(b) + 1))
    for row, letter in enumerate(a, start=1):
        line = [row]
        for column, other in enumerate(b, start=1):
            cost = min(above[column] + 1, line[column - 1] + 1, above[column - 1] + (letter != other))
            swapped = row > 1 and column > 1 and letter == b[column - 2] and a[row - 2] == other
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        before, above = above, line
    return above[-1]
