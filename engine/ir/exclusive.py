"""Scopes that no case meets at once, as they ask one choice to be two different words."""

from __future__ import annotations

from engine.ir import tree as ir


def are_exclusive(left: ir.Expression, right: ir.Expression) -> bool:
    """Whether it can be seen at a glance that two scopes never hold together."""
    words = _words(left), _words(right)
    return any(not (words[0][fact] & words[1][fact]) for fact in words[0].keys() & words[1].keys())


def _words(scope: ir.Expression) -> dict[str, frozenset[str]]:
    """The words that a fact must be one of for a scope to hold."""
    found: dict[str, frozenset[str]] = {}
    for test in scope.tests if isinstance(scope, ir.All) else (scope,):
        match test:
            case ir.Compare("eq", ir.Fact(name), ir.Literal(str(word))):
                found[name] = found.get(name, frozenset({word})) & {word}
            case ir.Member(ir.Fact(name), options):
                found[name] = found.get(name, frozenset(options)) & frozenset(options)
            case _:
                pass
    return found
