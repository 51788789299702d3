"""The dotted names of the facts as the nested tables in which a case file has them."""

from __future__ import annotations

from collections.abc import Iterable

Names = dict[str, "int | Names"]
"""By key: the place of a fact in the program, or the table that holds more of them."""


def names_of(facts: Iterable[str]) -> Names:
    """The tables of facts with these names, in the order in which they are declared.

    Raises ValueError where a name is both a fact and a table of facts: no file can have that.
    """
    root: Names = {}
    for place, name in enumerate(facts):
        *tables, last = name.split(".")
        table = root
        for key in tables:
            inner = table.setdefault(key, {})
            if isinstance(inner, int):
                raise ValueError(f"`{name}` lies inside a fact")  # noqa: TRY004 - the name is at fault
            table = inner
        if last in table:
            raise ValueError(f"`{name}` is a table of facts as well")
        table[last] = place
    return root


def dotted(path: str, key: str) -> str:
    """The path of what lies under this key."""
    return f"{path}.{key}" if path else key
