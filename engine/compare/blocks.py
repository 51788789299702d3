"""The blocks of a version in its one layout, by kind and name, and what of a block says what."""

from __future__ import annotations

from functools import cached_property

import attrs

from engine.compare.tree import Aspect
from engine.syntax.from_text import Reader
from engine.syntax.to_text import Printer
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
    """One block as a version has it: its title, its words, and what each part of it says."""

    kind: str
    name: str
    title: tuple[str, str]
    _parts: tuple[tuple[Block, Printer], ...] = attrs.field(repr=False)

    @property
    def words(self) -> tuple[str, ...]:
        """The block as it stands in the file."""
        return tuple(block.span.text for block, _ in self._parts)

    @cached_property
    def facets(self) -> Facets:
        """What each part of the block is about; only of what stands otherwise does anybody ask for it."""
        found: Facets = {}
        for block, _ in self._parts:
            found |= {aspect: found.get(aspect, ()) + parts for aspect, parts in _facets(block).items()}
        return found

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The block in the one layout, comments left out."""
        first, *then = (tuple(printer.block(_without_comments(block))) for block, printer in self._parts)
        return first + tuple(row for rows in then for row in rows[1:])

    def followed_by(self, block: Block, printer: Printer) -> Written:
        """The same with one more block of its kind."""
        return attrs.evolve(self, parts=(*self._parts, (block, printer)))


def blocks(files: tuple[File, ...], reader: Reader) -> dict[Key, Written]:
    """The blocks of files without mistakes; sentences on precedence together are one block."""
    found: dict[Key, Written] = {}
    for file in files:
        printer = Printer(file.source, reader)
        for block in file.blocks:
            name = "" if block.kind in {"policy", "facts", "precedence"} else block.head.phrase.word().text
            before = found.get((block.kind, name))
            found[block.kind, name] = (
                before.followed_by(block, printer)
                if before
                else Written(block.kind, name, _title(block), ((block, printer),))
            )
    return found


def _title(block: Block) -> tuple[str, str]:
    text = block.head.phrase.find("text")
    en, zh = (word.text.strip('"') for word in text.words) if text else ("", "")
    return en, zh


def _without_comments(block: Block) -> Block:
    return attrs.evolve(block, head=_bare(block.head), lines=tuple(map(_bare, block.lines)), after=())


def _bare(sentence: Sentence) -> Sentence:
    return attrs.evolve(sentence, before=(), inside=(), beside=())


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
