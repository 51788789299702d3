"""What a page shows: its fenced blocks, its checked tables, and the blocks of a policy in a piece of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

_PIECE = re.compile(
    r"^```(?P<info>[^\n`]+)\n(?P<body>.*?)^```$"
    r"|^<!-- checked: (?P<kind>\w+)(?: with (?P<facts>[^\n]*?))? -->\n(?P<rows>(?:[^\n]+\n)+)",
    re.MULTILINE | re.DOTALL,
)
_CODE = re.compile(r"`([^`\n]+)`")
_SENTENCE = re.compile(r"^  (?=\S)", re.MULTILINE)
_ALONE = {"policy", "facts", "precedence"}

Blocks = Mapping[tuple[str, str], str]
"""The blocks of a file by kind and name, in the order written."""


class Fence(NamedTuple):
    """A fenced block: the words behind the fence, and the text in it."""

    words: tuple[str, ...]
    body: str


class Table(NamedTuple):
    """A table whose last cells are computed: the kind of it, the facts it speaks of, and its rows of cells."""

    kind: str
    facts: str
    rows: str


def rewritten(page: str, fence: Callable[[Fence], str], table: Callable[[Table], str]) -> str:
    """The page with the text of each fenced block and the rows of each checked table put in anew, from the top down."""

    def piece(match: re.Match[str]) -> str:
        whole = match[0]
        if match["info"] is not None:
            body = fence(Fence(tuple(match["info"].split()), match["body"]))
            return f"```{match['info']}\n{body}```"
        rows = table(Table(match["kind"], match["facts"] or "", match["rows"]))
        return whole[: -len(match["rows"])] + rows

    return _PIECE.sub(piece, page)


def fences(page: str) -> list[Fence]:
    """The fenced blocks of a page, from the top down."""
    found: list[Fence] = []

    def fence(each: Fence) -> str:
        found.append(each)
        return each.body

    rewritten(page, fence, lambda table: table.rows)
    return found


def code_spans(page: str) -> set[str]:
    """Everything that stands in backticks outside fenced blocks."""
    return set(_CODE.findall(rewritten(page, lambda _: "", lambda table: table.rows)))


def cells(row: str) -> list[str]:
    """The cells of a row of a table."""
    return [cell.strip() for cell in row.strip().removeprefix("|").removesuffix("|").split("|")]


def row(parts: list[str]) -> str:
    """A row of a table with these cells."""
    return "".join(f"| {part} " if part else "| " for part in parts) + "|\n"


def blocks_of(text: str) -> dict[tuple[str, str], str]:
    """The blocks of a piece of a policy, by the first two words of their heads, without comments."""
    found: dict[tuple[str, str], str] = {}
    for piece in re.split(r"^(?=[a-z])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE), flags=re.MULTILINE):
        if piece[:1].isalpha():
            words = piece.split("\n", 1)[0].split()
            name = "" if words[0] in _ALONE else words[1]
            found[words[0], name] = piece.rstrip() + "\n"
    return found


def with_sentences(block: str, sentences: str) -> str:
    """A block in which these sentences stand for those that begin with the same word; a new word goes to the end."""
    head, *old = _SENTENCE.split(block)
    waiting: dict[str, list[str]] = {}
    for sentence in _SENTENCE.split(re.sub(r"^#.*\n", "", sentences, flags=re.MULTILINE))[1:]:
        waiting.setdefault(sentence.split()[0], []).append(sentence)
    changed = set(waiting)
    placed: list[str] = []
    for sentence in old:
        opening = sentence.split()[0]
        placed += waiting.pop(opening, []) if opening in changed else [sentence]
    placed += [sentence for group in waiting.values() for sentence in group]
    return head + "".join(f"  {sentence}" for sentence in placed)
