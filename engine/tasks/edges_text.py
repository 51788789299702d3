"""What `test` says of edges and choices: how many were met, and in the words of the policy those that were not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.tasks.edges import OTHER, Choice, Edge, Place

_WORDS = {
    "edges": (
        "  edges {met} of {all}: each comparison met exactly at its edge, just below it and just above it",
        "  边界 {met}/{all}：每项比较恰在边界、略低于边界、略高于边界",
    ),
    "choices": (
        "  choices {met} of {all}: each word that a test names, and one that it does not name",
        "  选项 {met}/{all}：检验所列的每个选项，以及未列的选项",
    ),
    "gap": ("    {where}: {text}: never {sides}", "    {where}：{text}：从未{sides}"),
    "clause": ("clause {0}", "条款 {0}"),
    "amount": ("amount {0}", "金额 {0}"),
    "term": ("term {0}", "术语 {0}"),
    "below": ("just below", "略低于边界"),
    "at": ("at the edge", "恰在边界"),
    "above": ("just above", "略高于边界"),
    "other": ("another", "其他选项"),
    "list": (", ", "、"),
}
Word = Callable[[Choice, str], str]


def edge_lines(edges: tuple[Edge, ...], zh: bool) -> Iterator[str]:
    """How many edges were met, and a line for each comparison of which one was not."""
    counts = [count for edge in edges for count in edge.sides.values() if count is not None]
    if counts:
        yield _say("edges", zh, met=sum(count > 0 for count in counts), all=len(counts))
    for edge in edges:
        if edge.gaps:
            sides = _say("list", zh).join(_say(side, zh) for side in edge.gaps)
            yield _say("gap", zh, where=where(edge.place, zh), text=edge.text, sides=sides)


def choice_lines(choices: tuple[Choice, ...], zh: bool) -> Iterator[str]:
    """How many choices were met, and a line for each test of which one was not."""
    counts = [count for choice in choices for count in choice.words.values()]
    if counts:
        yield _say("choices", zh, met=sum(count > 0 for count in counts), all=len(counts))
    for choice in choices:
        if choice.gaps:
            named = [_say("other", zh) if word == OTHER else f"`{word}`" for word in choice.gaps]
            sides = _say("list", zh).join(named)
            yield _say("gap", zh, where=where(choice.place, zh), text=choice.text, sides=sides)


def where(place: Place, zh: bool) -> str:
    """The clause, amount or term, in words."""
    return _WORDS[place.kind][zh].format(place.name)


def side_text(side: str, zh: bool) -> str:
    """A side of an edge in words; any other word stands for itself."""
    return (
        _say(side, zh) if side in {"below", "at", "above"} else _say("other", zh) if side == OTHER else side
    )


def edge_json(edge: Edge) -> dict[str, object]:
    """A comparison with its counts; null where no possible case has that side."""
    return {edge.place.kind: edge.place.name, "text": edge.text, **edge.sides}


def choice_json(choice: Choice) -> dict[str, object]:
    """A test with how often each of its words was met; `other` counts all that it does not name."""
    words = {word or "other": count for word, count in choice.words.items()}
    return {choice.place.kind: choice.place.name, "text": choice.text, "words": words}


def _say(key: str, zh: bool, **slots: object) -> str:
    return _WORDS[key][zh].format(**slots)
