"""A compiled module as something to call. It loads without the program: this is the path of every decision."""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType
from typing import Any

from engine.values.calendar import Calendar

Module = dict[str, Any]


def load(code: CodeType, calendars: Mapping[str, Calendar]) -> Module:
    """The functions of a compiled module."""
    module: Module = {"CALENDARS": calendars}
    exec(code, module)
    return module
