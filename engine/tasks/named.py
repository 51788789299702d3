"""A policy version that a command names, read from its text."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import attrs

from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.report import Report
from engine.tasks.drafts import Draft, draft
from engine.tasks.files import policies_root, policy_folders, version_names
from engine.tasks.manifests import unchanged
from engine.tasks.stop import USAGE, stop, stop_if_errors
from engine.values.moment import from_datetime, local_day
from engine.versions.timeline import Timeline
from engine.versions.version import Manifest


def named_folder(root: Path, policy: str) -> Path:
    """The folder of a policy; stops where there is none."""
    folders = policy_folders(root)
    if policy not in folders:
        others = f"policies here are {', '.join(folders)}" if folders else "begin one with `refundry new`"
        help_text = did_you_mean(policy, folders) or others
        raise stop("RF601", f"there is no policy `{policy}` in `{root}`", help=help_text, exit_code=USAGE)
    return folders[policy]


class Named(NamedTuple):
    """A version as its text has it, and whether it is sealed."""

    draft: Draft
    is_sealed: bool

    @property
    def state(self) -> str:
        """The word for it, as `versions` has it."""
        return "sealed" if self.is_sealed else "draft"


def newest(versions: list[str], manifest: Manifest | None) -> str | None:
    """The newest version or draft; one that was withdrawn is passed over, and so is what only corrects another."""
    sealed = manifest.versions if manifest else ()
    passed_over = {name for each in sealed for name in each.names[1:]}
    passed_over |= {each.name for each in sealed if each.withdrawn}
    return next((name for name in reversed(versions) if name not in passed_over), None)


def named_version(root_option: str | None, policy: str, version: str | None) -> Named:
    """A version of a policy as its text has it; stops where it cannot be read.

    Where none is named it is the one in force today, or where none is, the newest. Of a version that was corrected
    the words are the last ones.
    """
    folder = named_folder(policies_root(root_option), policy)
    versions = version_names(folder)
    manifest = unchanged(folder)
    chosen = version or (manifest and _in_force(manifest)) or newest(versions, manifest)
    if chosen is None or chosen not in versions:
        help_text = f"versions are {', '.join(versions) or 'missing'}"
        what = "policy file" if chosen is None else f"version `{chosen}`"
        raise stop("RF602", f"the policy `{policy}` has no {what}", help=help_text, exit_code=USAGE)
    sealed = manifest.named(chosen) if manifest else None
    report = Report()
    found = draft(folder, sealed.names[-1] if sealed else chosen, folder.resolve().parent, report)
    stop_if_errors(report)
    if found is None:
        raise AssertionError(chosen)
    if sealed is None:
        return Named(found, is_sealed=False)
    return Named(found._replace(program=attrs.evolve(found.program, version=sealed.name)), is_sealed=True)


def _in_force(manifest: Manifest) -> str | None:
    """The sealed version that governs what happens today, where the policy looks at the date."""
    today = local_day(from_datetime(datetime.now(tz=UTC)), manifest.zone)
    found = Timeline(manifest).in_force(today)
    return found.name if found else None
