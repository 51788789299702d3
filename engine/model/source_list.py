"""The sentences of a published text: how a prose falls into them, and the list that says what answers each.

The list is kept beside a policy and holds places and digests, never the prose itself. A place is the number
of the section (0 before the first numbered heading) and a number counted within it, apart for each sort:
`2.h1` is a heading, `2.s1` a sentence of a paragraph, `2.3` a bullet: the number that clauses cite.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import pairwise
from typing import Literal, cast, get_args

import attrs

from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report

Kind = Literal["ruled", "informative", "discretionary", "open"]
Mechanism = Literal["versions", "ledger"]
Sort = Literal["h", "s", ""]

KINDS: tuple[str, ...] = get_args(Kind)
"""How a sentence can be accounted for: see `ListedSentence`."""
MECHANISMS: tuple[str, ...] = get_args(Mechanism)
"""What of the program itself can answer a sentence: the choice of the version, the keeping of outcomes."""

_PLACE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})*\.([hs]?)([1-9][0-9]{0,5})")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_KEYS = ("place", "digest", "kind", "clauses", "amounts", "open_points", "by", "note")


# ---- a prose text ----------------------------------------------------------------------------------------

_FRONT_MATTER = re.compile(
    r"\ufeff?(?:[ \t]*(?:\r\n?|\n))*(?:---[ \t]*(?:\r\n?|\n))?"
    r"(?:[a-z][a-z0-9_-]*:[ \t]+[^\r\n]+(?:\r\n?|\n|\Z))+(?:---[ \t]*|[ \t]*)(?:\r\n?|\n|\Z)"
)
_LINE = re.compile(r"[^\r\n]+(?:\r\n?|\n)?|\r\n?|\n")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(\S.*)")
_SECTION = re.compile(
    r"(?:(?:section|article|§|第)\s*)?([0-9]{1,4}(?:\.[0-9]{1,4})*)(?![0-9a-z]|\.[0-9])", re.IGNORECASE
)
_RULE = re.compile(r"(?:[-*_=]\s*){3,}")
_ITEM = re.compile(r"\s*(?:[-*+]\s+|[•·●▪]\s*)(\S)")
_NUMBERED = re.compile(r"\s*\(?[0-9]{1,3}(?:[.)]\s+|、\s*)(\S)")

_MARK = re.compile(
    r"(?P<opening>[(\[（【「『《“])|(?P<closing>[)\]）】」』》”])|(?P<quote>\")|(?P<stop>[.!?]+|[。！？｡]+)"
)
_CHINESE_GOES_ON = re.compile(r"[，、；：,;:)）】」』》”]")
_GAP = re.compile(r"[*_~`]*(?:\s+|\Z)")
_NEXT = re.compile(r"(?:\s*[^\w\s]){0,20}\s*(\w)")
_LABEL = re.compile(r"\(?(?:[0-9]{1,3}|[ivxlc]{1,5})\)?", re.IGNORECASE)
_LONGEST_WORD = 20
_WORD_START = re.compile(r"[\s(\[\"'“‘*_]")
_NEVER_LAST = re.compile(r"[^\W\d]|e\.g|i\.e|u\.[ks]|cf|vs|viz|approx|ca|resp|mrs?|ms|dr|prof|st")
_BEFORE_NUMBER = re.compile(r"nos?|arts?|secs?|paras?|pp|fig|vol|ch|cl")


@attrs.frozen
class Sentence:
    """A heading, bullet or sentence of a prose: its place, its normalised text and where it stands."""

    place: str
    text: str
    start: int
    end: int

    @property
    def digest(self) -> str:
        """What the list keeps instead of the text."""
        return f"sha256:{sha256(self.text.encode(errors='surrogatepass')).hexdigest()}"


def normalised(text: str) -> str:
    """Compose the characters (Unicode NFC), make each stretch of white space one blank, and trim."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def sentences_of(prose: str) -> list[Sentence]:
    """Cut a prose into headings, bullets and sentences, in order; `key: value` lines at its top are none."""
    counts: Counter[tuple[str, Sort]] = Counter()
    section = "0"
    found: list[Sentence] = []
    for block in _blocks(prose):
        if block.sort == "h" and (number := _SECTION.match(prose, block.start, block.end)):
            section = number[1]
        for start, end in _pieces(prose, block):
            counts[section, block.sort] += 1
            place = f"{section}.{block.sort}{counts[section, block.sort]}"
            found.append(Sentence(place, normalised(prose[start:end]), start, end))
    return found


