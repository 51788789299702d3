"""Diagnostics as plain data: our own shape for programs, and SARIF 2.1.0 for code review tools."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.display import encodable
from engine.diagnostics.language import WORDS, in_language
from engine.diagnostics.place import Place
from engine.diagnostics.span import Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# what SARIF says of the language of a run; it is English where nothing is said
_LANGUAGE: Mapping[str, Mapping[str, str]] = {"en": {}, "zh": {"language": "zh-CN"}}
_DRIVE = re.compile(r"[A-Za-z]:/")


def to_json(diagnostics: Iterable[Diagnostic], *, lang: str = "en") -> list[dict[str, object]]:
    """Give one object a diagnostic, its texts in `en` or `zh`; every key is there, null where nothing is known."""
    return [
        {
            "code": diagnostic.code,
            "severity": diagnostic.severity,
            "message": encodable(diagnostic.message),
            **_where(diagnostic.where),
            "help": None if diagnostic.help is None else encodable(diagnostic.help),
            "notes": [encodable(note) for note in diagnostic.notes],
            "labels": [{"text": encodable(label.text), **_where(label.span)} for label in diagnostic.labels],
        }
        for diagnostic in in_language(diagnostics, lang)
    ]


def _where(where: Span | Place | None) -> dict[str, object]:
    known: dict[str, object] = dict.fromkeys(("file", "line", "column", "end_line", "end_column", "path"))
    match where:
        case Span():
            known |= {"file": encodable(where.source.name), "line": where.line, "column": where.column}
            known |= {"end_line": where.end_line, "end_column": where.end_column}
        case Place():
            known |= {"file": encodable(where.source_name), "line": where.line}
            known["path"] = encodable(where.path)
        case None:
            pass
    return known


def to_sarif(
    diagnostics: Iterable[Diagnostic], rules: Mapping[str, str], tool_version: str, *, lang: str = "en"
) -> dict[str, object]:
    """Give a SARIF 2.1.0 log of one run, its messages in `en` or `zh`; `rules` gives the title of each code."""
    index = {code: position for position, code in enumerate(rules)}
    driver = {
        "name": "refundry",
        "version": tool_version,
        "rules": [{"id": code, "shortDescription": {"text": title}} for code, title in rules.items()],
    }
    run = {
        **_LANGUAGE[lang],
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [_result(each, index, WORDS[lang]) for each in in_language(diagnostics, lang)],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(diagnostic: Diagnostic, index: Mapping[str, int], words: Mapping[str, str]) -> dict[str, object]:
    notes = [f"{words['note']}{words['colon']}{note}" for note in diagnostic.notes]
    cure = [f"{words['help']}{words['colon']}{diagnostic.help}"] if diagnostic.help else []
    result: dict[str, object] = {
        "ruleId": diagnostic.code,
        "level": diagnostic.severity,
        "message": _message("\n".join([diagnostic.message, *notes, *cure])),
    }
    if diagnostic.code in index:
        result["ruleIndex"] = index[diagnostic.code]
    if diagnostic.where is not None:
        result["locations"] = [_location(diagnostic.where)]
    if diagnostic.labels:
        result["relatedLocations"] = [
            {"id": number, **_location(label.span), "message": _message(label.text)}
            for number, label in enumerate(diagnostic.labels, start=1)
        ]
    return result


def _message(text: str) -> dict[str, str]:
    """Escape what SARIF would read as a placeholder or as a link."""
    escaped = encodable(text).replace("{", "{{").replace("}", "}}")
    if "](" in escaped:
        escaped = escaped.replace("[", r"\[").replace("]", r"\]")
    return {"text": escaped}


def _location(where: Span | Place) -> dict[str, object]:
    if isinstance(where, Span):
        region = {
            "startLine": where.line,
            "startColumn": where.column,
            "endLine": where.end_line,
            "endColumn": where.end_column,
        }
        return {"physicalLocation": {**_artifact(where.source.name), "region": region}}
    physical = _artifact(where.source_name)
    if where.line is not None:
        physical["region"] = {"startLine": where.line}
    location: dict[str, object] = {"physicalLocation": physical}
    if where.path:
        name = {"fullyQualifiedName": encodable(where.path), "kind": "value"}
        location["logicalLocations"] = [name]
    return location


def _artifact(name: str) -> dict[str, object]:
    path = encodable(name.replace("\\", "/"))
    if _DRIVE.match(path):
        uri = f"file:///{quote(path, safe='/:')}"
    else:
        uri = f"file://{quote(path)}" if path.startswith("/") else quote(path)
    return {"artifactLocation": {"uri": uri}}
