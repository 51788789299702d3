"""The door of the program: open before anything slow is imported, so that leaving early is quiet too."""

import sys

INTERRUPTED = 130  # as in `terminal`, which is not imported yet when this is needed


def main() -> None:
    """Run the program in the language asked for; an interruption ends it quietly at any time."""
    try:
        from engine.tasks.terminal import asked_language

        in_chinese = asked_language() == "zh"
        if in_chinese:  # before click is imported, which says some words as soon as a command is declared
            from engine.tasks.spoken import bind

            bind("zh")
        import cli

        words = {*sys.argv[1:]}
        if in_chinese and (
            words & {"-h", "--help"} or not words & cli.cli.commands.keys()
        ):  # help is asked for
            from engine.tasks.spoken import translate_help

            translate_help(cli.cli)
        cli.main()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