@attrs.define
class _Block:
    sort: Sort
    start: int
    end: int


def _blocks(prose: str) -> list[_Block]:
    """Find headings, bullets and paragraphs; a bullet or paragraph goes on until an empty line."""
    blocks: list[_Block] = []
    going_on = False
    front = _FRONT_MATTER.match(prose)
    for line in _LINE.finditer(prose, front.end() if front else prose.startswith("\ufeff")):
        text, start, end = line[0], line.start(), line.end()
        plain = text.strip()
        if not plain or _RULE.fullmatch(plain):
            going_on = False
        elif heading := _HEADING.match(text):
            blocks.append(_Block("h", start + heading.start(1), end))
            going_on = False
        elif item := _ITEM.match(text) or (not (going_on and blocks[-1].sort) and _NUMBERED.match(text)):
            blocks.append(_Block("", start + item.start(1), end))
            going_on = True
        elif going_on:
            blocks[-1].end = end
        else:
            blocks.append(_Block("s", line.end() - len(text.lstrip()), end))
            going_on = True
    return blocks


def _pieces(prose: str, block: _Block) -> Iterator[tuple[int, int]]:
    """Cut a paragraph into sentences; a heading and a bullet are one piece each. The ends are trimmed."""
    text = prose[block.start : block.end]
    cuts = [0, *(_sentence_ends(text) if block.sort == "s" else ()), len(text)]
    for start, end in pairwise(cuts):
        piece = text[start:end]
        if piece.strip():
            first = block.start + end - len(piece.lstrip())
            yield first, first + len(piece.strip())


def _sentence_ends(text: str) -> Iterator[int]:
    """Find where sentences end: behind a stop and what closes behind it, outside of brackets and quotes."""
    begin = depth = behind = 0
    quoted = False
    stop: re.Match[str] | None = None
    for mark in _MARK.finditer(text):
        if mark.start() != behind or mark.lastgroup == "opening":
            stop = None
        behind = mark.end()
        depth = max(depth + (mark.lastgroup == "opening") - (mark.lastgroup == "closing"), 0)
        quoted ^= mark.lastgroup == "quote"
        stop = mark if mark.lastgroup == "stop" else stop
        if stop and not depth and not quoted and (end := _end(text, begin, stop, behind)):
            yield end
            begin, stop = end, None


def _end(text: str, begin: int, stop: re.Match[str], behind: int) -> int | None:
    """Give where the next sentence begins if this stop ends one; None where the sentence goes on."""
    gap = _GAP.match(text, behind)
    if stop[0][0] in "。！？｡":
        return gap.end() if gap else None if _CHINESE_GOES_ON.match(text, behind) else behind
    if gap is None:
        return None
    found = _NEXT.match(text, gap.end())
    follows = found[1] if found else ""
    if follows.islower() or (stop[0] == "." and _is_abbreviation(text, begin, stop.start(), follows)):
        return None
    return gap.end()


def _is_abbreviation(text: str, begin: int, stop: int, follows: str) -> bool:
    """Whether the full stop belongs to the word, initial or number of an item before it."""
    if _LABEL.fullmatch(text, begin, stop):
        return True
    word = _WORD_START.split(text[max(begin, stop - _LONGEST_WORD) : stop].casefold())[-1]
    return bool(_NEVER_LAST.fullmatch(word) or (follows.isdigit() and _BEFORE_NUMBER.fullmatch(word)))


# ---- the list --------------------------------------------------------------------------------------------


