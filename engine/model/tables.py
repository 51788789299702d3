"""Tables of one or two axes: every value of the axes meets exactly one row."""

from __future__ import annotations

from itertools import product

import attrs

from engine.diagnostics.span import Span
from engine.ir import tree as ir
from engine.ir.types import COUNT, Type
from engine.model.scope import Scope
from engine.model.tree import Typed
from engine.model.units import align, mixes, unmixed
from engine.model.values import together, value
from engine.model.words import describe
from engine.syntax.tree import Block, Phrase
from engine.values.moment import day_text
from engine.values.money import to_text

_LOWER = {
    "above": True,
    "from_on": False,
    "from_to": False,
    "from_below": False,
    "above_to": True,
    "above_below": True,
}
_MOST_AXES = 2


@attrs.frozen
class Band:
    """The values of one axis that a row speaks of: numbers from `low` to `high` (None: open), or a word."""

    low: int | None = None
    high: int | None = None
    word: str | None = None


@attrs.frozen
class Row:
    """One row: a band for each axis, and what it gives."""

    bands: tuple[Band, ...]
    gives: Phrase
    span: Span


def table_from_syntax(block: Block, scope: Scope) -> ir.TermDefinition | None:
    """A table as a term: the value of the one row that fits, or band by band what the parts of its axis come to."""
    axes = _axes(block, scope)
    found = axes and _table(block, axes, block.head.phrase.word().span, scope)
    return ir.TermDefinition(block.head.phrase.word().text, found.type, found.expression) if found else None


def read_at(phrase: Phrase, scope: Scope) -> Typed | None:
    """A table read at other values than those of its axes."""
    word = phrase.phrase().word()
    block = scope.term_blocks.get(word.text)
    if block is None or block.kind != "table":
        tables = [name for name, each in scope.term_blocks.items() if each.kind == "table"]
        scope.unknown("RF201", "table", word.text, tables, word.span)
        return None
    written = [part for part in phrase.parts[1:] if isinstance(part, Phrase)]
    if scope.term(word.text, word.span) is None:
        return None
    first = _axes(block, scope)
    if first is None or len(first) != len(written):
        problem = f"`{word.text}` is read at {len(written)} values, and has another number of axes"
        scope.report.error("RF108", problem, phrase.span, help="name a value for each axis of `by`")
        return None
    axes = [value(each, scope, axis.type) for each, axis in zip(written, first, strict=True)]
    known = [axis for axis in axes if axis is not None]
    for axis, own, each in zip(known, first, written, strict=False):
        if not mixes(own.type, axis.type) or not axis.type.exact:
            unmixed(own.type, axis.type, each.span, scope)
            return None
    return _table(block, known, phrase.span, scope) if len(known) == len(first) else None


def _table(block: Block, axes: list[Typed], place: Span, scope: Scope) -> Typed | None:
    name = block.head.phrase.word()
    rows = [_row(line.phrase, axes, scope) for line in block.lines if line.phrase.kind == "row"]
    found = [row for row in rows if row is not None]
    if not found or len(found) != len(rows):
        if not rows:
            scope.report.error(
                "RF108",
                f"the table `{name.text}` has no `row`",
                block.head.span,
                help="add `row from 0 to 7 gives …`",
            )
        return None
    values = together([row.gives for row in found], scope, None)
    if values is None or not _covers(axes, found, place, scope):
        return None
    branches = tuple((_test(axes, row), each.expression) for row, each in zip(found, values, strict=True))
    if not all(each.type.exact for each in values):
        scope.report.error(
            "RF209", f"the table `{name.text}` gives a fraction", name.span, help="round what each row gives"
        )
        return None
    if any(line.phrase.kind == "by_bands" for line in block.lines):
        return _band_by_band(axes[0], found, values, place, scope)
    return Typed(ir.Choose(branches[:-1], branches[-1][1]), values[0].type)


def _band_by_band(
    axis: Typed, rows: list[Row], values: list[Typed], place: Span, scope: Scope
) -> Typed | None:
    """The part of the axis that lies in each band times what its row gives, added up."""
    edges = sorted(zip([_edges(row.bands[0]) for row in rows], values, strict=True), key=lambda row: row[0])
    if not axis.type.is_numeric or not values[0].type.is_numeric:
        scope.report.error("RF203", "a table goes band by band over numbers, and gives sums", place)
        return None
    parts: list[ir.Expression] = []
    one = ir.Literal(10**axis.type.decimals, COUNT)
    for (low, high), each in edges:
        above = ir.Sum((axis.expression,), (ir.Literal(low, axis.type),)) if low else axis.expression
        held: ir.Expression = ir.Extreme("greatest", (above, ir.Literal(0, axis.type)))
        if high is not None:
            held = ir.Extreme("least", (held, ir.Literal(high - low, axis.type)))
        parts.append(ir.Scale(each.expression, held, one))
    if axis.type.decimals:
        help_text = "let the axis be a count, or round each part in an amount"
        scope.report.error("RF209", "band by band this table gives a fraction", place, help=help_text)
        return None
    return Typed(ir.Sum(tuple(parts), ()), values[0].type)


def _edges(band: Band) -> tuple[int, int | None]:
    """Where a band of whole numbers begins and ends: the numbers above the first, up to the second."""
    return max((band.low or 0) - 1, 0), band.high


def _axes(block: Block, scope: Scope) -> list[Typed] | None:
    lines = [line.phrase for line in block.lines if line.phrase.kind in {"by", "by_bands"}]
    if len(lines) != 1 or len(lines[0].parts) > _MOST_AXES:
        help_text = "say `by …`, or `by …, …` for two axes"
        scope.report.error(
            "RF108", "a table needs one line `by` with one or two axes", block.head.span, help=help_text
        )
        return None
    axes = [value(part, scope) for part in lines[0].parts if isinstance(part, Phrase)]
    found = [axis for axis in axes if axis is not None]
    for axis in found:
        if not (axis.type.is_ordered or axis.type.kind == "choice") or not axis.type.exact:
            scope.report.error("RF203", f"{describe(axis.type)} cannot be the axis of a table", lines[0].span)
            return None
    return found if len(found) == len(axes) else None


