"""The text of a case file as nested tables, exactly as written: one case, or in JSON also a list of cases."""

from __future__ import annotations

import json
import re
import tomllib

from engine.cases import quick
from engine.cases.limits import DEEPEST, LONGEST_FILE
from engine.cases.number import Number
from engine.cases.tables import SURROGATE, TOO_DEEP, Looker, Pairs
from engine.cases.written import said
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span

_BOM = "\ufeff"
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_BRACKET_OR_STRING = re.compile(r'[\[\]{}]|"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_TOML_FAULT = re.compile(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
# tomllib drops what is finer than a microsecond; a moment in quotes is read by `values`
_FINE_TOML_TIME = re.compile(r"(?<![\"'\d])\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d\.\d{7,}")
# what a key of very many parts costs tomllib grows with the square of their number
_MOST_DOTS = 50
_NO_KEY = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|#.*")


def cases_in(data: object, source_name: str) -> list[tuple[Place, object]]:
    """The cases of a decoded file, each with the place where it stands: one, or those of a list."""
    if isinstance(data, list):
        return [(Place(source_name, f"[{number}]"), case) for number, case in enumerate(data)]
    return [(Place(source_name, ""), data)]


def from_json(source: Source, report: Report) -> object | None:
    """The tables of a JSON text, numbers as `Number`; None, with a report, where it cannot be read.

    What JSON leaves open is refused: keys given twice (each is reported), NaN, infinities, lone surrogates.
    """
    own = Report()
    text = source.text.removeprefix(_BOM)
    skipped = len(source.text) - len(text)
    data = None
    if _is_sound(source, own) and _is_shallow(text, skipped, source, own):
        try:
            data = _decoded(text, source.name, own)
        except json.JSONDecodeError as fault:
            why = re.sub(" at$", " here", fault.msg.rstrip(": "))
            _unreadable("JSON", why, source, fault.pos + skipped, own)
        else:
            if not isinstance(data, dict | list):
                message = f"a case is a table of facts, not {said(data)}"
                own.error("RF502", message, Place(source.name, ""))
    report.extend(own)
    return None if own.has_errors else data


def from_toml(source: Source, report: Report) -> object | None:
    """The tables of a TOML text, fractions as `Number`; None, with a report, where it cannot be read."""
    own = Report()
    text = source.text.removeprefix(_BOM)
    data: object = None
    if _is_sound(source, own) and _is_plain_toml(source, own):
        try:
            data = Looker(source.name, own).through(tomllib.loads(text, parse_float=_toml_number))
        except RecursionError:
            own.error("RF902", TOO_DEEP, _span(source, 0))
        except ValueError as fault:
            found = _TOML_FAULT.fullmatch(str(fault))
            at = _toml_offset(text, found) + len(source.text) - len(text)
            _unreadable("TOML", found[1] if found else "a number has too many digits", source, at, own)
    report.extend(own)
    return None if own.has_errors else data


def _is_sound(source: Source, report: Report) -> bool:
    """Whether a text is short enough, and can be written down as UTF-8."""
    if len(source.text) > LONGEST_FILE:
        message = f"the file has {len(source.text):,} characters, and at most {LONGEST_FILE:,} are read"
        report.error("RF901", message, _span(source, 0))
        return False
    half = None if source.text.isascii() else SURROGATE.search(source.text)
    if half:
        report.error(
            "RF506", "this is half of a character, which nothing can show", _span(source, half.start())
        )
    return half is None


def _is_shallow(text: str, skipped: int, source: Source, report: Report) -> bool:
    """Whether tables and lists lie not too deep inside each other, found before a parser goes there."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return True
    depth = 0
    for found in _BRACKET_OR_STRING.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > DEEPEST:
            report.error("RF902", TOO_DEEP, _span(source, found.start() + skipped))
            return False
    return True


_THOROUGH = json.JSONDecoder(
    object_pairs_hook=Pairs, parse_float=Number, parse_int=Number, parse_constant=Number
)


def _decoded(text: str, source_name: str, report: Report) -> object:
    """Decode a JSON text; one with anything unusual once more, to say where that is."""
    data = None if _ESCAPED_SURROGATE.search(text) else quick.decoded(text)
    return Looker(source_name, report).through(_THOROUGH.decode(text)) if data is None else data


def _is_plain_toml(source: Source, report: Report) -> bool:
    """Whether a text has nothing that tomllib reads inexactly or not in a reasonable time."""
    start = 0
    for line in source.text.split("\n"):
        if line.count(".") > _MOST_DOTS and _NO_KEY.sub("", line).count(".") > _MOST_DOTS:
            report.error("RF902", f"this line has more than {_MOST_DOTS} dots", _span(source, start))
        start += len(line) + 1
    for found in _FINE_TOML_TIME.finditer(source.text):
        message = f"`{found[0]}` has more than six decimals of a second, which TOML does not carry"
        report.error("RF509", message, Span(source, *found.span()), help="put it in quotes")
    return not report.has_errors


def _toml_number(text: str) -> Number:
    return Number(text.replace("_", "").removeprefix("+"))


def _toml_offset(text: str, found: re.Match[str] | None) -> int:
    """Where tomllib says that the fault is."""
    if found is None:
        return 0
    if found[2] is None:
        return len(text)
    # tomllib takes a line break of two characters for one
    before = text.split("\n")[: int(found[2]) - 1]
    return sum(len(line) + 1 for line in before) + int(found[3]) - 1


def _unreadable(form: str, fault: str, source: Source, offset: int, report: Report) -> None:
    message = f"this cannot be read as {form}: {fault[:1].lower()}{fault[1:]}"
    report.error("RF506", message, _span(source, offset))


def _span(source: Source, offset: int) -> Span:
    """The character at an offset, or the end."""
    start = min(offset, len(source.text))
    return Span(source, start, min(start + 1, len(source.text)))
