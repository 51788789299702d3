"""What `seal` and `withdraw` share: one at a time in a policy, of bytes that are read once, the list written last."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import NamedTuple

import tomli_w
from filelock import FileLock

from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.report import Report
from engine.tasks.files import (
    MANIFEST,
    Read,
    is_shipped,
    policies_root,
    policy_folders,
    read_once,
    write_whole,
)
from engine.tasks.manifests import unchanged
from engine.tasks.stop import FINDINGS, USAGE, Stop, stop, stop_if_errors
from engine.values.moment import local_day
from engine.versions.manifest import to_table
from engine.versions.timeline import check_timeline
from engine.versions.version import Manifest, Version

_LOCK = ".versions.lock"
_HEAD = "# Written by `refundry seal`; a version that stands here is never changed again.\n\n"


class Desk(NamedTuple):
    """The folder of a policy while nobody else seals in it, and what is sealed there, to the byte."""

    policy: str
    folder: Path
    manifest: Manifest | None
    read: Read

    def named(self, name: str) -> Version | None:
        """The sealed version that has a name, or a correction of that name."""
        return self.manifest.named(name) if self.manifest else None

    def sealed(self, name: str) -> Version:
        """The sealed version of a name; stops where there is none."""
        versions = self.manifest.versions if self.manifest else ()
        found = next((version for version in versions if version.name == name), None)
        if found is None:
            problem = f"no version `{name}` of `{self.policy}` is sealed"
            help_text = did_you_mean(name, [version.name for version in versions])
            raise stop(
                "RF606", problem, help=help_text or "list them with `refundry versions`", exit_code=USAGE
            )
        return found

    def write(self, files: Mapping[str, bytes], manifest: Manifest) -> None:
        """Write what was made and then the list, so that whoever stops in between leaves what there was before.

        Nothing is written where the versions would not follow each other, or where a file is no longer what was
        checked.
        """
        report = Report()
        check_timeline(manifest, report, str(self.folder / MANIFEST))
        stop_if_errors(report, FINDINGS)
        for file in (
            name for version in manifest.versions for name, _ in version.all_digests if name not in files
        ):
            path = self.folder / file
            if not path.is_file() or path.read_bytes() != self.read(path):
                problem = f"`{path}` was changed while it was being sealed"
                raise stop("RF603", problem, help="seal again when nobody edits it", exit_code=FINDINGS)
        for file, data in files.items():
            write_whole(self.folder / file, data)
        write_whole(self.folder / MANIFEST, (_HEAD + tomli_w.dumps(to_table(manifest))).encode())


@contextmanager
def one_at_a_time(root_option: str | None, policy: str) -> Iterator[Desk]:
    """Work on the list of sealed versions of a policy, after whoever does so now."""
    root = policies_root(root_option)
    folders = policy_folders(root)
    if policy not in folders:
        known = ", ".join(f"`{name}`" for name in folders) or "none"
        raise stop(
            "RF601", f"there is no policy `{policy}` in `{root}`", help=f"known are {known}", exit_code=USAGE
        )
    folder = folders[policy]
    with nullcontext() if is_shipped(folder) else FileLock(folder / _LOCK):
        read = read_once()
        try:
            yield Desk(policy, folder, unchanged(folder, FINDINGS, read), read)
        finally:
            with suppress(OSError):  # still ours: who waits for it sees that it is gone, and makes another
                (folder / _LOCK).unlink()


def refuse_shipped(folder: Path) -> None:
    """Stop where a folder came with the program."""
    if is_shipped(folder):
        problem = f"`{folder}` came with the program and is not written to"
        help_text = "copy the policy and name its folder with `--policies`"
        raise stop("RF601", problem, help=help_text, exit_code=USAGE)


def was_withdrawn(version: Version) -> Stop:
    """A stop, as the name of a version that was withdrawn is not given again."""
    problem = f"the version `{version.name}` was withdrawn"
    help_text = "its name stays with what it was: begin another version with `refundry new`"
    return stop("RF605", problem, help=help_text, exit_code=FINDINGS)


def reason(because: str | None) -> str:
    """The reason given, in one line; stops where there is none."""
    written = (because or "").encode(errors="replace").decode()
    said = " ".join("".join(sign if sign.isprintable() else " " for sign in written).split())
    if not said:
        raise stop("RF405", "a reason is missing", help="give it with `--because TEXT`", exit_code=USAGE)
    return said


def today(zone: str) -> int:
    """The local date in a zone."""
    return local_day(time.time_ns(), zone)
