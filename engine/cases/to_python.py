"""A loader for the cases of one program, as Python source: quick, and silent where anything is unusual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.cases.limits import LARGEST_LIST, LARGEST_SET, LONGEST_TEXT
from engine.cases.lists import keyed_program
from engine.cases.names import Names, names_of
from engine.cases.presumption import borrowed, presumed_value, scale
from engine.ir import tree as ir

_HEAD = """\
from engine.cases.memory import DATES as _in_date, MINUTES as _in_minute, SECONDS as _in_second
from engine.cases.memory import Amounts as _in_Amounts, Days as _in_Days, Presumed as _in_Presumed
from engine.cases.unknown import Unknown as _in_Unknown
"""


def loader_source(program: ir.Program) -> str:
    """The source of `load(data)`: the values of all facts and the names of the presumed, as a pair, or None.

    None means that something is unusual, and that the case is for `from_facts`; whatever is returned, that would
    read alike. The module it is put into must define `_impossible(values)`: whether some impossible combination
    is certainly met. Every other name that the source makes there begins with `_in_`.
    """
    return _Loader(program).source()


class _Loader:
    """The source under way: one local `v3` for each fact, and module constants for what is looked up."""

    def __init__(self, program: ir.Program, constants: dict[str, str] | None = None) -> None:
        self._program = program
        self._constants = {} if constants is None else constants
        self._entries: list[str] = []

    def source(self) -> str:
        facts = self._program.facts
        names = names_of(fact.name for fact in self._program.facts)
        body = list(self._table(names, "data"))
        borrowing = list(self._borrowing())
        presumed = [(self._bit(place), fact.name) for place, fact in enumerate(facts) if self._bit(place)]
        lines = [
            "if type(data) is not dict: return None",
            "n = len(data); p = 0",
            "try:",
            *_indented(body or ["pass"]),
            "except (TypeError, ValueError, LookupError): return None",
            f"if n != {_keys_in(names)}: return None",
            *borrowing,
            f"values = ({''.join(f'v{place}, ' for place in range(len(facts)))})",
            "if _impossible(values): return None",
            f"return values, {self._constant(f'_in_Presumed({presumed!r})')}[p]",
        ]
        constants = [f"{name} = {expression}" for expression, name in self._constants.items()]
        return "\n".join(
            [_HEAD, *constants, *self._entries, "", "", "def load(data):", *_indented(lines), ""]
        )

    def _entry(self, fact: ir.FactDeclaration) -> str:
        """The name of a function that reads an entry which says each of its fields, and gives None for others."""
        inner = _EntryLoader(keyed_program(self._program, fact), self._constants)
        name = f"_in_entry_{len(self._entries)}"
        self._entries.append(inner.entry_source(name))
        return name

    def _constant(self, expression: str) -> str:
        """The name of a module constant, the same for the same expression."""
        return self._constants.setdefault(expression, f"_in_{len(self._constants)}")

    def _unknown(self, place: int) -> str:
        return self._constant(f"_in_Unknown({self._program.facts[place].name!r})")

    def _bit(self, place: int) -> int:
        """What stands in `p` for a presumed fact; zero where silence means that it is unknown."""
        return 1 << place if self._program.facts[place].presumed is not None else 0

    def _table(self, names: Names, table: str) -> Iterator[str]:
        """Read a table. `n` counts its keys and those it lacks: their sum shows whether it has unknown ones."""
        for key, held in names.items():
            yield f"if {key!r} in {table}:"
            if isinstance(held, int):
                yield from _indented(self._value(held, f"{table}[{key!r}]"))
            else:
                inner = f"{table}_"
                yield f"    {inner} = {table}[{key!r}]"
                yield f"    if type({inner}) is not dict: return None"
                yield f"    n += len({inner})"
                yield from _indented(self._table(held, inner))
            yield "else:"
            yield from _indented(self._absent(held))

    def _absent(self, held: Names | int) -> Iterator[str]:
        """Give the facts of a key that is not there what silence means; borrowed values come later."""
        bits = 0
        for place in _places(held):
            yield f"v{place} = {self._silence(place)}"
            if not isinstance(self._program.facts[place].presumed, ir.Fact):
                bits |= self._bit(place)
        yield f"n += {_keys_in({'': held})}"
        if bits:
            yield f"p |= {bits}"

    def _silence(self, place: int) -> str:
        fact = self._program.facts[place]
        if fact.presumed == "not_given":
            return "None"
        if not isinstance(fact.presumed, ir.Literal):
            return self._unknown(place)
        value = presumed_value(fact.presumed, fact.type)
        return self._constant(_set_source(value)) if isinstance(value, frozenset) else repr(value)

    def _borrowing(self) -> Iterator[str]:
        """Give the facts presumed to be like another its value, where that is known."""
        facts = self._program.facts
        for place, other in borrowed(self._program):
            times = scale(facts[other].type, facts[place].type)
            value = f"v{other}" if times == 1 else f"v{other} * {times}"
            yield f"if v{place} is {self._unknown(place)}:"
            yield f"    if v{other} is not {self._unknown(other)} and v{other} is not None:"
            yield f"        v{place} = {value}; p |= {self._bit(place)}"

    def _value(self, place: int, written: str) -> Iterator[str]:
        """Read one fact into its local, or return None."""
        fact = self._program.facts[place]
        v = f"v{place}"
        match fact.type.kind:
            case "yes_no":
                yield f"{v} = {written}"
                yield f"if {v} is not True and {v} is not False: return None"
            case "choice":
                options = self._constant(repr({option: option for option in fact.type.options}))
                yield f"{v} = {options}[{written}]"
            case "set":
                yield f"{v} = {written}"
                yield f"if type({v}) is not list or len({v}) > {LARGEST_SET}: return None"
                yield f"{v} = frozenset({v})"
                yield f"if not {v} <= {self._constant(_set_source(fact.type.options))}: return None"
            case "text":
                yield f"{v} = {written}"
                yield f"if type({v}) is not str or {v}[:1] <= ' ' or len({v}) > {LONGEST_TEXT}: return None"
                yield f"if not {v}.isprintable(): return None"
            case "instant":
                yield f"{v} = {written}"
                yield f"{v} = _in_date[{v}[:10]] + _in_minute[{v}[10:16]] + _in_second[{v}[16:]]"
                yield from _bounds(fact, v)
            case "date":
                yield f"{v} = {self._constant('_in_Days()')}[{written}]"
                yield from _bounds(fact, v)
            case "list":
                yield f"{v} = {written}"
                yield f"if type({v}) is not list or len({v}) > {LARGEST_LIST}: return None"
                yield f"{v} = tuple(map({self._entry(fact)}, {v}))"
                yield f"if None in {v}: return None"
            case _:
                known = (fact.type.unit, fact.type.decimals, fact.least, fact.greatest)
                yield f"{v} = {self._constant(f'_in_Amounts{known!r}')}[{written}]"


class _EntryLoader(_Loader):
    """The source that reads one entry of a list; one that leaves a field out is for `from_facts`."""

    def entry_source(self, name: str) -> str:
        names = names_of(fact.name for fact in self._program.facts)
        places = "".join(f"v{place}, " for place in range(len(self._program.facts)))
        lines = [
            "if type(data) is not dict: return None",
            "n = len(data)",
            "try:",
            *_indented(self._table(names, "data")),
            "except (TypeError, ValueError, LookupError): return None",
            f"return ({places}) if n == {_keys_in(names)} else None",
        ]
        return "\n".join(["", "", f"def {name}(data):", *_indented(lines)])

    def _absent(self, held: Names | int) -> Iterator[str]:  # noqa: ARG002 - whatever is left out
        yield "return None"


def _bounds(fact: ir.FactDeclaration, v: str) -> Iterator[str]:
    if fact.least is not None:
        yield f"if {v} < {fact.least}: return None"
    if fact.greatest is not None:
        yield f"if {v} > {fact.greatest}: return None"


def _set_source(words: Iterable[str]) -> str:
    return f"frozenset({tuple(sorted(words))!r})"


def _places(held: Names | int) -> Iterator[int]:
    """The facts under a key."""
    if isinstance(held, int):
        yield held
    else:
        for inner in held.values():
            yield from _places(inner)


def _keys_in(names: Names) -> int:
    """How many keys a table has when nothing is left out, those of the tables inside it counted."""
    return sum(1 if isinstance(held, int) else 1 + _keys_in(held) for held in names.values())


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)
