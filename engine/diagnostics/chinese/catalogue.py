"""Every message, help, label and note of ours with its Chinese, the slots `{name}` being the same in both."""

from collections.abc import Mapping

from engine.diagnostics.chinese.batch import BATCH, BATCH_WORDS
from engine.diagnostics.chinese.cases import CASES
from engine.diagnostics.chinese.history import HISTORY
from engine.diagnostics.chinese.ledger import FAULTS, LEDGER
from engine.diagnostics.chinese.library import LIBRARY
from engine.diagnostics.chinese.lint import LINT
from engine.diagnostics.chinese.model import MODEL
from engine.diagnostics.chinese.reach import REACH
from engine.diagnostics.chinese.source import SOURCE
from engine.diagnostics.chinese.syntax import SYNTAX
from engine.diagnostics.chinese.tasks import TASKS
from engine.diagnostics.chinese.versions import VERSIONS
from engine.diagnostics.chinese.words import OURS

LAYERS: tuple[Mapping[str, str], ...] = (
    SYNTAX,
    MODEL,
    REACH,
    SOURCE,
    CASES,
    VERSIONS,
    LINT,
    TASKS,
    LEDGER,
    BATCH,
    HISTORY,
)
"""The texts of each layer; none stands in two of them."""

TEXTS: Mapping[str, str] = {english: chinese for layer in LAYERS for english, chinese in layer.items()}
"""What a message, help, label or note reads."""

WORDS: Mapping[str, str] = {**LIBRARY, **OURS, **FAULTS, **BATCH_WORDS}
"""What stands in their slots."""