@attrs.frozen
class ListedSentence:
    """One sentence of the published text and what answers it.

    `ruled`: the clauses, amounts or mechanism named here answer it; `discretionary`: a person does; `open`:
    it leaves a point open, which the policy reads in one way; `informative`: no case depends on it.
    """

    place: str
    digest: str
    kind: Kind
    clauses: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    by: Mechanism | None = None
    note: str = ""

    @property
    def section(self) -> str:
        """The number of its section."""
        return self.place.rpartition(".")[0]

    @property
    def named(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the policy that answer it, by the key under which the list has them."""
        return {"clauses": self.clauses, "amounts": self.amounts, "open_points": self.open_points}


@attrs.frozen
class SourceList:
    """Every sentence of the text of one version, in order; `name` is that of the file."""

    name: str
    policy: str
    version: str
    sentences: tuple[ListedSentence, ...]


def source_list_from_table(
    table: Mapping[str, object], report: Report, source_name: str
) -> SourceList | None:
    """The list that a parsed TOML file holds; None where it has a mistake. All mistakes are in the report."""
    reader = _Reader(table, "", source_name, Report())
    reader.know(("policy", "version", "sentence"))
    policy, version = reader.text("policy"), reader.text("version")
    rows = table.get("sentence")
    if not isinstance(rows, list) or not rows:
        reader.wrong("RF108", "the list has no sentence", "sentence", "begin each with a line `[[sentence]]`")
        rows = []
    found = [_listed(row, f"sentence[{index}]", reader) for index, row in enumerate(rows)]
    report.extend(reader.report)
    sentences = tuple(sentence for sentence in found if sentence)
    return None if reader.report.has_errors else SourceList(source_name, policy, version, sentences)


def _listed(row: object, path: str, outer: _Reader) -> ListedSentence | None:
    if not isinstance(row, dict):
        outer.wrong("RF502", f"`{path}` is no table", path, "begin each sentence with a line `[[sentence]]`")
        return None
    reader = attrs.evolve(outer, table=row, path=path)
    reader.know(_KEYS)
    return ListedSentence(
        place=reader.text("place", _PLACE, "2.3"),
        digest=reader.text("digest", _DIGEST, "sha256:…"),
        kind=cast("Kind", reader.choice("kind", KINDS)),
        clauses=reader.names("clauses"),
        amounts=reader.names("amounts"),
        open_points=reader.names("open_points"),
        by=cast("Mechanism", reader.choice("by", MECHANISMS)) if "by" in row else None,
        note=reader.text("note") if "note" in row else "",
    )


@attrs.frozen
class _Reader:
    """One table of the file, and where it stands."""

    table: Mapping[str, object]
    path: str
    name: str
    report: Report

    def wrong(self, code: str, message: str, key: str, help_text: str) -> None:
        path = f"{self.path}.{key}" if self.path else key
        self.report.error(code, message, Place(self.name, path), help=help_text)

    def know(self, keys: tuple[str, ...]) -> None:
        for key in self.table:
            if key not in keys:
                help_text = did_you_mean(key, keys) or f"known are `{'`, `'.join(keys)}`"
                self.wrong("RF201", f"unknown key `{key}`", key, help_text)

    def text(self, key: str, shape: re.Pattern[str] | None = None, example: str = "…") -> str:
        value = self.table.get(key)
        if value is None:
            self.wrong("RF108", f"`{key}` is missing", key, f'add `{key} = "{example}"`')
        elif not isinstance(value, str) or (shape and not shape.fullmatch(value)):
            self.wrong("RF502", f"`{value}` is no {key}", key, f'write it as in `{key} = "{example}"`')
        return value if isinstance(value, str) else ""

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        value = self.text(key, example=choices[0])
        if isinstance(self.table.get(key), str) and value not in choices:
            help_text = did_you_mean(value, choices) or f"say one of `{'`, `'.join(choices)}`"
            self.wrong("RF205", f"unknown {key} `{value}`", key, help_text)
        return value

    def names(self, key: str) -> tuple[str, ...]:
        values = self.table.get(key, [])
        if isinstance(values, list) and all(isinstance(value, str) for value in values):
            return tuple(values)
        self.wrong("RF502", f"`{key}` is no list of names", key, f'write it as in `{key} = ["…"]`')
        return ()
