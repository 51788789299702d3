"""The language in which a mistake is told: English, as written where it is found, or Chinese."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from engine.diagnostics.codes import CODES
from engine.diagnostics.diagnostic import Diagnostic

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {"error": "error", "warning": "warning", "note": "note", "help": "help", "colon": ": "},
    "zh": {"error": "错误", "warning": "警告", "note": "说明", "help": "建议", "colon": "："},
}
"""What stands around a message, by language."""


def in_language(diagnostics: Iterable[Diagnostic], lang: str) -> Iterator[Diagnostic]:
    """Give the diagnostics with their messages, helps, labels and notes in `en` or `zh`."""
    return map(_in_chinese, diagnostics) if lang == "zh" else iter(diagnostics)


def _in_chinese(diagnostic: Diagnostic) -> Diagnostic:
    from engine.diagnostics.chinese.translate import translate  # noqa: PLC0415 - English is told without it

    message = translate(diagnostic.message)
    if message == diagnostic.message:
        # the text is of a policy and in Chinese already, or the catalogue lacks it: its kind is known at least
        message = f"{CODES[diagnostic.code].zh}{WORDS['zh']['colon']}{message}"
    return attrs.evolve(
        diagnostic,
        message=message,
        help=diagnostic.help and translate(diagnostic.help),
        labels=[attrs.evolve(label, text=translate(label.text)) for label in diagnostic.labels],
        notes=map(translate, diagnostic.notes),
    )
