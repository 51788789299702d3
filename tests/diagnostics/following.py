"""The texts that an expression of the engine can become, found by following it through the source.

A text has holes for what only a run knows. What is followed: literals, f-strings, variables of the same function,
parameters back to every call, functions down to what they return, and the data that modules hold.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar, cast

import attrs

from tests.diagnostics.source_code import Engine, Function, Place, arguments, parameters, statements
from tests.diagnostics.values import HOLE, UNKNOWN, Data, Expr, Value, joined

_LISTS = {"sorted", "list", "tuple", "reversed", "set", "filter", "fromkeys", "dict"}

Found = TypeVar("Found")


class Follower:
    """Follows values to the texts that they can become."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._open: list[tuple[str, ast.AST]] = []
        self._sums: dict[ast.AST, ast.BinOp] = {}
        self._known: dict[tuple[str, tuple[object, ...]], object] = {}
        self._circles = 0

    def _once(self, what: str, value: Expr, find: Callable[[Expr], Found], circle: Found) -> Found:
        """What is found for a value, or what stands for it where it is followed to itself.

        What no circle and no call decided is the same whenever it is asked, and is remembered.
        """
        if (what, value.node) in self._open:
            self._circles += 1
            return circle
        key = (what, value.key)
        if key in self._known:
            return cast("Found", self._known[key])
        circles = self._circles
        self._open.append((what, value.node))
        found = find(value)
        self._open.pop()
        if circles == self._circles:
            self._known[key] = found
        return found

    # ---- texts ------------------------------------------------------------------------------------------

    def texts(self, value: Value) -> frozenset[str]:
        """What a value reads as; nothing where it is None."""
        if isinstance(value, Data):
            return value.texts
        return self._once("texts", value, self._texts, frozenset())

    def _texts(self, value: Expr) -> frozenset[str]:
        match value.node:
            case ast.Constant(value=None):
                return frozenset()
            case ast.Constant(value=str(text)):
                return frozenset({text})
            case ast.JoinedStr(values=parts):
                return joined([self.texts(value.sub(part)) for part in parts])
            case ast.FormattedValue(value=inner, conversion=-1, format_spec=None):
                return self.texts(value.sub(inner)) or frozenset({HOLE})
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return joined([self.texts(value.sub(left)), self.texts(value.sub(right))])
            case ast.Call(func=ast.Attribute(attr="join", value=between), args=[items]):
                return self._list(self.texts(value.sub(between)), self.elements(value.sub(items)))
            case ast.Call(func=ast.Name(id="str"), args=[inner]):
                return self.texts(value.sub(inner))
            case ast.Subscript(slice=ast.Slice()):
                return frozenset({HOLE})
            case _:
                followed = self.values(value)
                return self.union(followed) if followed else frozenset({HOLE})

    def union(self, values: Iterable[Value]) -> frozenset[str]:
        """The texts of several values."""
        return frozenset().union(*(self.texts(each) for each in values))

    def _list(self, between: frozenset[str], items: list[Value]) -> frozenset[str]:
        """A list of one item, and one of two."""
        words = self.union(items) if items else frozenset({HOLE})
        return words | {f"{word}{sign}{word}" for word in words for sign in between}

    # ---- where a value comes from -----------------------------------------------------------------------

    def values(self, value: Expr) -> list[Value]:
        """The values that an expression stands for; none where it cannot be followed."""
        return self._once("values", value, self._values, [])

    def _values(self, value: Expr) -> list[Value]:
        match value.node:
            case ast.IfExp(body=one, orelse=other):
                return [value.sub(one), value.sub(other)]
            case ast.BoolOp(values=parts):
                return [value.sub(part) for part in parts]
            case ast.NamedExpr(value=inner) | ast.Await(value=inner):
                return [value.sub(inner)]
            case ast.Name(id=name):
                return self._named(name, value)
            case ast.Subscript(value=table):
                return self._in_table(value.sub(table))
            case ast.Attribute(attr="message" | "help" as field):
                return self._constructed(field)
            case ast.Call(func=ast.Attribute(attr="get", value=table), args=[_, *default]):
                held = self._in_table(value.sub(table))
                return [*(held or [UNKNOWN]), *(value.sub(each) for each in default)]
            case ast.Call(func=ast.Name(id="next"), args=[items, *default]):
                return [*self.elements(value.sub(items)), *(value.sub(each) for each in default)]
            case ast.Call(func=ast.Name(id="cast"), args=[_, inner]):
                return [value.sub(inner)]
            case ast.Call():
                return self._returned(value)
            case _:
                return []

    def elements(self, value: Value) -> list[Value]:
        """The values in a row of them; none where it cannot be followed."""
        if isinstance(value, Data):
            held = value.held
            return [Data(each) for each in held] if isinstance(held, tuple | list | Mapping) else []
        return self._once("elements", value, self._elements, [])

    def _elements(self, value: Expr) -> list[Value]:
        match value.node:
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
                return [found for part in parts for found in self._element(value.sub(part))]
            case ast.GeneratorExp(elt=part) | ast.ListComp(elt=part) | ast.SetComp(elt=part):
                return [value.sub(part)]
            case ast.BinOp(left=left, right=right):
                return [*self.elements(value.sub(left)), *self.elements(value.sub(right))]
            case ast.Subscript(value=inner, slice=ast.Slice()):
                return self.elements(value.sub(inner))
            case ast.Call(func=ast.Attribute(attr="items" | "values" as which, value=table)):
                tables = [each.held for each in self._ends(value.sub(table)) if isinstance(each, Data)]
                return [
                    Data(each) for one in tables if isinstance(one, Mapping) for each in getattr(one, which)()
                ]
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[*_, inner]) if (
                name in _LISTS
            ):
                return self.elements(value.sub(inner))
            case ast.Name(id=name) if value.place.functions:
                return [*self._put_in(name, value), *self._each(value)]
            case _:
                return self._each(value)

    def _each(self, value: Expr) -> list[Value]:
        return [found for each in self.values(value) for found in self.elements(each)]

    def _put_in(self, name: str, value: Expr) -> list[Value]:
        """What is put bit by bit into a row that has a name."""
        found: list[Value] = []
        for node in statements(value.place.functions[0]):
            match node:
                case ast.Call(func=ast.Attribute(attr="add" | "append", value=ast.Name(id=row)), args=[each]):
                    found += [value.sub(each)] if row == name else []
                case ast.AugAssign(target=ast.Name(id=row), value=more) if row == name:
                    found += self.elements(value.sub(more))
                case _:
                    pass
        return found

    def _element(self, value: Expr) -> list[Value]:
        return self.elements(value.sub(value.node.value)) if isinstance(value.node, ast.Starred) else [value]

    def _in_table(self, value: Expr) -> list[Value]:
        """The values of a table: one that a module holds, or one that is written out."""
        found: list[Value] = []
        for end in self._ends(value):
            if isinstance(end, Data):
                found += map(Data, end.held.values()) if isinstance(end.held, Mapping) else ()
            elif isinstance(end.node, ast.Dict):
                found += map(end.sub, end.node.values)
        return found

    def _ends(self, value: Value) -> list[Value]:
        """A value followed until it is data, or an expression that leads nowhere."""
        return [value] if isinstance(value, Data) else self._once("ends", value, self._further, [])

    def _further(self, value: Expr) -> list[Value]:
        return [end for each in self.values(value) for end in self._ends(each)] or [value]

    def _named(self, name: str, value: Expr) -> list[Value]:
        for function in value.place.functions:
            found = [each for node in statements(function) for each in self._assigned(name, value.sub(node))]
            if name in parameters(function):
                return found + self._passed(name, function, value)
            if found:
                return found
        held = getattr(value.place.module.made, name, None)
        return [Data(held)] if isinstance(held, str | Mapping | tuple | list) else []

    def _assigned(self, name: str, value: Expr) -> Iterator[Value]:
        """What one statement or clause gives to a name."""
        match value.node:
            case ast.Assign(targets=targets, value=inner):
                for target in targets:
                    yield from self._bound(name, target, [value.sub(inner)])
            case ast.AnnAssign(target=target, value=ast.expr() as inner):
                yield from self._bound(name, target, [value.sub(inner)])
            case ast.AugAssign(target=ast.Name(id=target), op=ast.BitOr(), value=more) if target == name:
                yield value.sub(more)
            case ast.AugAssign(target=ast.Name(id=target), op=ast.Add(), value=more) if target == name:
                joined = ast.BinOp(value.node.target, ast.Add(), more)
                yield value.sub(self._sums.setdefault(value.node, joined))
            case ast.NamedExpr(target=target, value=inner):
                yield from self._bound(name, target, [value.sub(inner)])
            case ast.For(target=target, iter=row) | ast.comprehension(target=target, iter=row):
                if any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(target)):
                    yield from self._bound(name, target, self.elements(value.sub(row)))
            case _:
                pass

    def _bound(self, name: str, target: ast.AST, values: list[Value]) -> Iterator[Value]:
        """What a name is bound to where a target takes values apart."""
        match target:
            case ast.Name(id=own) if own == name:
                yield from values
            case ast.Tuple(elts=parts):
                for at, part in enumerate(parts):
                    yield from self._bound(name, part, [each for one in values for each in self._at(at, one)])
            case _:
                pass

    def _at(self, at: int, value: Value) -> list[Value]:
        """What stands at one place of a tuple."""
        if isinstance(value, Data):
            held = value.held
            return [Data(held[at])] if isinstance(held, tuple) and at < len(held) else []
        if isinstance(value.node, ast.Tuple):
            return [value.sub(value.node.elts[at])] if at < len(value.node.elts) else []
        return self._once(f"at {at}", value, lambda each: self._at_each(at, each), [])

    def _at_each(self, at: int, value: Expr) -> list[Value]:
        return [found for each in self.values(value) for found in self._at(at, each)]

    def _passed(self, name: str, function: Function, value: Expr) -> list[Value]:
        """What is passed for a parameter: in the call that is followed, or else in every call."""
        if (function, name) in value.given:
            return [value.given[function, name]]
        where = self.engine.where(function)
        found: list[Value] = []
        for call in self.engine.callers(where) if where else ():
            given = arguments(call, function, is_method=bool(where and where.owner))
            if name in given and self.has_code(given.get("code"), call):
                found.append(Expr(given[name], call))
        return found

    def has_code(self, node: ast.expr | None, place: Place) -> bool:
        """Whether what is passed as a code can be one: other methods of the same name take something else."""
        return node is None or any(
            HOLE in text or text.startswith("RF") for text in self.texts(Expr(node, place))
        )

    def _returned(self, value: Expr) -> list[Value]:
        """What a function of the engine returns when it is called so."""
        found: list[Value] = []
        for where in self.engine.callees(attrs.evolve(value.place, node=value.node)):
            function = where.node
            assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
            place = attrs.evolve(where, functions=(function, *where.functions))
            call = attrs.evolve(value.place, node=value.node)
            passed = arguments(call, function, is_method=bool(where.owner))
            given: dict[tuple[Function, str], Expr] = {
                (function, name): value.sub(node) for name, node in passed.items()
            }
            found += [
                Expr(node.value, place, given)
                for node in statements(function)
                if isinstance(node, ast.Return) and node.value
            ]
        return found

    def _constructed(self, field: str) -> list[Value]:
        """What the classes of the engine that have a field of this name are made with."""
        return [
            Expr(given[field], call)
            for name, fields in self.engine.classes.items()
            if field in fields and name != "Diagnostic"
            for call in self.engine.calls[name]
            if field in (given := dict(zip(fields, call.call.args, strict=False)) | call.keywords)
        ]
