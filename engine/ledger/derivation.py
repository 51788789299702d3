"""Outcomes derived again from what the ledger holds: the facts of an entry, and the version that decided it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from engine.cases.from_facts import Reader
from engine.decisions.record import ImpossibleCaseError, Policy
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.evaluator.from_ir import compiled, load, search
from engine.ir.from_json import SealedFormError
from engine.ledger.entry import Body
from engine.ledger.outcome import Outcome, outcome_of
from engine.ledger.sealed_objects import ObjectMissingError, Objects, OpenedVersion, opened
from engine.values.moment import local_day
from engine.values.money import to_text

Case = tuple[Any, ...]


class Deriving(NamedTuple):
    """A version made ready to decide the cases of entries again."""

    policy: Policy
    personal: frozenset[str]
    version: OpenedVersion


class Derivation:
    """Derives outcomes again; each version is opened once."""

    def __init__(self, find: Objects) -> None:
        """Look sealed objects up with `find`."""
        self._find = find
        self._ready: dict[str, Deriving | str] = {}

    def differences(self, body: Body) -> list[str]:
        """What of an outcome is not what its facts and its version give; none where it is derived as it stands."""
        ready = self.version_of(body)
        if isinstance(ready, str):
            return [ready]
        read = _read(ready, body["facts"])
        if read is None:
            return ["its facts are no case of its policy"]
        try:
            again = outcome_of(ready.policy, *read, ready.personal)
        except ImpossibleCaseError:
            return ["its facts leave no possible case"]
        stands = body["decision"]
        differing = [
            f"`{key}` is {_shown(stands.get(key))}, and comes out as {_shown(again.get(key))}"
            for key in {**again, **stands}
            if again.get(key) != stands.get(key)
        ]
        return differing or [*_misfiled(ready, body, read[0]), *_mispaid(body, stands)]

    def version_of(self, body: Body) -> Deriving | str:
        """The version that decided an entry, or why it cannot be opened."""
        calendars = body["decision"]["calendars"]
        key = json.dumps([body["version"], body["texts"], calendars])
        if key not in self._ready:
            try:
                self._ready[key] = _deriving(
                    opened(body["version"], body["texts"], calendars, self._find), calendars
                )
            except (ObjectMissingError, SealedFormError, KeyError, ValueError) as why:
                self._ready[key] = f"its version cannot be opened: {why}"
        return self._ready[key]


def _misfiled(ready: Deriving, body: Body, case: Case) -> Iterator[str]:
    """Where the entry is filed otherwise than its facts say, or its version did not govern yet."""
    module, program = ready.policy.module, ready.version.program
    confirms, places = module["CONFIRMS"], module["PLACES"]
    if confirms is None or body["policy"] != program.policy:
        yield "its policy confirms nothing, or is another"
        return
    name, order, most = (case[places[fact]] for fact in confirms)
    type_ = next(fact.type for fact in program.facts if fact.name == confirms[2])
    said = f"{to_text(most, type_.decimals)} {type_.unit}" if isinstance(most, int) else None
    if (body["case"], body["order"], body["most"]) != (name, order, said):
        yield "case, order or bound are not those of its facts"
    event = case[places[program.selected_by]]
    kind = next(fact.type.kind for fact in program.facts if fact.name == program.selected_by)
    day = event if kind == "date" else local_day(event, program.zone)
    if day < ready.version.governs_from:
        yield "its version did not govern yet"


def _mispaid(body: Body, stands: Outcome) -> Iterator[str]:
    """Where what is to be paid is not what was decided, or was chosen outside the range."""
    awarded, payable = body["awarded"], body["payable"]
    match stands["verdict"]:
        case "refund":
            right = payable == stands["refund"] and awarded is None
        case "discretion":
            least, most = (_minor(each) for each in stands["range"])
            right = payable == awarded and least[1] == _minor(payable)[1] and least <= _minor(payable) <= most
        case "refused" | "not_covered":
            right = _minor(payable)[0] == 0 and awarded is None
        case _:
            right = False
    if not right:
        yield "what is to be paid back is not what was decided"


def _minor(amount: str) -> tuple[int, str]:
    """An amount in its smallest unit, and the unit."""
    digits, _, unit = amount.partition(" ")
    return int(digits.replace(".", "")), unit


def _read(ready: Deriving, told: object) -> tuple[Case, tuple[str, ...]] | None:
    """The facts of an entry and those presumed: quickly where nothing is unusual, else by the plain reader."""
    module = ready.policy.module
    quick = module["load"](told)
    if quick is not None:
        return quick[0], tuple(quick[1])
    reader = Reader(ready.version.program, module["impossible"])
    return reader.read(told, presume=True, report=Report(), where=Place("entry", ""))


def _deriving(version: OpenedVersion, calendars: dict[str, str]) -> Deriving:
    program = version.program
    module = load(compiled(program), version.calendars)
    texts = dict(version.texts.of(program.prevails))
    identity = {"id": program.policy, "version": program.version, "digest": version.files["program.json"]}
    policy = Policy(module, texts, _settler(program, module), identity, calendars, program.prevails)
    return Deriving(policy, frozenset(fact.name for fact in program.facts if fact.personal), version)


def _settler(program: Any, module: dict[str, Any]) -> Callable[[Case], Any]:  # noqa: ANN401 - a program
    """The search over unknown facts, made only where one is asked for."""
    made: list[Any] = []

    def settle(case: Case) -> Any:  # noqa: ANN401 - what the search gives
        if not made:
            made.append(search(program, dict(module)))
        return made[0].settle(case)

    return settle


def _shown(value: object) -> str:
    return f"`{json.dumps(value, ensure_ascii=False)}`"
