"""`withdraw`: a sealed version is taken back before it governs; that it was sealed remains known."""

from __future__ import annotations

import json
from typing import NamedTuple

from engine.diagnostics.place import Place
from engine.tasks.files import MANIFEST
from engine.tasks.publishing import one_at_a_time, reason, refuse_shipped, today
from engine.tasks.stop import FINDINGS, stop
from engine.tasks.terminal import Printed
from engine.values.moment import day_text
from engine.versions.manifest import replaced
from engine.versions.seals import withdrawn
from engine.versions.version import Version, Withdrawal


class Withdrawn(NamedTuple):
    """What was withdrawn, and whether it was so before."""

    version: Version
    withdrawal: Withdrawal
    again: bool


def withdraw(root_option: str | None, policy: str, name: str, because: str | None) -> Withdrawn:
    """Take back a version that does not govern yet; the one before it goes on. Once more, it does nothing."""
    why = reason(because)
    with one_at_a_time(root_option, policy) as desk:
        version = desk.sealed(name)
        if version.withdrawn:
            return Withdrawn(version, version.withdrawn, again=True)
        refuse_shipped(desk.folder)
        day = today(version.zone)
        if version.governs_from <= day:
            since = day_text(version.governs_from)
            problem = f"version `{name}` governs since {since}, by the date in `{version.zone}`"
            help_text = "what governs is not taken back: publish a new version, which governs from its day on"
            where = Place(str(desk.folder / MANIFEST), "")
            raise stop("RF612", problem, where, help=help_text, exit_code=FINDINGS)
        taken_back = withdrawn(version, on=day, because=why)
        if desk.manifest is None or taken_back.withdrawn is None:
            raise AssertionError(name)
        desk.write({}, replaced(desk.manifest, taken_back))
        return Withdrawn(taken_back, taken_back.withdrawn, again=False)


_WORDS = {
    "done": ("withdrew {policy} {version}: {because}", "已撤回 {policy} {version}：{because}"),
    "again": (
        "{version} was withdrawn on {on}; nothing was changed.",
        "{version} 已于 {on} 撤回，未作改动。",
    ),
}


def print_withdrawn(done: Withdrawn, form: str, lang: str) -> Printed:
    """What was withdrawn, in a line, or as JSON."""
    said = {
        "policy": done.version.policy,
        "version": done.version.name,
        "on": day_text(done.withdrawal.on),
        "because": done.withdrawal.because,
    }
    if form == "json":
        return Printed(json.dumps({**said, "again": done.again}, ensure_ascii=False, indent=2))
    return Printed(_WORDS["again" if done.again else "done"][lang == "zh"].format(**said))
