"""Files of the language, drawn from the rules of its grammar, in any layout that its authors may choose."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from random import Random

import attrs
from hypothesis import strategies as st
from lark.grammar import Rule, Symbol

from engine.syntax.from_text import Reader

NAMES = (
    "a",
    "payment.paid",
    "cash-topup",
    "isolated",
    "order_2",
    "counted_days",
    "余额",
    "needs.more",
    "e1.no",
)
TERMINALS: Mapping[str, Sequence[str]] = {
    "NAME": NAMES,
    "BULLET": ("2", "2.3", "2.5a", "10.1.4"),
    "NUMBER": ("0", "7", "0.01", "1000"),
    "DATE": ("2026-07-03", "1999-12-31"),
    "ZONE": ("Asia/Shanghai", "UTC", "Etc/GMT+8"),
    "PLACE": ("Asia/Shanghai", "Etc/GMT+8"),
    "CLOCK": ("00:00", "18:00", "23:59"),
    "STRING": (
        '""',
        '"text"',
        '"# no / comment, (x)"',
        '"{payment.paid}：“好”。"',
        f'"{"long text " * 9}"',
        f'"{"长文" * 25}"',
    ),
    "MODE": ("down", "up", "half up", "half  even"),
    "MONTH_END": ("kept", "rolled"),
    "SPAN_UNIT": ("calendar days", "business  day", "hours", "minute", "months"),
    "_COUNTED": (", counted", ",counted"),
    "_INSTEAD": (", instead of", ",instead  of"),
    "_ELSE": (", else", ",  else"),
    "_BAND_BY_BAND": (", band by band", ",band  by band"),
    "_ROUNDED": (", rounded", ",  rounded"),
}
COMMENTS = ("#", "# why", '# "quoted" 注释', "#tight", "# ---- 2. When ----------------")


@cache
def reader() -> Reader:
    """One grammar for all tests."""
    return Reader()


@attrs.frozen
class MadeFile:
    """A file as text, with the comments in it and the numbers of the rules that made its sentences."""

    text: str
    comments: tuple[str, ...]
    rules: frozenset[int]


class Grammar:
    """The rules of the grammar by what they make, with how deep the shallowest sentence of each is."""

    def __init__(self) -> None:
        self.rules: list[Rule] = reader()._lark.rules
        self.by_origin: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            self.by_origin.setdefault(rule.origin.name, []).append(number)
        self.depths: dict[int, int] = {}
        while len(self.depths) < len(self.rules):
            for number, rule in enumerate(self.rules):
                depths = [self.depth(symbol) for symbol in rule.expansion]
                if None not in depths:
                    self.depths[number] = 1 + max((depth or 0 for depth in depths), default=0)

    def depth(self, symbol: Symbol) -> int | None:
        if symbol.is_term:
            return 0
        known = [self.depths[number] for number in self.by_origin[symbol.name] if number in self.depths]
        return min(known, default=None)

    def words_for(self, terminal: str) -> Sequence[str]:
        """What a terminal may be written as."""
        return TERMINALS.get(terminal) or (reader()._fixed[terminal],)


@cache
def grammar() -> Grammar:
    return Grammar()


class Maker:
    """The work on one file; where one of the `first` rules is possible, one of them is taken."""

    def __init__(self, choose: Callable[[Sequence[int]], int], most_blocks: int, most_lines: int) -> None:
        self.choose = choose
        self.most_blocks, self.most_lines = most_blocks, most_lines
        self.first: frozenset[int] = frozenset()
        self.comments: list[str] = []
        self.rules: set[int] = set()

    def one(self, options: Sequence[str]) -> str:
        return options[self.choose(range(len(options)))]

    def seldom(self, times: int) -> bool:
        """Once in so many times; never in the smallest file."""
        return self.choose(range(times)) == times - 1

    def comment(self) -> str:
        self.comments.append(self.one(COMMENTS))
        return self.comments[-1]

    def sentence(self, start: str) -> list[str]:
        """The words of a sentence of one kind; from some depth on only the shallowest alternatives are taken."""
        alternatives = grammar().by_origin[start]
        depth = max(grammar().depths[number] for number in alternatives) + self.choose(range(5))
        return list(self.words(grammar().rules[alternatives[0]].origin, depth))

    def words(self, symbol: Symbol, depth: int) -> Iterator[str]:
        if symbol.is_term:
            yield self.one(grammar().words_for(symbol.name))
            return
        choices = grammar().by_origin[symbol.name]
        least = min(grammar().depths[number] for number in choices)
        possible = [number for number in choices if grammar().depths[number] <= max(depth, least)]
        number = self.choose([number for number in possible if number in self.first] or possible)
        self.rules.add(number)
        for each in grammar().rules[number].expansion:
            yield from self.words(each, depth - 1)

    def laid_out(self, words: Sequence[str], indent: int) -> str:
        """The words of a sentence with white space, line breaks and comments as an author may set them."""
        laid = " " * indent + words[0]
        for above, word in pairwise(words):
            is_text = word[0] in '"/'
            laid += (
                self.broken(indent, is_text)
                if (indent or is_text) and self.seldom(10)
                else self.gap(above, word)
            )
            laid += word
        return laid + (f"   {self.comment()}" if self.seldom(10) else "") + self.one(("", "  ")) + "\n"

    def broken(self, indent: int, is_text: bool) -> str:
        """A line break in a sentence; only a text goes on in a line that is not indented deeper."""
        laid = f"  {self.comment()}" if self.seldom(3) else ""
        laid += f"\n\n   {self.comment()}" if self.seldom(6) else ""
        return f"{laid}\n{' ' * ((1 if is_text else indent + 1) + self.choose(range(9)))}"

    def gap(self, above: str, word: str) -> str:
        """What stands between two words of a line: nothing only where neither of them could go on."""
        tight = above[-1] in '(,"' or word[0] in '),"' or (above == "/" and word[0] == '"')
        return self.one(("", " ", "   ") if tight else (" ", "  ", "\u3000", " \u00a0"))

    def between(self, indent: int) -> str:
        """Empty lines and comments between sentences, most often none."""
        lines = [
            self.one(("", "", self.one(COMMENTS)))
            for _ in range(self.choose(range(4)) if self.seldom(3) else 0)
        ]
        self.comments += filter(None, lines)
        return "".join(f"{' ' * self.choose((0, indent))}{line}\n" for line in lines)

    def file(self) -> MadeFile:
        text = ""
        for _ in range(self.choose(range(self.most_blocks + 1))):
            kind = self.one(reader().kinds)
            text += self.between(2) + self.laid_out(self.sentence(f"{kind}_head"), 0)
            indent = 1 + self.choose(range(5))
            count = self.choose(range(self.most_lines + 1)) if f"{kind}_line" in reader().starts else 0
            for _ in range(count):
                text += self.between(indent) + self.laid_out(self.sentence(f"{kind}_line"), indent)
        return MadeFile(text + self.between(1), tuple(self.comments), frozenset(self.rules))


def made_file(die: Random, first: Iterable[int] = ()) -> MadeFile:
    """A file with blocks of any kind, quickly; where one of the `first` rules is possible, one of them is taken."""
    maker = Maker(die.choice, most_blocks=4, most_lines=5)
    maker.first = frozenset(first)
    return maker.file()


@st.composite
def files(draw: st.DrawFn, most_blocks: int = 2, most_lines: int = 2) -> MadeFile:
    """A file with blocks of any kind; of one that fails Hypothesis looks for a smaller one."""
    return Maker(lambda options: draw(st.sampled_from(options)), most_blocks, most_lines).file()
