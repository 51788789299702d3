"""`docs/verify_receipt.py`, loaded as the file that it is."""

from __future__ import annotations

import importlib.util
from argparse import Namespace
from types import ModuleType

from .small import ROOT

PROGRAM = ROOT / "docs/verify_receipt.py"
ASKED = Namespace(key=[], checkpoint=None, consistency=None, openssl="openssl")


def _loaded() -> ModuleType:
    found = importlib.util.spec_from_file_location("verify_receipt", PROGRAM)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


theirs = _loaded()


def holds(text: str, asked: Namespace = ASKED) -> bool:
    """Whether the program lets a receipt pass; what it cannot check is no receipt of ours."""
    try:
        theirs.check_receipt(theirs.from_json(text), asked)
    except theirs.Unable:
        raise
    except (theirs.Wrong, AttributeError, IndexError, KeyError, TypeError, ValueError):
        return False
    return True
