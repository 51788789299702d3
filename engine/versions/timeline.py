"""The timeline: which sealed version governs which day."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

import attrs

from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.values.moment import day_text
from engine.versions.quick import HEAD
from engine.versions.version import VERSIONS_FILE, Manifest, Version


@attrs.frozen
class Timeline:
    """The versions of a manifest in which `check_timeline` found nothing.

    A version governs from its own day on, until the next one does; the last has no end. One that was withdrawn
    governs no day: the one before it goes on. So from the first day
    on there is no day without a version, and none with two: a version does not say when it ends, and what is
    not said cannot leave a gap or overlap. What can still go wrong is for `check_timeline` to find: two
    versions that begin on one day, entries that stand out of order, and versions that are picked by different
    events or in different zones, so that one case would fall on two days.
    """

    manifest: Manifest

    def in_force(self, day: int) -> Version | None:
        """The version that governs a local date, given as an ordinal; None before the first."""
        versions = self.manifest.governing
        after = bisect_right(versions, day, key=lambda version: version.governs_from)
        return versions[after - 1] if after else None

    def last_day(self, version: Version) -> int | None:
        """The last date that a version governs; None while no later one is sealed."""
        starts = [each.governs_from for each in self.manifest.governing]
        return min((day - 1 for day in starts if day > version.governs_from), default=None)


def check_timeline(manifest: Manifest, report: Report, source_name: str = VERSIONS_FILE) -> None:
    """Report (RF604) what would leave more than one version, or none, to decide a case."""

    def refuse(at: int, key: str, problem: str, help_text: str) -> None:
        report.error("RF604", problem, Place(source_name, f"version[{at}].{key}"), help=help_text)

    for at, version in enumerate(manifest.versions):
        for key in HEAD:
            said, wanted = getattr(version, key), getattr(manifest, key)
            if said != wanted:
                help_text = "all versions of a policy are picked by the same event, in the same zone"
                refuse(
                    at, key, f"version `{version.name}` says `{said}`, and the policy `{wanted}`", help_text
                )
    governing = [(at, version) for at, version in enumerate(manifest.versions) if not version.withdrawn]
    for (_, first), (at, then) in pairwise(governing):
        day = day_text(then.governs_from)
        if first.governs_from == then.governs_from:
            problem = f"versions `{first.name}` and `{then.name}` both govern from {day}"
            refuse(at, "governs_from", problem, "let one of them govern from another day")
        elif first.governs_from > then.governs_from:
            problem = f"version `{then.name}` governs from {day}, before the one above it"
            refuse(at, "governs_from", problem, "list the versions in the order in which they govern")
