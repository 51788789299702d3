"""What stands for a fact of which a case says nothing, and what is raised where its value is used anyway."""

from __future__ import annotations

from typing import NoReturn

NOT_GIVEN = None
"""The value of a fact that is known to be left out for good (`presumed not given`)."""


class Needed(Exception):  # noqa: N818 - it is no error: the reader of a program asks for a fact
    """The value of a fact is needed, and the case does not say it."""

    def __init__(self, name: str) -> None:
        """Keep the dotted name of the fact, which is also the message."""
        super().__init__(name)
        self.name = name


class Unknown:
    """A fact that the case does not say: it can be held and shown, and any use of its value raises Needed.

    There is one for each name, so that `is` finds it and cases can be compared.
    """

    __slots__ = ("name",)
    name: str

    def __new__(cls, name: str) -> Unknown:  # noqa: PYI034 - there is no other class of them
        """Give the one that stands for this fact."""
        if name not in _made:
            made = super().__new__(cls)
            made.name = name
            _made.setdefault(name, made)
        return _made[name]

    def __repr__(self) -> str:
        return f"Unknown({self.name!r})"

    def __reduce__(self) -> tuple[type[Unknown], tuple[str]]:
        return Unknown, (self.name,)

    def _needed(self, *_: object) -> NoReturn:
        raise Needed(self.name)

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = __bool__ = _needed
    __int__ = __index__ = __float__ = __complex__ = __round__ = __trunc__ = __floor__ = __ceil__ = _needed
    __neg__ = __pos__ = __abs__ = __invert__ = _needed
    __add__ = __sub__ = __mul__ = __floordiv__ = __truediv__ = __mod__ = __divmod__ = __pow__ = _needed
    __radd__ = __rsub__ = __rmul__ = __rfloordiv__ = __rtruediv__ = __rmod__ = _needed
    __and__ = __or__ = __xor__ = __lshift__ = __rshift__ = __matmul__ = _needed
    __rand__ = __ror__ = __rxor__ = __rlshift__ = __rrshift__ = __rmatmul__ = __rdivmod__ = __rpow__ = _needed
    __contains__ = __iter__ = __len__ = __getitem__ = __reversed__ = __call__ = _needed
    issubset = issuperset = isdisjoint = union = intersection = difference = symmetric_difference = _needed


_made: dict[str, Unknown] = {}
