"""Characters that the language does not have: each is reported, and mended where it is clear what was meant.

A text of the same length comes out, so that every place in it is a place of the source. What was mended is read on, so
that one slip of the keyboard does not hide the other mistakes of a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import attrs

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span
from engine.syntax.tree import Comment

MOST_DIGITS = 30
"""The digits that a number may have."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BOM = "\ufeff"
_OPENING, _CLOSING = "“”„‟«「『《〝＂", "”“»」』》〞＂"
_QUOTES = frozenset(_OPENING + _CLOSING)
_PIECE = re.compile(
    rf"""(?P<text>"[^"]*")|(?P<unclosed>".*)|(?P<comment>[#＃].*)
    |(?P<quoted>[{_OPENING}][^"{_OPENING}{_CLOSING}]*[{_CLOSING}])
    |(?P<item>^\s*[*•·●▪‣◦○–—−])
    |(?P<digits>[0-9]{{{MOST_DIGITS + 1},}})
    |(?P<sign>[<>=!]=+|=[<>]|<>|&&|\|\||\.+(?!\w)|(?<!GMT)\+|[^\D0-9]+|[Ａ-Ｚａ-ｚ]+|(?!(?<=\d):\d\d\b)[^\w\s",\-/().+])""",
    re.VERBOSE,
)
_END_OF_TEXT = re.compile(r'[^"]*"\s*(?:/|#|$)')
_STOP = "no sign is needed here: a sentence ends with its line"
_QUOTE = 'a text stands between straight quotation marks, as in `"…" / "…"`'
_MONEY = "write the amount and then its unit, as in `100 CNY`"
_LIST = "names in a list stand without brackets, as in `gift, coupon`; a part of a sum stands in `(` and `)`"
_DASH = "write `-`"
_SAID = {
    ">=": "say `is at least`", "≥": "say `is at least`", "=>": "say `is at least`",
    "<=": "say `is at most`", "≤": "say `is at most`", "=<": "say `is at most`",
    "=": "say `is`", "==": "say `is`", "===": "say `is`",
    "!=": "say `is not`", "≠": "say `is not`", "<>": "say `is not`",
    ">": "say `is above`", "<": "say `is below`",
    "&": "say `and`", "&&": "say `and`", "|": "say `or`", "||": "say `or`",
    "+": "say `plus`", "*": "say `times`", "×": "say `times`", "÷": "say `in the proportion … bears to …`",
    "%": "say `percent`, as in `50 percent`", "$": _MONEY, "¥": _MONEY, "€": _MONEY, "£": _MONEY,
    "[": _LIST, "]": _LIST, "{": _LIST, "}": _LIST, "【": _LIST, "】": _LIST, "〔": _LIST, "〕": _LIST,
    "'": "say `is not` for `isn't`; a text stands between `\"` marks", "’": _QUOTE, "‘": _QUOTE, "`": _QUOTE,
}  # fmt: skip
_MENDED = {
    "。": (" ", _STOP), "｡": (" ", _STOP), ";": (" ", _STOP), "!": (" ", _STOP), "?": (" ", _STOP),
    ":": (" ", "leave the colon out"), "§": (" ", "write the number alone, as in `under 2.3`"),
    "、": (",", "write `,`"),
    "–": ("-", _DASH), "—": ("-", _DASH), "−": ("-", _DASH), "‐": ("-", _DASH), "‑": ("-", _DASH),
}  # fmt: skip


@attrs.define
class Line:
    """A line with its comment blanked out; `spoiled` where what was meant is not clear, and reported already.

    `skip` counts the characters at its start that are no indentation: the mark of the encoding in the first line.
    """

    start: int
    text: str
    skip: int = 0
    comment: Comment | None = None
    unclosed: Span | None = None
    spoiled: bool = False

    @property
    def blank(self) -> str:
        """The white space that the line starts with."""
        return self.text[self.skip : len(self.text) - len(self.text.lstrip())]


