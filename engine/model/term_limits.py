"""How deep and how large terms may be, once the terms in them are written out: the cost of a policy is bounded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from engine.ir import tree as ir
from engine.ir.walk import parts_of
from engine.model.scope import DEEPEST_TERM, Scope
from engine.syntax.tree import Phrase, Word

LARGEST_TERM = 1_000
"""The parts that a term may stand for, the terms in it written out."""


def check_depths(scope: Scope) -> None:
    """Report terms that stand too deep before any is read, and take them as read."""
    phrases = {name: [line.phrase for line in block.lines] for name, block in scope.term_blocks.items()}
    uses = {
        name: {word for line in lines for word in _words(line) if word in phrases}
        for name, lines in phrases.items()
    }
    depths: dict[str, int] = {}
    for name in _from_the_bottom(uses):
        own = max((_depth(line) for line in phrases[name]), default=0)
        below = max((depths.get(used, 0) for used in uses[name]), default=0)
        depths[name] = own + below
        if depths[name] > DEEPEST_TERM:
            scope.terms[name] = None
        if below <= DEEPEST_TERM < depths[name]:
            scope.too_deep(name, scope.term_blocks[name].head.span)


def check_sizes(scope: Scope) -> None:
    """No term stands for too many parts once the terms in it are written out."""
    sizes: dict[str, int] = {}
    for name, term in scope.terms.items():
        if term is None:
            continue
        parts = parts_of(term.meaning)
        sizes[name] = sum(sizes.get(part.name, 1) if isinstance(part, ir.Term) else 1 for part in parts)
        if sizes[name] > LARGEST_TERM:
            place = scope.term_blocks[name].head.span
            problem = f"the term `{name}` stands for more than {LARGEST_TERM:,} parts"
            report_help = "name fewer terms in it, or fewer times"
            scope.report.error("RF901", problem, place, help=report_help)
            sizes[name] = 1


def _from_the_bottom(uses: Mapping[str, set[str]]) -> list[str]:
    """The terms, each after those that it names; a circle, which is reported where it is read, is cut open."""
    waiting = dict(uses)
    while True:
        try:
            return list(TopologicalSorter(waiting).static_order())
        except CycleError as circle:
            waiting |= {name: set() for name in circle.args[1]}


def _words(phrase: Phrase) -> Iterator[str]:
    for part in phrase.parts:
        if isinstance(part, Word):
            yield part.text
        elif isinstance(part, Phrase):
            yield from _words(part)


def _depth(phrase: Phrase) -> int:
    return 1 + max((_depth(part) for part in phrase.parts if isinstance(part, Phrase)), default=0)
