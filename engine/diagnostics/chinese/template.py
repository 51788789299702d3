"""A template of the catalogue: the texts that it matches, and how its Chinese side is filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from string import Formatter

import attrs

_QUOTED = "[^`]*|`"
_BARE = "(?:[^`]|`[^`]*`)+?"
_ANYTHING = ".+?"
_LONGEST_LOOSE = 500
_HAN = re.compile(r"[\u3400-\u9fff]")
_NARROW = re.compile(r"[A-Za-z0-9`%+\-]")


@attrs.frozen
class Piece:
    """Words of ours, the slot behind them (None where there is none), and whether it stands in backticks."""

    words: str
    slot: str | None
    quoted: bool


def pieces(text: str) -> tuple[Piece, ...]:
    """The words and slots of a template in order; a brace of our own is written twice."""
    found: list[Piece] = []
    quoted = False
    for words, slot, _, _ in Formatter().parse(text):
        quoted ^= words.count("`") % 2 == 1
        found.append(Piece(words, slot, quoted))
    return tuple(found)


@attrs.frozen
class Template:
    """An English text with slots, and the Chinese one with the same slots."""

    english: str
    chinese: str

    @cached_property
    def weight(self) -> int:
        """How many characters are ours: the more, the more certain that this template is meant."""
        return sum(len(piece.words) for piece in self._pieces)

    def match(self, text: str, *, loose: bool = False) -> Mapping[str, str] | None:
        """What stands in the slots; None for other texts. Words of a user may hold a backtick where that is `loose`."""
        if not text.startswith(self._pieces[0].words) or not all(
            piece.words in text for piece in self._pieces
        ):
            return None
        found = (self._loose if loose else self._pattern).fullmatch(text)
        return found.groupdict() if found else None

    def fill(self, given: Mapping[str, str], spoken: Callable[[str], str]) -> str:
        """The Chinese text; what stands in backticks on either side is the user's, and stays as it is."""
        ours = {piece.slot for piece in self._pieces if not piece.quoted}
        filled = ""
        bare = False
        for piece in pieces(self.chinese):
            filled = beside(filled, piece.words) if bare else filled + piece.words
            bare = not piece.quoted
            if piece.slot:
                word = given[piece.slot]
                word = spoken(word) if bare and piece.slot in ours else word
                filled = beside(filled, word) if bare else filled + word
        return filled

    @cached_property
    def _pieces(self) -> tuple[Piece, ...]:
        return pieces(self.english)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return self._compiled(_QUOTED, _BARE)

    @cached_property
    def _loose(self) -> re.Pattern[str]:
        return self._compiled(_ANYTHING, _ANYTHING)

    def _compiled(self, quoted: str, bare: str) -> re.Pattern[str]:
        groups = (
            re.escape(piece.words)
            + (f"(?P<{piece.slot}>{quoted if piece.quoted else bare})" if piece.slot else "")
            for piece in self._pieces
        )
        return re.compile("".join(groups), re.DOTALL)


class Catalogue:
    """Texts of one sort, to be looked up; where two templates match, the one with more words of ours is meant."""

    def __init__(self, texts: Mapping[str, str], *, loose: bool = False) -> None:
        """Take the Chinese of each English text; a `loose` one also finds texts in which a user wrote a backtick."""
        self._loose = loose
        templates = [Template(english, chinese) for english, chinese in texts.items()]
        self._plain = {each.english: each for each in templates if "{" not in each.english}
        self._others = sorted(
            (each for each in templates if "{" in each.english), key=lambda each: -each.weight
        )

    def entry(self, text: str) -> tuple[Template, Mapping[str, str]] | None:
        """The template of a text and what stands in its slots; None where the catalogue lacks it."""
        if text in self._plain:
            return self._plain[text], {}
        for loose in (False, True) if self._loose and len(text) <= _LONGEST_LOOSE else (False,):
            for each in self._others:
                given = each.match(text, loose=loose)
                if given is not None:
                    return each, given
        return None

    def find(self, text: str, spoken: Callable[[str], str]) -> str | None:
        """The Chinese of a text, what its slots hold being `spoken` first; None where the catalogue lacks it."""
        found = self.entry(text)
        return found[0].fill(found[1], spoken) if found else None


def beside(left: str, right: str) -> str:
    """Two texts in a row, with a blank where a Chinese character meets a Latin one, a digit or a backtick."""
    ends = left[-1:], right[:1]
    for one, other in (ends, ends[::-1]):
        if _HAN.fullmatch(one) and _NARROW.fullmatch(other):
            return f"{left} {right}"
    return left + right
