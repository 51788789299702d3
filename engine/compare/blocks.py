"""The blocks of a version in its one layout, by kind and name, and what of a block says what."""

from __future__ import annotations

import attrs

from engine.compare.tree import Aspect
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.syntax.from_text import Reader
from engine.syntax.to_text import to_text
from engine.syntax.tree import Block, File, Phrase, Sentence, Word

Key = tuple[str, str]
Facets = dict[Aspect, tuple[object, ...]]

_OF_CLAUSES: dict[str, Aspect] = {
    "for_": "condition", "unless": "condition", "on": "condition", "needs": "condition",
    "pays": "amount", "pays_otherwise": "amount", "overrides": "precedence", "improves": "precedence",
}  # fmt: skip
_OF_BLOCKS: dict[str, Aspect] = {"clause": "effect", "precedence": "precedence", "amount": "amount"}
"""What the lines of a block are about, where `_OF_CLAUSES` does not say."""


@attrs.frozen
class Written:
    """One block as it stands in the one layout: its title, its rows, and what each part of it says."""

    kind: str
    name: str
    title: tuple[str, str]
    rows: tuple[str, ...]
    facets: Facets = attrs.field(eq=False)


def blocks(files: tuple[File, ...], reader: Reader) -> dict[Key, Written]:
    """The blocks of files without mistakes, comments left out; sentences on precedence together are one block."""
    found: dict[Key, Written] = {}
    for file in files:
        printed = Source(file.source.name, to_text(_without_comments(file), reader))
        for block in reader.read_any(printed, Report()).blocks:
            written = _written(block, printed)
            key = written.kind, written.name
            found[key] = _together(found[key], written) if key in found else written
    return found


def _without_comments(file: File) -> File:
    blocks_ = tuple(
        attrs.evolve(block, head=_bare(block.head), lines=tuple(map(_bare, block.lines)), after=())
        for block in file.blocks
    )
    return attrs.evolve(file, blocks=blocks_, after=())


def _bare(sentence: Sentence) -> Sentence:
    return attrs.evolve(sentence, before=(), inside=(), beside=())


def _written(block: Block, source: Source) -> Written:
    head = block.head.phrase
    named = block.kind not in {"policy", "facts", "precedence"}
    text = head.find("text")
    title = _unquoted(text) if text else ("", "")
    rows = tuple(source.line_text(line) for line in range(block.span.line, block.span.end_line + 1))
    return Written(block.kind, head.word().text if named else "", title, rows, _facets(block))


def _unquoted(text: Phrase) -> tuple[str, str]:
    en, zh = (word.text.strip('"') for word in text.words)
    return en, zh


def _together(first: Written, then: Written) -> Written:
    facets = {key: first.facets.get(key, ()) + then.facets.get(key, ()) for key in first.facets | then.facets}
    return attrs.evolve(first, rows=first.rows + then.rows[1:], facets=facets)


def _facets(block: Block) -> Facets:
    """The parts of a block by what they are about; the name of the block is none of them."""
    found: dict[Aspect, list[object]] = {}
    for sentence in (block.head, *block.lines):
        aspect = _OF_BLOCKS.get(block.kind, "meaning")
        if block.kind == "clause":
            aspect = _OF_CLAUSES.get(sentence.phrase.kind, aspect)
        is_head = sentence is block.head
        rest: list[Phrase | Word | None] = []
        for part in sentence.phrase.parts:
            match part:
                case Phrase(kind="text"):
                    found.setdefault("wording", []).append((sentence.phrase.kind, part))
                case Phrase(kind="bullets"):
                    found.setdefault("citation", []).append(part)
                case Phrase(kind="calling"):
                    found.setdefault("effect", []).append(part)
                case _:
                    rest.append(part)
        if not is_head and (rest or not sentence.phrase.find("text")):
            found.setdefault(aspect, []).append((sentence.phrase.kind, *rest))
    return {aspect: tuple(parts) for aspect, parts in found.items()}
