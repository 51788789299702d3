"""The language of the command line itself: usage, help and wrong usage, which click says by way of gettext.

The Chinese stands in `locale/zh/LC_MESSAGES/refundry.po`; `make texts` compiles it to the `.mo` beside it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from gettext import bindtextdomain, gettext, textdomain
from inspect import cleandoc
from pathlib import Path
from typing import Any

DOMAIN = "refundry"
LOCALE = Path(__file__).parent / "locale"
_AS_IT_STANDS = "\b\n"


def bind(lang: str) -> None:
    """Have gettext speak a language, for this process."""
    os.environ["LANGUAGE"] = lang
    bindtextdomain(DOMAIN, str(LOCALE))
    textdomain(DOMAIN)


def translate_help(group: Any) -> None:  # noqa: ANN401 - click is known to `cli.py` alone
    """Say the help of a click group, of its commands and of all their options in the language bound."""
    for command in commands_in(group):
        paragraphs = [_translated(each) for each in cleandoc(command.help).split("\n\n")]
        command.help = "\n\n".join(paragraphs)
        command.short_help = paragraphs[0]
        for option in command.params:
            if getattr(option, "help", None):
                option.help = gettext(option.help)


def commands_in(group: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """A click group and all commands in it, at every depth."""
    yield group
    for command in group.commands.values():
        yield from commands_in(command) if hasattr(command, "commands") else (command,)


def _translated(paragraph: str) -> str:
    """A paragraph in the language bound, with the mark before it that has click keep its lines."""
    mark = _AS_IT_STANDS if paragraph.startswith(_AS_IT_STANDS) else ""
    return mark + gettext(paragraph.removeprefix(mark))
