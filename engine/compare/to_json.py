"""A report as plain data for programs: names and numbers as they are, words in the language asked for."""

from __future__ import annotations

from collections.abc import Mapping

from engine.compare.said import Said
from engine.compare.tree import Answer, Change, Comparison, Impact, MoneySpan, Moved, Outcomes, Side
from engine.values.moment import day_text

FORMAT = 1
"""The number of this form; it is raised where a key changes what it means."""
Data = dict[str, object]


def to_data(report: Comparison, lang: str) -> Data:
    """The report as nested tables and lists, ready for JSON."""
    said = Said(report, lang)
    return {
        "format": FORMAT,
        "old": _side(report.old),
        "new": _side(report.new),
        "summary": list(said.summary()),
        "clauses": [_change(change, said) for change in report.changes],
        "outcomes": None if report.outcomes is None else _outcomes(report.outcomes, lang),
        "impact": None if report.impact is None else _impact(report.impact),
    }


def _side(side: Side) -> Data:
    return {
        "named": side.named,
        "policy": side.policy,
        "version": side.version,
        "state": side.state,
        "digest": side.digest,
        "governs_from": day_text(side.governs_from),
    }


def _change(change: Change, said: Said) -> Data:
    return {
        "kind": change.kind,
        "name": change.name,
        "was": change.was or None,
        "title": change.title[said.lang == "zh"],
        "aspects": list(change.aspects),
        "rows": [
            {
                "sign": row.sign,
                "text": row.text,
                "marked": [piece.text for piece in row.pieces if piece.is_marked],
            }
            for row in change.rows
        ],
    }


def _outcomes(found: Outcomes, lang: str) -> Data:
    return {
        "asked": found.is_asked,
        "equal": found.is_equal,
        "moves": [_move(move) for move in found.moves],
        "given_up": [{"code": each.code, "why": each.of(lang)} for each in found.given_up],
    }


def _move(move: Moved) -> Data:
    return {
        "direction": move.direction,
        "parts": list(move.parts),
        "old": _answer(move.before),
        "new": _answer(move.after),
        "rise": _span(move.rise),
        "fall": _span(move.fall),
        "example": {
            "facts": _nested({fact.name: fact.written for fact in move.example.told}),
            "files": dict(move.example.files),
            "commands": {command.side: command.line for command in move.example.commands},
        },
    }


def _nested(flat: Mapping[str, object]) -> Data:
    """Facts in nested tables, as a case in JSON has them."""
    tables: Data = {}
    for name, value in flat.items():
        *path, key = name.split(".")
        table = tables
        for part in path:
            inner = table.setdefault(part, {})
            if not isinstance(inner, dict):
                raise TypeError(name)
            table = inner
        table[key] = value
    return tables


def _answer(answer: Answer) -> Data:
    return {
        "verdict": answer.verdict,
        "money": answer.money or None,
        "clauses": list(answer.clauses),
        "missing": list(answer.missing),
        "measures": list(answer.measures),
        "route": answer.route or None,
        "deadlines": {name: day or None for name, day in answer.due},
        "decided_by": answer.party or None,
        **{key: value for key, value in _beside(answer).items() if value},
    }


def _beside(answer: Answer) -> Data:
    """What few policies say beside an answer."""
    offers = [
        {
            "remedy": each.remedy,
            "worth": each.worth or None,
            "until": each.until or None,
            "marks": list(each.marks),
        }
        for each in answer.offers
    ]
    return {
        "payee": answer.payee,
        "owed_by": answer.owed_by,
        "split": dict(answer.split),
        "offers": offers,
        "chosen_by": answer.chosen_by,
        "choose_until": answer.choose_until,
    }


def _span(span: MoneySpan | None) -> Data | None:
    return None if span is None else {"least": span.least, "most": span.most, "proved": span.is_proved}


def _impact(found: Impact) -> Data:
    return {
        "book": found.book,
        "read": found.read,
        "unreadable": found.unreadable,
        "moved": found.moved,
        "unmoved": found.unmoved,
        "confirmed": found.confirmed,
        "confirmed_that_would_move": found.confirmed_moved,
        "tallies": [
            {"direction": each.direction, "cases": each.count, "money": each.money or None}
            for each in found.tallies
        ],
        "rows": [
            {
                "case": row.case or None,
                "place": row.place,
                "direction": row.direction,
                "parts": list(row.parts),
                "old": _answer(row.before),
                "new": _answer(row.after),
                "change": row.change or None,
                "confirmed": row.is_confirmed,
            }
            for row in found.rows
        ],
        "left_off": found.left_off,
    }
