"""What is attacked, a fresh copy each time, and whether an attack was seen."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random
from types import CodeType
from typing import NamedTuple

import pytest

import cli
from engine.evaluator.from_ir import compiled
from engine.ir.to_json import to_json
from engine.ir.tree import Program
from engine.ledger import derivation
from tests.ledger.small import ROOT, SmallLedger


class Ran(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def is_said(self) -> bool:
        """Whether it says that something is wrong, in words of its own."""
        return self.code in {1, 3} and "RF" in self.err + self.out

    @property
    def is_broken(self) -> bool:
        """Whether the program itself came to grief."""
        return "Traceback" in self.err or "mistake of its own" in self.err


def refundry(*words: str) -> Ran:
    """Run the program as a user does, in this process."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.argv
    sys.argv = ["refundry", *words]
    try:
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
            cli.main()
    finally:
        sys.argv = before
    return Ran(int(ended.value.code or 0), out.getvalue(), err.getvalue())


class Target:
    """A copy of a small ledger with policies and cache, to do anything to; checkpoint and key are kept elsewhere."""

    def __init__(self, small: SmallLedger, folder: Path) -> None:
        self.small = small
        self.folder = folder
        self.file = folder / "ledger.sqlite"
        self.policies = folder / "policies"
        self.cache = folder / "cache"
        self._ledger = small.file.read_bytes()
        self._files = {
            path.relative_to(ROOT): path.read_bytes()
            for path in (ROOT / "policies").rglob("*")
            if path.is_file()
        }
        folder.mkdir(parents=True, exist_ok=True)
        self._cases = self._written_cases()
        self.renew()
        self.renew_files()
        self.listed = self.list()
        self.decided = self.decide()
        assert self.listed.code == self.decided.code == self.verify().code == 0

    def _written_cases(self) -> list[str]:
        paths = []
        for name, case in self.small.cases.items():
            path = self.folder / f"{name}.json"
            path.write_text(json.dumps(case), "utf-8")
            paths.append(str(path))
        return paths

    def renew(self) -> None:
        """Put the ledger back as it was."""
        for path in self.folder.glob("ledger.sqlite*"):
            path.unlink()
        self.file.write_bytes(self._ledger)

    def renew_files(self) -> None:
        """Put policies and cache back as they were."""
        shutil.rmtree(self.policies, ignore_errors=True)
        shutil.rmtree(self.cache, ignore_errors=True)
        for name, data in self._files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def list(self) -> Ran:
        return refundry("ledger", "list", "--format", "json", "--ledger", self._url)

    def verify(self, *more: str) -> Ran:
        kept = str(self.small.kept)
        return refundry("ledger", "verify", "--checkpoint", kept, "--ledger", self._url, *more)

    def decide(self) -> Ran:
        return refundry("decide", *self._cases, "--format", "json", "--policies", str(self.policies))

    @property
    def _url(self) -> str:
        return f"sqlite:///{self.file.as_posix()}"

    def missed(self) -> str | None:
        """What is wrong with how an attack on the ledger came out; None where nothing changed, or it was named."""
        listed, verified = self.list(), self.verify()
        if listed.is_broken or verified.is_broken:
            return f"the program came to grief: {listed.err}{verified.err}"
        if verified.is_said:
            return None
        if verified.code == 0 and (listed.code, listed.out) == (0, self.listed.out):
            return None
        return f"not named: verify {verified.code} {verified.err}, list {listed.code} {listed.err}"

    def missed_in_files(self) -> str | None:
        """The same for an attack on policies or cache: no other answer, and no harm to the ledger."""
        decided, verified, listed = self.decide(), self.verify(), self.list()
        if decided.is_broken or verified.code or listed.out != self.listed.out:
            return f"harm was done: {decided.err}{verified.err}{listed.err}"
        refused = decided.code and "RF" in decided.err
        if refused or (decided.code, decided.out) == (0, self.decided.out):
            return None
        return f"another answer: {decided.code} {decided.err}"


Attack = Callable[[Target, Random], str]
"""Does something to a target by chance, and says what."""


class ImpossibleError(Exception):
    """This cannot be done to this target; another throw of the dice may be."""


@contextmanager
def quick() -> Iterator[None]:
    """Compile each program once: what is attacked is not the compiler."""
    made: dict[str, CodeType] = {}

    def once(program: Program) -> CodeType:
        key = to_json(program)
        if key not in made:
            made[key] = compiled(program)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(derivation, "compiled", once)
        yield
