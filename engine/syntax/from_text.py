"""From text to the tree as written: the only module that runs the parser."""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Mapping
from importlib import resources
from types import ModuleType

import attrs
import lark
from lark.lexer import PatternRE, PatternStr, TerminalDef

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span
from engine.syntax.layout import MOST_MISTAKES, RawBlock, RawSentence, layout
from engine.syntax.stop import Stop
from engine.syntax.tree import Block, File, Phrase, Sentence, Word

LARGEST = 200_000
"""The characters a file may have."""
MOST_LINES = 20_000
"""The lines a file may have."""
LONGEST = 20_000
"""The characters a sentence may have, without white space, so that no layout makes it too long."""
MOST_KEPT = 4_096
"""How many sentences that were parsed are remembered: `diff` reads most of them several times."""
MOST_FILES = 8
"""How many files that were read without a mistake are remembered: two versions often share one of facts."""
DEEPEST = 20
"""How deep brackets may stand in brackets."""

_START = re.compile(r"^(\w+_(?:head|line)):", re.MULTILINE)
_TEXT_OR_BRACKET = re.compile(r'"[^"\n]*"|[()]')
_FIRST_WORD = re.compile(r'\w+|"[^"\n]*"|//+|\S')
_WORD_ENDS = r"\b(?![.\-]\w)"


