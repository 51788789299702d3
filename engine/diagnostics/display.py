"""User text made fit to be shown: what a terminal would obey or hide becomes an escape."""

import unicodedata

_TAB = "    "
_WIDE = frozenset("WF")


def shown(text: str) -> str:
    """Give the text with control, bidirectional and invisible characters as escapes."""
    if text.isprintable():
        return text
    return "".join(map(_shown_character, text))


def cell(character: str) -> str:
    """Give what stands for a character of a source line: a tab is four spaces there."""
    return _TAB if character == "\t" else _shown_character(character)


def width(text: str) -> int:
    """Count the terminal columns that shown text takes: two for a Chinese character."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def encodable(text: str) -> str:
    """Give the text with lone surrogates, which no UTF-8 can hold, as escapes."""
    return text.encode(errors="backslashreplace").decode()


def _shown_character(character: str) -> str:
    # Cc control, Cf bidirectional and zero-width, Cs surrogate, Cn unassigned, Zl and Zp breaks
    category = unicodedata.category(character)
    if category[0] != "C" and category not in {"Zl", "Zp"}:
        return character
    return ascii(character)[1:-1]


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
