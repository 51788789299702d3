"""Where a sentence that is printed breaks into rows, and how its words stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import attrs

from engine.diagnostics.display import width
from engine.syntax.tree import Comment

STEP = 2
"""The columns that an item of a list stands further right."""

_ALWAYS, _TEXT, _TAIL, _JOIN, _COUNT, _SUM, _LANGUAGE, _LIST = 0, 1, 2, 3, 10, 11, 90, 91
_EXTREMES = {"least", "greatest", "earliest", "latest"}
_PRINTED = {
    "_COUNTED": ", counted",
    "_ROUNDED": ", rounded",
    "_INSTEAD": ", instead of",
    "_ELSE": ", else",
    "_BAND_BY_BAND": ", band by band",
}


@attrs.frozen
class Item:
    """A word to be printed; `kind` is the keyword or sign that it is, or its terminal; comments follow it."""

    text: str
    kind: str
    comments: Sequence[Comment] = ()


@attrs.frozen
class Row:
    """A row of a printed sentence: how far it is indented from the first, its words, its comment."""

    indent: int
    text: str
    comment: str = ""


@attrs.frozen
class _Part:
    """Words that no row breaks must part, with the places before which one may, the outermost with the least rank."""

    words: tuple[Item, ...]
    ranks: tuple[int | None, ...]
    in_list: bool


def joined(words: Sequence[Item]) -> str:
    """The words as they stand in one row."""
    return "".join(gap + text for gap, text in zip(_gaps(words), map(_printed, words), strict=True))


def rows(words: Sequence[Item], room: int | None) -> Iterator[Row]:
    """Break a sentence where it always breaks, and what is wider than the room, if any, at the outermost place."""
    for part in _parts(words):
        indent = STEP if part.in_list else 0
        alone = [comment.text for comment in part.words[-1].comments if comment.alone]
        beside = [comment.text for comment in part.words[-1].comments if not comment.alone]
        starts_item = part.words[0].kind == "-"
        pieces = [part.words] if room is None else list(_fitted(part.words, part.ranks, room - 2 * indent))
        texts = [joined(piece) for piece in pieces]
        for number in range(1, len(texts)):
            if texts[number].startswith(", "):
                texts[number - 1 : number + 1] = f"{texts[number - 1]},", texts[number][2:]
        for number, text in enumerate(texts, start=1):
            further = indent if starts_item and number == 1 else 2 * indent
            yield Row(further, text, " ".join(beside) if number == len(texts) else "")
        for comment in alone:
            yield Row(indent, "", comment)


def _parts(words: Sequence[Item]) -> Iterator[_Part]:
    """The words between the places where a sentence always breaks."""
    ranks = _ranks(words)
    starts = [
        place for place, rank in enumerate(ranks) if rank == _ALWAYS or (place and words[place - 1].comments)
    ]
    in_list = False
    for start, end in zip([0, *starts], [*starts, len(words)], strict=True):
        if start == end:
            continue
        in_list = words[start].kind == "-" or (in_list and ranks[start] != _ALWAYS)
        yield _Part(tuple(words[start:end]), tuple(ranks[start:end]), in_list)


def _ranks(words: Sequence[Item]) -> list[int | None]:
    """How far out a row may break before each word; None where it may not."""
    ranks: list[int | None] = []
    depth, in_list = 0, False
    extremes: list[int] = []
    for place, word in enumerate(words):
        above = words[place - 1].kind if place else ""
        below = words[place + 1].kind if place + 1 < len(words) else ""
        depth += (word.kind == "(") - (word.kind == ")")
        if word.kind in _EXTREMES and above == "the":
            extremes.append(depth)
        rank = _rank(word.kind, above, below, depth)
        if rank == _JOIN and word.kind == "and" and extremes and extremes[-1] == depth:
            extremes.pop()
            rank = None
        if in_list and rank in {_TEXT, _TAIL}:
            rank = _ALWAYS
        in_list = word.kind == "-" or (in_list and rank != _ALWAYS)
        ranks.append(rank)
    return ranks


def _rank(kind: str, above: str, below: str, depth: int) -> int | None:
    match kind:
        case "-":
            return _ALWAYS
        case "the" if below == "rest":
            return _ALWAYS
        case "otherwise":
            return _ALWAYS if below == "refused" else None
        case "STRING":
            return None if above == "/" else _TEXT
        case "if" | "under" | "calling":
            return _TAIL
        case "and" | "or":
            return _JOIN
        case "_COUNTED" | "_ROUNDED" | "_INSTEAD" | "_ELSE":
            return _COUNT + 2 * depth
        case "plus" | "less":
            return _SUM + 2 * depth
        case "/":
            return _LANGUAGE
        case _:
            return _LIST if above == "," else None


def _fitted(words: tuple[Item, ...], ranks: tuple[int | None, ...], room: int) -> Iterator[tuple[Item, ...]]:
    """Break words that are wider than the room at places of the outermost rank, until every row fits or cannot."""
    waiting = [(words, ranks)]
    while waiting:
        words, ranks = waiting.pop()
        wide = list(accumulate(map(_columns, _gaps(words), words)))
        outermost = min((rank for rank in ranks[1:] if rank is not None), default=None)
        if wide[-1] <= room or outermost is None:
            yield words
            continue
        places = [place for place, rank in enumerate(ranks) if place and rank == outermost]
        if outermost != _JOIN:  # tests have a row each, all else fills its rows
            places = _filling(places, words, wide, room)
        bounds = [0, *places, len(words)]
        waiting += [(words[start:end], ranks[start:end]) for start, end in pairwise(bounds)][::-1]


def _filling(places: Sequence[int], words: Sequence[Item], wide: Sequence[int], room: int) -> list[int]:
    """The places at which rows break that hold as much as they can, the comma of a tail with them."""
    chosen, above = [], 0
    ends = [wide[place - 1] + (words[place].kind in _PRINTED) for place in places[1:]] + [wide[-1]]
    for place, end in zip(places, ends, strict=True):
        if end - above > room:
            chosen.append(place)
            above = wide[place - 1] + 1
    return chosen or [places[0]]


def _gaps(words: Sequence[Item]) -> list[str]:
    """What stands before each word: a blank, or nothing."""
    gaps = []
    above = "("
    for word in words:
        gaps.append("" if above == "(" or word.kind in {",", ")", *_PRINTED} else " ")
        above = word.kind
    return gaps


def _printed(word: Item) -> str:
    return _PRINTED.get(word.kind, word.text)


def _columns(gap: str, word: Item) -> int:
    return len(gap) + width(_printed(word))
