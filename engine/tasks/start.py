"""The door of the program: open before anything slow is imported, so that leaving early is quiet too."""

import gc
import sys
from collections.abc import Mapping

INTERRUPTED = 130  # as in `terminal`, which is not imported yet when this is needed
OBJECTS = 200_000
"""So many new objects before Python looks for cycles: next to nothing here is one, and each look goes through all."""


def main() -> None:
    """Run the program in the language asked for; an interruption ends it quietly at any time."""
    gc.set_threshold(OBJECTS)
    try:
        from engine.tasks.terminal import asked_language

        in_chinese = asked_language() == "zh"
        if in_chinese:  # before click is imported, which says some words as soon as a command is declared
            from engine.tasks.spoken import bind

            bind("zh")
        import cli

        if in_chinese and _help_is_shown({*sys.argv[1:]}, cli.cli.commands):
            from engine.tasks.spoken import translate_help

            translate_help(cli.cli)
        cli.main()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    finally:
        gc.freeze()  # Python looks through all objects once more before it ends, and there is nothing to be found


def _help_is_shown(words: set[str], commands: Mapping[str, object]) -> bool:
    """Whether help is asked for, or no command is named; `ledger` alone is none."""
    groups = {name: command.commands for name, command in commands.items() if hasattr(command, "commands")}
    named = words & commands.keys()
    inner = any(words & below.keys() for group, below in groups.items() if group in words)
    return bool(words & {"-h", "--help"}) or not (named - groups.keys() or inner)


if __name__ == "__main__":
    main()
