"""What is wrong with rows that are no events, and with events that the history before them does not allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.place import Place
from engine.diagnostics.report import LIMIT, Report
from engine.lots.tree import Fault
from engine.tasks.histories import FILE_ROWS, Histories
from engine.tasks.history_columns import FORMS, KINDS, Column
from engine.tasks.history_files import lines_of
from engine.values.moment import to_instant
from engine.values.money import to_minor, to_text
from engine.values.unreadable import Unreadable

_LONGEST = 60
_MICRO = 1_000


class _Row(NamedTuple):
    """A row while it is looked at: what it tells, by what it tells, and where it stands."""

    told: Mapping[str, str]
    columns: Mapping[str, Column]
    path: str
    line: int
    report: Report
    unit: str
    decimals: int

    def refuse(self, name: str, message: str, help_text: str | None) -> None:
        column = self.columns.get(name, Column(name)).name
        self.report.error("RF521", message, Place(self.path, column, self.line), help=help_text)

    def shown(self, name: str) -> str:
        text = self.told[name]
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def check_rows(histories: Histories, report: Report) -> None:
    """Report every row that is no event, each with all that is wrong with it."""
    rows = histories.bad(LIMIT)
    places = _places(histories, {number for number, _ in rows})
    for number, told in rows:
        file = number // FILE_ROWS
        texts = {name: str(value) for name, value in told.items() if value is not None and str(value) != ""}
        row = _Row(
            texts, histories.read[file], str(histories.paths[file]), places[number], report,
            histories.unit, histories.decimals,
        )  # fmt: skip
        for check in _CHECKS:
            check(row)


def _places(histories: Histories, rows: set[int]) -> dict[int, int]:
    """The line of each row by its number; a Parquet file has rows for lines, from 1 on."""
    found: dict[int, int] = {}
    for file, path in enumerate(histories.paths):
        low = file * FILE_ROWS
        own = {row - low for row in rows if low <= row < low + FILE_ROWS}
        lines = {row: row + 1 for row in own} if path.suffix.lower() == ".parquet" else lines_of(path, own)
        found |= {row + low: lines.get(row, row + 1) for row in own}
    return found


def _needed(row: _Row) -> None:
    kind = _kind_of(row)
    needs = {"account", "at", "kind"} | ({"lot"} if kind == "expiry" else {"quota"})
    needs |= {"paid"} if kind == "redemption" else set()
    for name in sorted(needs - row.told.keys()):
        help_text = None
        if name == "paid":
            help_text = "say whether the code was bought (`true`) or given away (`false`)"
        row.refuse(name, f"this event does not tell its `{name}`", help_text)


def _kind_of(row: _Row) -> str | None:
    told = row.told.get("kind", "")
    codes = row.columns.get("kind", Column("kind")).values or {kind: kind for kind in KINDS}
    return codes.get(told)


def _kind(row: _Row) -> None:
    codes = row.columns["kind"].values or {kind: kind for kind in KINDS}
    if "kind" in row.told and row.told["kind"] not in codes:
        known = ", ".join(f"`{code}`" for code in codes)
        help_text = did_you_mean(row.told["kind"], codes) or f"kinds of events are {known}"
        row.refuse("kind", f"`{row.shown('kind')}` is no kind of event", help_text)


def _moment(row: _Row, name: str) -> None:
    if name not in row.told or _microseconds(row, name) is not None:
        return
    form = row.columns[name].form
    help_text = "write it like `2026-07-05T20:10:00+08:00`, with six decimals of a second at most"
    if form:
        help_text = f"write the {form} since 1970 as a whole number"
    row.refuse(name, f"`{row.shown(name)}` is no moment", help_text)


def _at(row: _Row) -> None:
    _moment(row, "at")


def _microseconds(row: _Row, name: str) -> int | None:
    text, form = row.told.get(name, ""), row.columns.get(name, Column(name)).form
    try:
        if form:
            return int(text) * FORMS[form]
        found, rest = divmod(to_instant(text), _MICRO)
    except (Unreadable, ValueError):
        return None
    return None if rest else found


def _quota(row: _Row) -> None:
    if "quota" not in row.told:
        return
    text, column = row.told["quota"], row.columns["quota"]
    try:
        found = to_minor(text.removesuffix(f" {row.unit}"), 0 if column.unit else row.decimals)
    except Unreadable as why:
        problem = f"`{row.shown('quota')}` cannot be read exactly as quota"
        if why.reason == "decimals":
            problem = f"`{row.shown('quota')}` has more decimals than {row.unit} has here"
        row.refuse("quota", problem, f"write it like `{_example(row, column)}`")
        return
    if found < 0:
        help_text = (
            "what leaves the account is a `call`, what comes back is a `return`, and both are counted upwards"
        )
        row.refuse("quota", f"`{row.shown('quota')}` is below zero", help_text)


def _example(row: _Row, column: Column) -> str:
    return "1500" if column.unit else f"{to_text(3 * 10**row.decimals // 2, row.decimals)} {row.unit}"


def _paid(row: _Row) -> None:
    told, kind = row.told.get("paid", "").lower(), _kind_of(row)
    if not told:
        return
    codes = row.columns["paid"].values
    words = codes or dict.fromkeys(("true", "1", "yes"), "true") | dict.fromkeys(
        ("false", "0", "no"), "false"
    )
    if told not in {code.lower() for code in words}:
        row.refuse("paid", f"`{row.shown('paid')}` is neither yes nor no", "write one of `true` and `false`")
    elif kind == "top_up" and words.get(told) != "true":
        row.refuse("paid", "this top-up was not paid", "what was given away is a `gift`")
    elif kind == "gift" and words.get(told) == "true":
        row.refuse("paid", "this gift was paid", "what was bought is a `top_up`")


def _expires(row: _Row) -> None:
    _moment(row, "expires_at")
    at, expires = _microseconds(row, "at"), _microseconds(row, "expires_at")
    if at is not None and expires is not None and expires <= at:
        row.refuse(
            "expires_at", "this lot expires before it can be used", "leave it out where the lot never expires"
        )


_CHECKS: tuple[Callable[[_Row], None], ...] = (
    _needed, _kind, _at, _quota, _paid, _expires,
)  # fmt: skip


# ---- events that the history does not allow ---------------------------------------------------------------------


def check_faults(histories: Histories, found: list[tuple[str, Fault]], report: Report) -> None:
    """Report every event that what is before it does not allow."""
    places = _places(histories, {fault.event.row for _, fault in found[:LIMIT]})
    for account, fault in found:
        event = fault.event
        place = None
        if event.row in places:
            path = histories.paths[event.row // FILE_ROWS]
            place = Place(str(path), f"account {account}", places[event.row])
        held = f"{to_text(fault.held, histories.decimals)} {histories.unit}"
        match fault.kind:
            case "lot_twice":
                problem = f"the lot `{getattr(event, 'lot', '')}` is credited a second time"
                help_text = "name each lot in the column `lot`"
            case "no_call":
                problem = f"there is no call `{getattr(event, 'call', '')}` before this return"
                help_text = "name the call that comes back, or leave it empty for the last ones"
            case "too_much":
                problem = f"more comes back than was called: {held} can"
                help_text = "see whether the return stands twice"
            case _:
                problem = f"there is no lot `{getattr(event, 'lot', '')}` before this expiry"
                help_text = "name the lot that expires: of a top-up it is its order, where it has no name"
        report.error("RF522", problem, place, help=help_text)
