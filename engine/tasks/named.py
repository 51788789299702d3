"""A policy version that a command names, read from its text."""

from __future__ import annotations

from pathlib import Path

import attrs

from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.report import Report
from engine.tasks.drafts import Draft, draft
from engine.tasks.files import policies_root, policy_folders, version_names
from engine.tasks.manifests import unchanged
from engine.tasks.stop import USAGE, stop, stop_if_errors
from engine.versions.version import Manifest


def named_folder(root: Path, policy: str) -> Path:
    """The folder of a policy; stops where there is none."""
    folders = policy_folders(root)
    if policy not in folders:
        others = f"policies here are {', '.join(folders)}" if folders else "begin one with `refundry new`"
        help_text = did_you_mean(policy, folders) or others
        raise stop("RF601", f"there is no policy `{policy}` in `{root}`", help=help_text, exit_code=USAGE)
    return folders[policy]


def newest(versions: list[str], manifest: Manifest | None) -> str | None:
    """The newest version or draft; one that was withdrawn is passed over, and so is what only corrects another."""
    sealed = manifest.versions if manifest else ()
    passed_over = {name for each in sealed for name in each.names[1:]}
    passed_over |= {each.name for each in sealed if each.withdrawn}
    return next((name for name in reversed(versions) if name not in passed_over), None)


def named_draft(root_option: str | None, policy: str, version: str | None) -> Draft:
    """A version of a policy as its text has it, the newest where none is named; stops where it cannot be read."""
    folder = named_folder(policies_root(root_option), policy)
    versions = version_names(folder)
    manifest = unchanged(folder)
    chosen = newest(versions, manifest) if version is None else version
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
    return (
        found if sealed is None else found._replace(program=attrs.evolve(found.program, version=sealed.name))
    )
