"""One mistake of a user, as a value."""

from typing import Literal, TypeAlias

import attrs

from engine.diagnostics.place import Place
from engine.diagnostics.span import Span

Severity: TypeAlias = Literal["error", "warning", "note"]


@attrs.frozen
class Label:
    """A further place that belongs to a mistake, and a few words on why."""

    span: Span
    text: str


@attrs.frozen
class Diagnostic:
    """What is wrong and where, and apart from it what to do.

    The message is lower case, one sentence without a full stop, with user text in backticks.
    """

    code: str
    severity: Severity
    message: str
    where: Span | Place | None = None
    labels: tuple[Label, ...] = attrs.field(default=(), converter=tuple[Label, ...])
    help: str | None = None
    notes: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