def _row(phrase: Phrase, axes: list[Typed], scope: Scope) -> Row | None:
    *bands, gives = (part for part in phrase.parts if isinstance(part, Phrase))
    if len(bands) != len(axes):
        scope.report.error(
            "RF108",
            f"this row has {len(bands)} of {len(axes)} bands",
            phrase.span,
            help="one band for each axis of `by`",
        )
        return None
    found = [_band(band, axis.type, scope) for band, axis in zip(bands, axes, strict=True)]
    known = tuple(band for band in found if band is not None)
    return Row(known, gives, phrase.span) if len(known) == len(found) else None


def _band(phrase: Phrase, axis: Type, scope: Scope) -> Band | None:
    if phrase.kind == "anything":
        return Band()
    edges = [_edge(part, axis, scope) for part in phrase.parts if isinstance(part, Phrase)]
    if any(edge is None for edge in edges):
        return None
    first, last = edges[0], edges[-1]
    if isinstance(first, str):
        if phrase.kind == "exactly":
            return Band(word=first)
        scope.report.error(
            "RF203", "a choice has no order", phrase.span, help="name the choice, or say `anything`"
        )
        return None
    if not isinstance(first, int) or not isinstance(last, int):
        return None
    return _numbers(phrase.kind, first, last)


def _numbers(kind: str, first: int, last: int) -> Band:
    """The band as whole numbers of the smallest unit, both ends included."""
    if kind == "exactly":
        return Band(first, first)
    low = first + _LOWER[kind] if kind in _LOWER else None
    high = {
        "below": last - 1,
        "at_most": last,
        "from_to": last,
        "above_to": last,
        "from_below": last - 1,
        "above_below": last - 1,
    }
    return Band(low, high.get(kind))


def _edge(phrase: Phrase, axis: Type, scope: Scope) -> int | str | None:
    typed = value(phrase, scope, axis)
    if typed is None:
        return None
    if not mixes(axis, typed.type):
        unmixed(axis, typed.type, phrase.span, scope)
        return None
    scaled = align([Typed(ir.Literal(0, axis), axis), typed])[1] if axis.is_numeric else typed
    literal = scaled.expression
    if (
        isinstance(literal, ir.Literal)
        and scaled.type.decimals <= axis.decimals
        and isinstance(literal.value, int | str)
    ):
        return literal.value
    scope.report.error(
        "RF216",
        f"the edge `{phrase.span.text}` is not a plain value of the axis",
        phrase.span,
        help="write it out",
    )
    return None


def _covers(axes: list[Typed], rows: list[Row], place: Span, scope: Scope) -> bool:
    """Whether every cell meets exactly one row; a hole or a double is reported with an example."""
    grids = [_samples(axis, [row.bands[index] for row in rows], scope) for index, axis in enumerate(axes)]
    for cell in product(*grids):
        hits = [
            row for row in rows if all(_holds(band, at) for band, at in zip(row.bands, cell, strict=True))
        ]
        if len(hits) == 1:
            continue
        shown = " and ".join(_shown(axis.type, at) for axis, at in zip(axes, cell, strict=True))
        if hits:
            scope.report.error(
                "RF308",
                f"two rows speak of {shown}",
                hits[1].span,
                help="let the bands meet without overlapping",
            )
        else:
            scope.report.error("RF307", f"no row speaks of {shown}", place, help="add a row, or widen a band")
        return False
    return True


def _samples(axis: Typed, bands: list[Band], scope: Scope) -> list[int | str]:
    """One value of each stretch that the edges cut the axis into, as far as the axis can reach."""
    if axis.type.kind == "choice":
        return list(axis.type.options)
    fact = axis.expression.name if isinstance(axis.expression, ir.Fact) else None
    bounds = scope.facts[fact].declaration if fact else None
    least, greatest = (bounds.least, bounds.greatest) if bounds else (None, None)
    edges = {
        edge
        for band in bands
        for edge in (band.low, None if band.high is None else band.high + 1)
        if edge is not None
    }
    ordered = sorted(edges) or [0]
    reached = {max(least, ordered[0] - 1) if least is not None else ordered[0] - 1, *ordered}
    return [
        at
        for at in sorted(reached)
        if (least is None or at >= least) and (greatest is None or at <= greatest)
    ]


def _holds(band: Band, at: int | str) -> bool:
    if isinstance(at, str):
        return band.word is None or band.word == at
    return (band.low is None or at >= band.low) and (band.high is None or at <= band.high)


def _shown(axis: Type, at: int | str) -> str:
    if isinstance(at, str):
        return f"`{at}`"
    if axis.kind == "date":
        return f"`{day_text(at)}`"
    return f"`{to_text(at, axis.decimals)}{' ' + axis.unit if axis.unit else ''}`"


def _test(axes: list[Typed], row: Row) -> ir.Expression:
    """The test that a row fits."""
    tests: list[ir.Expression] = []
    for axis, band in zip(axes, row.bands, strict=True):
        if band.word is not None:
            tests.append(ir.Compare("eq", axis.expression, ir.Literal(band.word, axis.type)))
        if band.low is not None:
            tests.append(ir.Compare("ge", axis.expression, ir.Literal(band.low, axis.type)))
        if band.high is not None:
            tests.append(ir.Compare("le", axis.expression, ir.Literal(band.high, axis.type)))
    return ir.All(tuple(tests))
