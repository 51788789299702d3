"""The case book of `diff`: each case is read and decided by both versions, and looked up in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import attrs

from engine.cases.from_facts import Reader
from engine.cases.quick import told
from engine.cases.unknown import Unknown
from engine.compare.impact import CaseBook
from engine.compare.tree import Impact
from engine.decisions.reading import state_of
from engine.decisions.record import ImpossibleCaseError
from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.solver.tree import INVALID, State
from engine.store.ledger import Ledger
from engine.tasks.case_test_file import CaseTest, read_case_tests
from engine.tasks.diff_sides import Opened
from engine.tasks.drafts import read_text
from engine.tasks.ledgers import ledger_url, open_ledger
from engine.tasks.reading import decode_plainly, read_plainly
from engine.tasks.rows import case_of, lines_in
from engine.tasks.stop import USAGE, stop
from engine.tasks.terminal import progress

ENDINGS = (".jsonl", ".json", ".toml", ".csv", ".parquet")
"""How the names of case books end; `.cases.toml` are the case tests of a version."""
MOST_MESSAGES = 20
"""How many cases that could not be read are told one by one."""
_AT_ONCE = 500
_FILE = "sqlite:///"


class BookCase(NamedTuple):
    """One case of a book: its number, where it stands, and what the versions say of it, None where neither can read it.

    `skipped` are the cases before it of which both versions say the same.
    """

    case: str
    place: str
    states: tuple[State, State] | None
    skipped: int = 0


@attrs.define
class _Messages:
    messages: list[Diagnostic] = attrs.Factory(list)


def impact(
    name: str, sides: tuple[Opened, Opened], ledger_option: str | None
) -> tuple[Impact, tuple[Diagnostic, ...]]:
    """What becomes of the cases of a file, and what is wrong with those that could not be read."""
    book = CaseBook(name, sides[0].side, sides[1].side)
    said = _Messages()
    ledger = _ledger(ledger_option)
    cases = (
        _parquet(name, sides, book, said, every=ledger is not None)
        if name.endswith(".parquet")
        else _cases(name, sides, book, said)
    )
    while part := list(islice(cases, _AT_ONCE)):
        numbers = [each.case for each in part if each.case]
        confirmed = ledger.outcomes(sides[1].side.policy, numbers) if ledger else {}
        for each in part:
            book.skip(each.skipped)
            if each.states is not None:
                book.add(each.case, each.place, each.states, is_confirmed=each.case in confirmed)
        progress(book.read)
    return book.impact(), tuple(said.messages)


def _ledger(option: str | None) -> Ledger | None:
    """The ledger that is asked for, or the user's own where there is one."""
    url = ledger_url(None)
    if option is None and not Path(unquote(url.removeprefix(_FILE))).exists():
        return None
    return open_ledger(option, must_exist=True)


def _cases(name: str, sides: tuple[Opened, Opened], book: CaseBook, said: _Messages) -> Iterator[BookCase]:
    if not name.endswith(ENDINGS):
        problem = f"`{name}` is no case book"
        help_text = f"the names of case books end in {', '.join(f'`{each}`' for each in ENDINGS)}"
        raise stop("RF609", problem, help=help_text, exit_code=USAGE)
    _check_there(name)
    if name.endswith(".cases.toml"):
        yield from _tests(name, sides, book, said)
        return
    tables = _rows(name, sides, book, said) if name.endswith(".csv") else _tables(name, book, said)
    for place, data in tables:
        states = _states(data, name, place, sides, said)
        if states is None:
            book.unreadable += 1
            continue
        yield BookCase(_number(data), _at(place), states)


def _at(place: Place | None) -> str:
    return "" if place is None else f"{place.source_name}:{place.line}" if place.line else place.path


def _parquet(
    name: str, sides: tuple[Opened, Opened], book: CaseBook, said: _Messages, *, every: bool
) -> Iterator[BookCase]:
    """The rows of a Parquet file; with `every` also those of which both versions say the same."""
    from engine.tasks.case_book_table import rows_that_move

    _check_there(name)
    for row in rows_that_move(name, sides, every=every):
        number, states = row.case, row.states
        if row.data is not None:
            number, states = _number(row.data), _states(row.data, name, row.place, sides, said)
            book.unreadable += states is None
        yield BookCase(number or "", _at(row.place), states, row.skipped)


