"""What a command prints and how it ends: results to stdout, messages to stderr, colour only on a terminal."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from engine.tasks.stop import UNREADABLE, Stop

if TYPE_CHECKING:
    from engine.diagnostics.diagnostic import Diagnostic
    from engine.store.database import StoreError

INTERRUPTED, READER_LEFT = 130, 141
"""What a shell says of a program that SIGINT or SIGPIPE ended: 128 and the number of the signal."""
_BUG = (
    "refundry met a mistake of its own ({kind}: {what}). Please report it with the command you gave.",
    "refundry 自身出错（{kind}：{what}）。请连同所用的命令一并报告。",
)


class Printed(NamedTuple):
    """What a command has to say: its result, its messages, and the exit code."""

    result: str = ""
    messages: Sequence[Diagnostic] = ()
    exit_code: int = 0
    remarks: Sequence[str] = ()
    lang: str = "en"


def finish(printed: Printed) -> NoReturn:
    """Print a result and its messages, and end."""
    if printed.messages:
        print_messages(printed.messages, printed.lang)
    for remark in printed.remarks:
        _to_stderr(remark)
    if printed.result and sys.stdout is not None:
        sys.stdout.write(printed.result if printed.result.endswith("\n") else f"{printed.result}\n")
        sys.stdout.flush()
    sys.exit(printed.exit_code)


def show(text: str) -> None:
    """Print a part of a result at once."""
    if sys.stdout is not None:
        sys.stdout.write(text)
        sys.stdout.flush()


def progress(count: int) -> None:
    """Say on a terminal how far long work has come."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"{count:,}\r")  # what is said next stands in its place
        sys.stderr.flush()


def percent(share: float) -> None:
    """Say on a terminal how much of one long step is done, of a hundred."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"{share:3.0f}%\r")  # as above
        sys.stderr.flush()


def guarded(run: Callable[[], object]) -> int:
    """Run a command and hand back its exit code, whatever happens."""
    _write_what_can_be_written()
    before = sys.stdout
    try:
        code = _exit_code(run)
    except BrokenPipeError:
        return _reader_left()
    except KeyboardInterrupt:
        return INTERRUPTED
    # click puts another stream in place of one whose reader has left
    return code if sys.stdout is before else READER_LEFT


def _exit_code(run: Callable[[], object]) -> int:
    """Run a command; what ends it early is said."""
    try:
        code = run()
    except Stop as stopped:
        print_messages(stopped.diagnostics, asked_language())
        return stopped.exit_code
    except BrokenPipeError:
        raise
    except OSError as why:
        name = f": {why.filename}" if why.filename else ""
        _to_stderr(f"{why.strerror or why}{name}")
        return UNREADABLE
    except SystemExit as ended:
        code = ended.code
    except Exception as why:
        from engine.store.database import StoreError

        if isinstance(why, StoreError):
            return _store_failed(why)
        if os.environ.get("REFUNDRY_TRACEBACK"):
            raise
        said = _BUG[asked_language() == "zh"]
        _to_stderr(said.format(kind=type(why).__name__, what=str(why)[:200]))
        return UNREADABLE
    return code if isinstance(code, int) else 1 if code else 0


def _store_failed(why: StoreError) -> int:
    """Say what is wrong with the store of the ledger, in whichever act that showed."""
    from engine.tasks.ledgers import unusable

    stopped = unusable(why)
    print_messages(stopped.diagnostics, asked_language())
    return stopped.exit_code


def _reader_left() -> int:
    """Let what is still held for a reader who has left go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
    return READER_LEFT


def print_messages(diagnostics: Sequence[Diagnostic], lang: str) -> None:
    """Print diagnostics to stderr."""
    from engine.diagnostics.to_text import to_text

    sys.stderr.write(
        to_text(diagnostics, colour=has_colour(sys.stderr.isatty()), lang=lang).rstrip("\n") + "\n"
    )


def _to_stderr(text: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")


def _write_what_can_be_written() -> None:
    """Spell out letters that the terminal's encoding lacks, rather than stop at them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def has_colour(is_terminal: bool) -> bool:
    """Whether to colour: on a terminal, unless `NO_COLOR` is set to anything."""
    return is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def asked_language() -> str:
    """The language asked for, also where reading the command line did not get that far."""
    words = sys.argv[1:]
    named = [after for word, after in pairwise(words) if word == "--lang"]
    named += [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    return "zh" if [os.environ.get("REFUNDRY_LANG", "en"), *named][-1] == "zh" else "en"
