"""A document as a row of blocks, and its two forms: Markdown, and one self-contained page of HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple, assert_never


class Heading(NamedTuple):
    """A heading: level 1 is the title of the document."""

    level: int
    text: str


class Lines(NamedTuple):
    """What is said under labels, one below the other; a label may stand more than once."""

    rows: tuple[tuple[str, str], ...]


class Table(NamedTuple):
    """A table with a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Signatures(NamedTuple):
    """Places to sign: who, and the words for the name, the signature and the date."""

    roles: tuple[str, ...]
    words: tuple[str, ...]


Block = Heading | Lines | Table | Signatures

_MARKS = "\\`*_[]<>|&~"
_STYLE = """\
@page { size: A4; margin: 20mm 18mm 22mm;
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; } }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff;
  font: 11pt/1.55 Georgia, "Noto Serif", "Songti SC", "Noto Serif CJK SC", SimSun, serif; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; padding-top: .5rem; border-top: 2px solid #1b1b1b; }
h3 { font-size: 1.02rem; margin: 1.4rem 0 .3rem; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .15rem 1rem; margin: .3rem 0 .8rem; }
dt { color: #555; }
dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; margin: .4rem 0 1rem; font-size: .93em; }
th, td { border-bottom: 1px solid #ccc; padding: .25rem .6rem .25rem 0; text-align: left; vertical-align: top; }
th { color: #555; font-weight: normal; border-bottom-color: #1b1b1b; }
.sign td { height: 3.2rem; vertical-align: bottom; border-bottom: 1px solid #1b1b1b; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 10pt; }
  h1, h2, h3 { break-after: avoid; } dl, tr, .sign { break-inside: avoid; } }
"""


def to_data(blocks: Sequence[Block]) -> list[dict[str, object]]:
    """The document as plain data, each block with its kind."""
    return [{"kind": type(block).__name__.lower(), **block._asdict()} for block in blocks]


def to_markdown(blocks: Sequence[Block]) -> str:
    """The document in Markdown."""
    return "\n\n".join("\n".join(_markdown(block)) for block in blocks) + "\n"


def _markdown(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"{'#' * level} {_marked(text)}"
        case Lines(rows):
            yield from (f"- **{_marked(label)}**: {_marked(text)}" for label, text in rows)
        case Table(head, rows):
            yield from _table(head, rows)
        case Signatures(roles, words):
            yield from _table(("", *words), _to_sign(roles, words))
        case _:
            assert_never(block)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    rule = ("---",) * len(head)
    return (
        f"| {' | '.join(row)} |" for row in (map(_marked, head), rule, *(map(_marked, row) for row in rows))
    )


def _to_sign(roles: Sequence[str], words: Sequence[str]) -> list[tuple[str, ...]]:
    """A row for each who signs, with an empty cell for each word."""
    return [(role, *[""] * len(words)) for role in roles]


def _marked(text: str) -> str:
    """A text that Markdown shows as it stands, on one line."""
    one_line = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in _MARKS else sign for sign in one_line)


def to_html(blocks: Sequence[Block], title: str, lang: str) -> str:
    """The document as one page that needs nothing else, to be read or printed."""
    head = f'<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
    look = f'<meta name="viewport" content="width=device-width">\n<style>\n{_STYLE}</style>\n'
    body = "\n".join(_html(block) for block in blocks)
    spoken = "zh-Hans" if lang == "zh" else "en"
    return f'<!DOCTYPE html>\n<html lang="{spoken}">\n<head>\n{head}{look}</head>\n<body>\n{body}\n</body>\n</html>\n'


def _html(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Lines(rows):
            said = "\n".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in rows)
            return f"<dl>\n{said}\n</dl>"
        case Table(head, rows):
            return _html_table("", head, rows)
        case Signatures(roles, words):
            return _html_table(' class="sign"', ("", *words), _to_sign(roles, words))
        case _:
            assert_never(block)


def _html_table(attributes: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "\n".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table{attributes}>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
