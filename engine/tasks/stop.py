"""The one way in which a command ends early: with what is wrong and the exit code of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.diagnostics.diagnostic import Diagnostic
    from engine.diagnostics.place import Place
    from engine.diagnostics.report import Report
    from engine.diagnostics.span import Span

FINDINGS, USAGE, UNREADABLE = 1, 2, 3


class Stop(Exception):  # noqa: N818 - not an error of ours: the user is told what to do
    """A command cannot go on; `diagnostics` say why, in the words of the user."""

    def __init__(self, diagnostics: Sequence[Diagnostic], exit_code: int = UNREADABLE) -> None:
        """Keep what to print and the code to exit with."""
        super().__init__("; ".join(each.message for each in diagnostics))
        self.diagnostics = tuple(diagnostics)
        self.exit_code = exit_code

    def __reduce__(self) -> tuple[type[Stop], tuple[tuple[Diagnostic, ...], int]]:
        return Stop, (self.diagnostics, self.exit_code)


def stop(
    code: str,
    message: str,
    where: Span | Place | None = None,
    *,
    help: str | None = None,  # noqa: A002 - the word users see
    exit_code: int = UNREADABLE,
) -> Stop:
    """A stop with one mistake."""
    from engine.diagnostics.diagnostic import Diagnostic

    return Stop([Diagnostic(code, "error", message, where, (), help)], exit_code)


def stop_if_errors(report: Report, exit_code: int = UNREADABLE) -> None:
    """Stop with everything a report holds, if there is an error in it."""
    if report.has_errors:
        raise Stop(report.diagnostics, exit_code)