def _number(data: object) -> str:
    number = told(data, "case.id")
    return number if isinstance(number, str) else ""


def _check_there(name: str) -> None:
    if not Path(name).is_file():
        raise stop(
            "RF609", f"there is no file `{name}`", help="write it, or correct its name", exit_code=USAGE
        )


def _tables(name: str, book: CaseBook, said: _Messages) -> Iterator[tuple[Place | None, object]]:
    """The cases of a file as written; those that are no cases at all are counted and reported."""
    if name.endswith(".jsonl"):
        for line in lines_in(name, said):
            before = len(said.messages)
            found = list(case_of(name, line, said))
            book.unreadable += len(said.messages) > before
            del said.messages[MOST_MESSAGES:]
            yield from found
        return
    report = Report()
    source = read_text(Path(name), report)
    cases, messages = decode_plainly(name, source.text) if source else ([], ())
    said.messages += [*report.diagnostics, *messages]
    book.unreadable += bool(report.diagnostics or messages)
    yield from cases


def _rows(
    name: str, sides: tuple[Opened, Opened], book: CaseBook, said: _Messages
) -> Iterator[tuple[Place | None, object]]:
    """The rows of a CSV file; those that cannot be read are counted and reported."""
    from engine.tasks.case_book_table import facts_of
    from engine.tasks.table_rows import cases_in_table

    cases = cases_in_table(name, said, facts_of(sides))
    while True:
        before = len(said.messages)
        found = next(cases, None)
        book.unreadable += len(said.messages) - before
        del said.messages[MOST_MESSAGES:]
        if found is None:
            return
        yield found


def _states(
    data: object, name: str, place: Place | None, sides: tuple[Opened, Opened], said: _Messages
) -> tuple[State, State] | None:
    """What both versions say; None, with a report, where neither can read the case."""
    found: list[State | None] = []
    messages: tuple[Diagnostic, ...] = ()
    for side, other in (sides, sides[::-1]):
        facts, messages = _facts(_without(data, side, other), side, name, place)
        found.append(None if facts is None else _state(side, facts))
    if found == [None, None]:
        said.messages += messages[: max(MOST_MESSAGES - len(said.messages), 0)]
        return None
    old, new = (State(INVALID) if each is None else each for each in found)
    return old, new


def _facts(
    data: object, side: Opened, name: str, place: Place | None
) -> tuple[tuple[Any, ...] | None, tuple[Diagnostic, ...]]:
    quick = side.policy.module["load"](data)
    if quick is not None:
        return quick[0], ()
    found, messages = read_plainly(side, data, name, place, presume=True)
    return (found[0] if found else None), messages


def _state(side: Opened, facts: tuple[Any, ...]) -> State:
    module = side.policy.module
    if isinstance(facts[module["PLACES"][module["SELECTED_BY"]]], Unknown):
        return State("pending", missing=(module["SELECTED_BY"],))
    try:
        return state_of(side.policy, facts)
    except ImpossibleCaseError:
        return State(INVALID)


def _without(data: object, side: Opened, other: Opened) -> object:
    """A case less the facts that only the other version has: it is asked for what it knows."""
    for name in other.facts - side.facts:
        data = _less(data, name.split("."))
    return data


def _less(data: object, path: list[str]) -> object:
    if not isinstance(data, dict) or path[0] not in data:
        return data
    if len(path) == 1:
        return {key: value for key, value in data.items() if key != path[0]}
    return data | {path[0]: _less(data[path[0]], path[1:])}


def _tests(name: str, sides: tuple[Opened, Opened], book: CaseBook, said: _Messages) -> Iterator[BookCase]:
    """The case tests of a version, each under its name; one that only one version can read is left out."""
    both: list[dict[str, CaseTest]] = []
    report, count = Report(), None
    for side in sides:
        report = Report()
        reader = Reader(side.program, side.policy.module["impossible"], side.policy.texts)
        tests, count = read_case_tests(Path(name), reader, report)
        both.append({test.name: test for test in tests})
    said.messages += report.diagnostics
    read_by_both = [each for each in both[1] if each in both[0]]
    book.unreadable += (count or 0) - len(read_by_both)
    for each in read_by_both:
        old, new = (_state(side, tests[each].case.facts) for side, tests in zip(sides, both, strict=True))
        yield BookCase(each, _at(both[1][each].where), (old, new))
