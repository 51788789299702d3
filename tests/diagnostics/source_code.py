"""The source of the engine as trees: its functions and classes, who calls them, and what its modules hold."""

from __future__ import annotations

import ast
import importlib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType

import attrs

ROOT = Path(__file__).resolve().parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@attrs.frozen(eq=False)
class Module:
    """One file: its name, its tree, and the module that it makes."""

    name: str
    path: Path
    tree: ast.Module

    @cached_property
    def made(self) -> ModuleType:
        return importlib.import_module(self.name)

    @cached_property
    def imported(self) -> dict[str, str]:
        """The dotted name behind each name that an import makes."""
        return {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }


@attrs.frozen(eq=False)
class Place:
    """A node and where it stands: its module, the functions around it, the innermost first, and its class."""

    node: ast.AST
    module: Module
    functions: tuple[Function, ...] = ()
    owner: str | None = None

    @property
    def call(self) -> ast.Call:
        assert isinstance(self.node, ast.Call)
        return self.node

    @property
    def name(self) -> str:
        """The last part of the name that is called."""
        match self.call.func:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return name
            case _:
                return ""

    @property
    def keywords(self) -> dict[str, ast.expr]:
        return {each.arg: each.value for each in self.call.keywords if each.arg}

    def __str__(self) -> str:
        return f"{self.module.name}:{getattr(self.node, 'lineno', 1)}"


class Engine:
    """Every module of the engine, looked through once."""

    def __init__(self, root: Path = ROOT / "engine") -> None:
        self.calls: defaultdict[str, list[Place]] = defaultdict(list)
        self.functions: defaultdict[str, list[Place]] = defaultdict(list)
        self.classes: dict[str, list[str]] = {}
        for path in sorted(root.rglob("*.py")):
            name = ".".join(path.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__")
            tree = ast.parse(path.read_text("utf-8"))
            self._look(Place(tree, Module(name, path, tree)))

    def _look(self, place: Place) -> None:
        for node in ast.iter_child_nodes(place.node):
            inner = attrs.evolve(place, node=node)
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    if not any(ast.unparse(mark).endswith("property") for mark in node.decorator_list):
                        self.functions[node.name].append(inner)
                    inner = attrs.evolve(inner, functions=(node, *place.functions), owner=None)
                case ast.Lambda():
                    inner = attrs.evolve(inner, functions=(node, *place.functions))
                case ast.ClassDef():
                    self.classes[node.name] = fields(node)
                    inner = attrs.evolve(inner, owner=node.name)
                case ast.Call():
                    self.calls[inner.name].append(inner)
                case _:
                    pass
            self._look(inner)

    def callees(self, call: Place) -> list[Place]:
        """The functions of the engine that a call may mean."""
        return [each for each in self.functions[call.name] if self._may_mean(call, each)]

    def callers(self, function: Place) -> Iterator[Place]:
        """The calls that may mean a function."""
        assert isinstance(function.node, ast.FunctionDef | ast.AsyncFunctionDef)
        return (each for each in self.calls[function.node.name] if self._may_mean(each, function))

    def _may_mean(self, call: Place, function: Place) -> bool:
        """Whether a call may mean a function: as far as can be told from what the calling module imports."""
        if call.name.startswith("_") and call.module is not function.module:
            return False
        base = call.call.func
        if function.owner:
            methods = [each for each in self.functions[call.name] if each.owner]
            near = [
                each for each in methods if each.module is call.module or each.owner in call.module.imported
            ]
            return isinstance(base, ast.Attribute) and function in (near or methods)
        if isinstance(base, ast.Attribute):
            known = call.module.imported.get(base.value.id) if isinstance(base.value, ast.Name) else None
            return known == function.module.name
        dotted = f"{function.module.name}.{call.name}"
        return call.module is function.module or call.module.imported.get(call.name) == dotted

    def where(self, function: Function) -> Place | None:
        """Where a function is defined."""
        named = [] if isinstance(function, ast.Lambda) else self.functions[function.name]
        return next((each for each in named if each.node is function), None)


def arguments(call: Place, function: Function, *, is_method: bool) -> dict[str, ast.expr]:
    """What a call gives for each parameter; what it leaves out stands as its default."""
    args = function.args
    names = [each.arg for each in (*args.posonlyargs, *args.args)][is_method:]
    given: dict[str, ast.expr] = dict(zip(reversed(names), reversed(args.defaults), strict=False))
    for each, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        given |= {each.arg: default} if default else {}
    return given | dict(zip(names, call.call.args, strict=False)) | call.keywords


def parameters(function: Function) -> set[str]:
    args = function.args
    return {
        each.arg
        for each in (*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg)
        if each
    }


def fields(node: ast.ClassDef) -> list[str]:
    """The annotated names of a class, in order."""
    return [
        each.target.id
        for each in node.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    ]


@cache
def statements(function: Function) -> tuple[ast.AST, ...]:
    """All that stands in a function, but not in the functions inside it."""
    found: list[ast.AST] = []
    waiting = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        found.append(node)
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)
    return tuple(found)
