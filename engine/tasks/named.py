"""A policy version that a command names, read from its text."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.report import Report
from engine.tasks.drafts import Draft, draft
from engine.tasks.files import policies_root, policy_folders, version_names
from engine.tasks.manifests import check_sealed, read
from engine.tasks.stop import USAGE, stop, stop_if_errors
from engine.values.moment import from_datetime, local_day
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


def named_version(root_option: str | None, policy: str, version: str | None) -> Named:
    """A version of a policy as its text has it; stops where it cannot be read.

    Where none is named it is the one in force today, or where none is, the newest.
    """
    folder = named_folder(policies_root(root_option), policy)
    report = Report()
    manifest = read(folder, report)
    stop_if_errors(report)
    versions = version_names(folder)
    chosen = version or (manifest and _in_force(manifest)) or max(versions, default=None)
    if chosen is None or chosen not in versions:
        help_text = f"versions are {', '.join(versions) or 'missing'}"
        what = "policy file" if chosen is None else f"version `{chosen}`"
        raise stop("RF602", f"the policy `{policy}` has no {what}", help=help_text, exit_code=USAGE)
    root = folder.resolve().parent
    if manifest is not None:
        check_sealed(manifest, folder, root, report)
    found = draft(folder, chosen, root, report)
    stop_if_errors(report)
    if found is None:
        raise AssertionError(chosen)
    return Named(found, chosen in {each.name for each in manifest.versions} if manifest else False)


def _in_force(manifest: Manifest) -> str | None:
    """The sealed version that governs what happens today, where the policy looks at the date."""
    today = local_day(from_datetime(datetime.now(tz=UTC)), manifest.zone)
    return next((each.name for each in reversed(manifest.versions) if each.governs_from <= today), None)
