"""What a rule looks at: a policy that is right in each part, as it was written and as it will run."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from engine.diagnostics.report import Report
from engine.ir import tree as ir
from engine.model.source_list import Sentence, SourceList
from engine.model.tree import Policy
from engine.syntax.tree import File


@attrs.frozen
class Subject:
    """One policy version; `sources` and `prose` where there is a list of sentences, and the text itself."""

    policy: Policy
    program: ir.Program
    files: Sequence[File] = ()
    sources: SourceList | None = None
    prose: Sequence[Sentence] = ()


Rule = Callable[[Subject, Report], None]
"""Reports, as warnings, what is doubtful under one code."""
