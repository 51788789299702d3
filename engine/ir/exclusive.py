"""Scopes that no case meets at once: they ask one choice to be two words, or one thing to be yes and no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.ir import tree as ir

Words = Mapping[str, frozenset[str]]
"""The words that a fact must be one of for a scope to hold; yes and no are words too."""
_YES, _NO = frozenset({"yes"}), frozenset({"no"})


def are_exclusive(left: ir.Expression, right: ir.Expression) -> bool:
    """Whether it can be seen at a glance that two scopes never hold together."""
    return are_apart(words_of(left), words_of(right))


def are_apart(left: Words, right: Words) -> bool:
    """The same of scopes of which the words are known already."""
    return any(left[fact].isdisjoint(right[fact]) for fact in left.keys() & right.keys())


def _tests(scope: ir.Expression) -> Iterator[ir.Expression]:
    """What must all hold for a scope to hold."""
    if isinstance(scope, ir.All):
        for test in scope.tests:
            yield from _tests(test)
    else:
        yield scope


def words_of(scope: ir.Expression) -> Words:
    """The words that each fact must be one of for a scope to hold."""
    found: dict[str, frozenset[str]] = {}
    for test in _tests(scope):
        match test:
            case ir.Fact(name) | ir.Term(name):
                found[name] = found.get(name, _YES) & _YES
            case ir.Not(ir.Fact(name) | ir.Term(name)):
                found[name] = found.get(name, _NO) & _NO
            case ir.Compare("eq", ir.Fact(name), ir.Literal(str(word))):
                found[name] = found.get(name, frozenset({word})) & {word}
            case ir.Member(ir.Fact(name), options):
                found[name] = found.get(name, frozenset(options)) & frozenset(options)
            case _:
                pass
    return found