class Reader:
    """A loaded grammar. `cache` names a file in which the parser's tables are kept between runs."""

    def __init__(self, cache: str | None = None) -> None:
        """Load the grammar, from the cache where there is one."""
        grammar = resources.files("grammar").joinpath("refund.lark").read_text(encoding="utf-8")
        self.starts = tuple(_START.findall(grammar))
        self.kinds = tuple(start.removesuffix("_head") for start in self.starts if start.endswith("_head"))
        self._lark = lark.Lark(
            f"{grammar}\n// {_WORD_ENDS}\n",  # tables that were kept before this was changed do not fit
            parser="lalr",
            start=list(self.starts),
            propagate_positions=True,
            maybe_placeholders=True,
            edit_terminals=_end_where_the_word_ends,
            cache=cache or False,
        )
        self._fixed = {
            terminal.name: terminal.pattern.value.removesuffix(_WORD_ENDS)
            for terminal in self._lark.terminals
            if isinstance(terminal.pattern, PatternStr) or terminal.pattern.value.endswith(_WORD_ENDS)
        }
        self._files: dict[Source, File] = {}
        self._trees: dict[tuple[str, str], lark.Tree[lark.Token] | None] = {}
        self.openings = self._openings()
        """The keywords that each kind of sentence opens with, by start and alias."""

    def read(self, source: Source, report: Report) -> File:
        """The tree of a source; each sentence that could not be read is reported and left out."""
        if len(source.text) > LARGEST:
            report.error("RF901", f"this file has more than {LARGEST:,} characters", Span(source, 0, 0))
            return File(source, ())
        if len(source.line_starts) > MOST_LINES:
            report.error("RF901", f"this file has more than {MOST_LINES:,} lines", Span(source, 0, 0))
            return File(source, ())
        if source not in self._files:
            found = Report()
            file = self.read_any(source, found)
            report.extend(found)
            if found:
                return file
            if len(self._files) >= MOST_FILES:
                self._files.clear()
            self._files[source] = file
        return self._files[source]

    def read_any(self, source: Source, report: Report) -> File:
        """The tree of a source of any size."""
        found = Report()
        laid = layout(source, found)
        reading = _Reading(self, source, laid.masked, found)
        blocks = tuple(block for raw in laid.blocks if (block := reading.block(raw)))
        if len(found) >= MOST_MISTAKES:
            message = f"this file was read no further than to {MOST_MISTAKES} mistakes"
            found.note("RF903", message, Span(source, 0, 0))
        report.extend(found)
        return File(source, blocks, tuple(laid.after))

    def tokens(self, sentence: str, start: str) -> list[lark.Token]:
        """The words of a sentence that is known to be right, keywords included (for the formatter)."""
        return list(self._lark.parse_interactive(sentence, start=start).exhaust_lexer())

    def kind(self, token: lark.Token) -> str:
        """The keyword or sign that a token is, or its terminal in the grammar, which is in capitals."""
        return self._fixed.get(token.type, token.type)

    def parse(self, sentence: str, start: str) -> lark.Tree[lark.Token] | None:
        """The parser's tree of a sentence, None where it is not one; remembered, as nobody changes a tree."""
        key = sentence, start
        if key not in self._trees:
            if len(self._trees) >= MOST_KEPT:
                self._trees.clear()
            self._trees[key] = self._parsed(sentence, start)
        return self._trees[key]

    def _parsed(self, sentence: str, start: str) -> lark.Tree[lark.Token] | None:
        try:
            return self._lark.parse(sentence, start=start)
        except lark.UnexpectedInput:
            return None

    def stop(self, span: Span, text: str, start: str) -> Stop:
        """Where the reading of a sentence that is not one stops, and what could have stood there."""
        reading = self._lark.parse_interactive(text, start=start)
        seen: list[lark.Token] = []
        at = len(text)
        try:
            seen.extend(reading.iter_parse())
        except lark.UnexpectedInput as unexpected:
            at = getattr(unexpected, "pos_in_stream", 0)
            seen = [token for token in seen if (token.start_pos or 0) < at]
        again = self._lark.parse_interactive("", start=start)
        for token in seen:
            again.feed_token(token)
        words = tuple(_word(token, self.kind(token), span) for token in seen)
        expected = frozenset(self._fixed.get(name, name) for name in again.accepts())  # type: ignore[no-untyped-call]
        openings = sorted({" ".join(words) for (each, _), words in self.openings.items() if each == start})
        return Stop(span, text, start, words, at, expected, tuple(filter(None, openings)))

    def _openings(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        found = {}
        for rule in self._lark.rules:
            if rule.origin.name not in self.starts:
                continue
            opening = itertools.takewhile(lambda symbol: getattr(symbol, "filter_out", False), rule.expansion)
            words = tuple(self._fixed[symbol.name] for symbol in opening)
            found[rule.origin.name, rule.alias or rule.origin.name] = words
        return found


def _mistakes() -> ModuleType:
    from engine.syntax import mistakes  # noqa: PLC0415 - all its words are wanted only where there is one

    return mistakes


@attrs.frozen
class _Reading:
    """One source while it is read."""

    reader: Reader
    source: Source
    masked: str
    report: Report

    def block(self, raw: RawBlock) -> Block | None:
        """The block, without the lines that could not be read; None where its head could not be."""
        if len(self.report) >= MOST_MISTAKES:
            return None
        first = _FIRST_WORD.match(self.masked, raw.head.start, raw.head.end)
        kind = first.group() if first else ""
        if kind not in self.reader.kinds:
            if not raw.head.spoiled:
                place = Span(self.source, raw.head.start, raw.head.start + len(kind))
                _mistakes().unknown_block(kind, self.reader.openings, place, self.report)
            return None
        rest = deque([raw.head, *raw.lines])
        head = self._next(f"{kind}_head", rest)
        if rest and f"{kind}_line" not in self.reader.starts:
            place = Span(self.source, rest[0].start, rest[0].end)
            _mistakes().no_lines(kind, place, self.report)
            rest.clear()
        lines = []
        while rest and len(self.report) < MOST_MISTAKES:
            lines.append(self._next(f"{kind}_line", rest))
        if head is None:
            return None
        block = Block(kind, head, tuple(filter(None, lines)), tuple(raw.after))
        if None in lines:
            self.report.half_read(block.span)
        return block

    def _next(self, start: str, rest: deque[RawSentence]) -> Sentence | None:
        """Read the next sentence; where it only lacks the one below, as that is not indented deeper, both."""
        raw = rest.popleft()
        if not self._is_within_limits(raw):
            return None
        tree = self._parse(start, raw)
        if tree is None and rest and not raw.spoiled:
            joined = attrs.evolve(raw, end=rest[0].end, beside=rest[0].beside)
            tree = self._parse(start, joined)
            if tree:
                _mistakes().not_indented(self._first_word(rest.popleft()), start, self.report)
                raw = joined
        span = Span(self.source, raw.start, raw.end)
        if tree:
            beside = tuple(comment.text for comment in raw.beside)
            return Sentence(_phrase(tree, span), span, tuple(raw.before), tuple(raw.inside), beside)
        if not raw.spoiled:
            _mistakes().explain(self.reader.stop(span, self.masked[raw.start : raw.end], start), self.report)
        return None

    def _parse(self, start: str, raw: RawSentence) -> lark.Tree[lark.Token] | None:
        return self.reader.parse(self.masked[raw.start : raw.end], start)

    def _first_word(self, raw: RawSentence) -> Span:
        first = _FIRST_WORD.match(self.masked, raw.start, raw.end)
        return Span(self.source, raw.start, first.end() if first else raw.end)

    def _is_within_limits(self, raw: RawSentence) -> bool:
        """Whether a sentence is neither too long nor nested too deep; reported where it is."""
        depth = 0
        brackets = self.masked.count("(", raw.start, raw.end)
        for sign in _TEXT_OR_BRACKET.finditer(self.masked, raw.start, raw.end) if brackets > DEEPEST else ():
            depth += (sign.group() == "(") - (sign.group() == ")")
            if depth > DEEPEST:
                place = Span(self.source, sign.start(), sign.end())
                cure = "name the inner part with a `term`"
                self.report.error("RF902", f"brackets stand more than {DEEPEST} deep", place, help=cure)
                return False
        if raw.end - raw.start > LONGEST and len("".join(self.masked[raw.start : raw.end].split())) > LONGEST:
            message = f"this sentence has more than {LONGEST:,} characters"
            cure = "give its parts names, each with a `term` of its own"
            self.report.error("RF901", message, self._first_word(raw), help=cure)
            return False
        return True


def _end_where_the_word_ends(terminal: TerminalDef) -> None:
    """Let no keyword be the beginning of a longer word: `needscredit` is one word, and no keyword."""
    if isinstance(terminal.pattern, PatternStr) and terminal.pattern.value.isalpha():
        terminal.pattern = PatternRE(terminal.pattern.value + _WORD_ENDS)
        terminal.priority = 1


def _phrase(node: lark.Tree[lark.Token], sentence: Span) -> Phrase:
    """Our node for one of the parser's; its tree is never deeper than the grammar and the brackets in it."""
    parts = tuple(_part(child, sentence) for child in node.children)
    meta = node.meta
    if meta.empty:
        return Phrase(str(node.data), parts, Span(sentence.source, sentence.start, sentence.start))
    span = Span(sentence.source, sentence.start + meta.start_pos, sentence.start + meta.end_pos)
    return Phrase(str(node.data), parts, span)


def _part(child: lark.Tree[lark.Token] | lark.Token | None, sentence: Span) -> Phrase | Word | None:
    if child is None:
        return None
    return _phrase(child, sentence) if isinstance(child, lark.Tree) else _word(child, child.type, sentence)


def _word(token: lark.Token, kind: str, sentence: Span) -> Word:
    """Our node for a word; the white space in `7  calendar  days` means nothing."""
    start = sentence.start + (token.start_pos or 0)
    text = str(token) if kind == "STRING" else " ".join(token.split())
    return Word(kind, text, Span(sentence.source, start, start + len(token)))
