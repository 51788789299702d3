"""What a policy promises of itself, to be proved: it decides no case, and is no part of the sealed program."""

from __future__ import annotations

import attrs

from engine.ir.expression import Expression


@attrs.frozen
class Assumption:
    """What is taken to hold of every real case, although a case that lacks it can be told."""

    name: str
    test: Expression


@attrs.frozen
class PaysAtMost:
    """No case, of those where all of `where` holds, pays more than `limit`."""

    name: str
    limit: Expression
    where: tuple[Expression, ...] = ()


@attrs.frozen
class NeverRises:
    """Of two cases that differ in one fact alone, the one in which it is more, or later, does not pay more."""

    name: str
    fact: str
    where: tuple[Expression, ...] = ()


Property = PaysAtMost | NeverRises


@attrs.frozen
class Promises:
    """All that a policy states for its proofs; `governs_from` is the ordinal of the first day that it governs."""

    properties: tuple[Property, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    governs_from: int | None = None