def lines(source: Source, report: Report) -> Iterator[Line]:
    """The lines of a source, mended."""
    text, hidden = _readable(source, report)
    start = 0
    unclosed = False
    for part in text.split("\n"):
        line = Line(start, part, skip=int(start == 0 and source.text.startswith(_BOM)))
        if part.lstrip().startswith("#"):
            place = Span(source, start + len(part) - len(part.lstrip()), start + len(part.rstrip()))
            line.text, line.comment = " " * len(part), Comment(place.text, True, place)
        elif unclosed and part.count('"') % 2 and _END_OF_TEXT.match(part):
            line.spoiled = True  # here ends the text that was not closed in the line above
        elif _PIECE.search(part):
            _Mending(line, source, report).mend()
        unclosed = line.unclosed is not None
        if hidden and hidden.search(source.text, start, start + len(part)):
            line.spoiled = True
        yield line
        start += len(part) + 1


def _readable(source: Source, report: Report) -> tuple[str, re.Pattern[str] | None]:
    """The text with every line break as one line feed, and a search for what hides or reorders characters in it."""
    text = source.text
    if text.startswith(_BOM):
        text = " " + text[1:]
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    found = sorted(sign for sign in set(text) - {"\n", "\t"} if unicodedata.category(sign) in _HIDDEN)
    for sign in found:
        first, times = text.index(sign), text.count(sign)
        report.error(
            "RF110",
            f"the character U+{ord(sign):04X} does not belong in a policy",
            Span(source, first, first + 1),
            help="delete it: it cannot be seen, or it changes what is seen",
            notes=[f"it stands in {times - 1} other places too"] if times > 1 else [],
        )
        text = text.replace(sign, " ")
    return text, re.compile(f"[{re.escape(''.join(found))}]") if found else None


@attrs.define
class _Mending:
    """The work on one line; of mistakes with the same cure the first is reported."""

    line: Line
    source: Source
    report: Report
    said: set[str] = attrs.Factory(set)

    def mend(self) -> None:
        self.line.text = _PIECE.sub(self._piece, self.line.text)
        if self.line.unclosed is not None and _QUOTE in self.said:
            self.line.unclosed, self.line.spoiled = None, True

    def _piece(self, found: re.Match[str]) -> str:
        piece = found.group()
        match found.lastgroup:
            case "text":
                return piece
            case "unclosed":
                self.line.unclosed = self._place(found, len(piece.rstrip()))
                return piece
            case "comment":
                if piece.startswith("＃"):
                    self._say("RF107", piece[0], self._place(found, 1), "write `#`")
                alone = not found.string[: found.start()].strip()
                self.line.comment = Comment(piece.rstrip(), alone, self._place(found, len(piece.rstrip())))
                return " " * len(piece)
            case "quoted":
                self._say("RF107", piece[0], self._place(found, 1), _QUOTE)
                return f'"{piece[1:-1]}"'
            case "item":
                end = self._place(found, len(piece)).end
                self._say(
                    "RF107", piece[-1], Span(self.source, end - 1, end), "an item of a list starts with `-`"
                )
                return f"{piece[:-1]}-"
            case "digits":
                place = self._place(found, len(piece))
                self.report.error("RF216", f"this number has more than {MOST_DIGITS} digits", place)
                self.line.spoiled = True
                return piece
            case _:
                return self._sign(piece, self._place(found, len(piece)))

    def _sign(self, sign: str, place: Span) -> str:
        """Report a sign, and give what was meant by it where that is clear."""
        plain = "".join(map(_plain, sign))
        if sign.startswith("."):
            self._say("RF107", sign, place, _STOP)
            return " " * len(sign)
        if plain in _MENDED:
            mended, cure = _MENDED[plain]
            self._say("RF107", sign, place, cure)
            return mended
        if plain != sign and re.fullmatch(r"[\w,\-/().]+", plain) and len(plain) == len(sign):
            self._say("RF107", sign, place, f"write `{plain}`")
            return plain
        self.line.spoiled = True
        self._say("RF107", sign, place, _QUOTE if sign in _QUOTES else _SAID.get(plain))
        return sign

    def _say(self, code: str, sign: str, place: Span, cure: str | None) -> None:
        if cure is None or cure not in self.said:
            self.report.error(code, f"`{sign}` does not belong here", place, help=cure or "leave it out")
        self.said.add(cure or "")

    def _place(self, found: re.Match[str], length: int) -> Span:
        start = self.line.start + found.start()
        return Span(self.source, start, start + length)


def _plain(character: str) -> str:
    """The ordinary character that one looks like: full-width ones and digits of other scripts have one."""
    if character.isdigit():
        return str(unicodedata.digit(character))
    return unicodedata.normalize("NFKC", character)
