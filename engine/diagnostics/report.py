"""The collector of mistakes: every stage adds to one and goes on."""

from collections.abc import Iterable, Iterator
from typing import TypedDict, Unpack

from engine.diagnostics.codes import CODES
from engine.diagnostics.diagnostic import Diagnostic, Label
from engine.diagnostics.place import Place
from engine.diagnostics.span import Span

_LACKING = frozenset({"RF108", "RF304", "RF305"})
"""Codes of what a block lacks, or lacks at its end."""
LIMIT = 1_000
"""How many diagnostics a report lists; one note says how many more there were."""


class More(TypedDict, total=False):
    """What a mistake may carry beside its message and place."""

    help: str | None
    labels: Iterable[Label]
    notes: Iterable[str]


class Report:
    """Diagnostics in the order of the text, each once, errors never crowded out by warnings.

    Past the limit they are only counted, repeats too, so that a hostile file costs bounded memory.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic] = ()) -> None:
        """Start with these diagnostics, or with none."""
        self._errors: dict[Diagnostic, None] = {}
        self._others: dict[Diagnostic, None] = {}
        self._only_counted = 0
        self._half_read: list[Span] = []
        self.extend(diagnostics)

    def add(self, diagnostic: Diagnostic) -> None:
        """Collect a diagnostic; a code that the catalogue lacks is our bug, a KeyError."""
        if diagnostic.code not in CODES:
            raise KeyError(diagnostic.code)
        kept = self._errors if diagnostic.severity == "error" else self._others
        if diagnostic in kept:
            return
        if len(kept) < LIMIT:
            kept[diagnostic] = None
        else:
            self._only_counted += 1

    def error(self, code: str, message: str, where: Span | Place | None = None, **more: Unpack[More]) -> None:
        """Collect a mistake that stops the work; where a line could not be read, it is not said to be missing."""
        if code in _LACKING and self._is_half_read(where):
            return
        self.add(Diagnostic(code, "error", message, where, **more))

    def _is_half_read(self, where: Span | Place | None) -> bool:
        """Whether a place lies in such a block."""
        return isinstance(where, Span) and any(
            block.source.name == where.source.name and block.start <= where.start and where.end <= block.end
            for block in self._half_read
        )

    def half_read(self, block: Span) -> None:
        """Remember a block of which a line could not be read."""
        self._half_read.append(block)

    def warning(
        self, code: str, message: str, where: Span | Place | None = None, **more: Unpack[More]
    ) -> None:
        """Collect something doubtful that does not stop the work."""
        self.add(Diagnostic(code, "warning", message, where, **more))

    def note(self, code: str, message: str, where: Span | Place | None = None, **more: Unpack[More]) -> None:
        """Collect something worth knowing that is no mistake."""
        self.add(Diagnostic(code, "note", message, where, **more))

    def extend(self, diagnostics: "Iterable[Diagnostic] | Report") -> None:
        """Collect what another report or any other row of diagnostics holds."""
        if isinstance(diagnostics, Report):
            self._only_counted += diagnostics._only_counted  # noqa: SLF001 - of our own kind
            self._half_read += diagnostics._half_read  # noqa: SLF001
            diagnostics = diagnostics.kept
        for diagnostic in diagnostics:
            self.add(diagnostic)

    @property
    def kept(self) -> tuple[Diagnostic, ...]:
        """The diagnostics kept in memory, errors first, each kind in the order it was added."""
        return (*self._errors, *self._others)

    @property
    def has_errors(self) -> bool:
        """Whether any error was collected."""
        return bool(self._errors)

    @property
    def left_off(self) -> int:
        """How many diagnostics are past the limit."""
        return max(len(self._errors) + len(self._others) - LIMIT, 0) + self._only_counted

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The diagnostics by source name, offset and code, then the note on those left off."""
        listed = sorted(self.kept[:LIMIT], key=_order)
        if self.left_off:
            message = f"{self.left_off:,} more were left off, as a report lists at most {LIMIT:,}"
            listed.append(Diagnostic("RF903", "note", message))
        return tuple(listed)

    def __iter__(self) -> Iterator[Diagnostic]:
        """Go through the listed diagnostics in order."""
        return iter(self.diagnostics)

    def __len__(self) -> int:
        """Count the listed diagnostics, the note on the rest among them."""
        return min(len(self._errors) + len(self._others), LIMIT) + bool(self.left_off)


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    match diagnostic.where:
        case None:
            return "", 0, 0, diagnostic.code
        case Span(source=source, start=start):
            return source.name, 0, start, diagnostic.code
        case Place(source_name=name, line=line):
            return name, 1, line or 0, diagnostic.code
