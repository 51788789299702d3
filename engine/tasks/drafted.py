"""A draft opened to decide cases: an unsealed version, straight from its text."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from engine.decisions.record import Policy
from engine.diagnostics.report import Report
from engine.evaluator.from_ir import compiled, load, search
from engine.explain.trace import Explainer
from engine.ir.digest import digest
from engine.ir.to_json import to_json
from engine.tasks.drafts import draft, load_calendars
from engine.tasks.stop import stop_if_errors


class Drafted:
    """A version as its text has it today, which need not be sealed; its record says that it is a draft."""

    def __init__(self, folder: Path, root: Path, version: str, lang: str) -> None:
        """Read and check a version; stops with everything that is wrong with it."""
        report = Report()
        found = draft(folder, version, root, report)
        calendars = load_calendars(found.program.calendars, root, report) if found else {}
        stop_if_errors(report)
        if found is None:
            raise AssertionError(version)
        self.program = found.program
        self.texts = found.texts
        self.lang = lang
        self.governs_from = found.policy.header.governs_from
        self.calendars = calendars
        module = load(compiled(found.program), calendars)
        identity = {"id": found.program.policy, "version": version, "draft": True}
        identity["digest"] = digest(to_json(found.program), "program")
        self.policy = Policy(module, found.texts.of(lang), self._settle, identity, {}, lang)

    @cached_property
    def explainer(self) -> Explainer:
        """What explains cases of this draft."""
        return Explainer(self.program, self.texts, dict(self.policy.module), self.lang)

    @cached_property
    def _search(self) -> Any:  # noqa: ANN401
        return search(self.program, dict(self.policy.module))

    def _settle(self, case: tuple[Any, ...]) -> Any:  # noqa: ANN401
        return self._search.settle(case)
