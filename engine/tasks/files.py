"""Disk: where policies, calendars and kept modules are, and how files are read and written whole."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from engine.tasks.stop import USAGE, stop

CALENDARS = "calendars"
MANIFEST = "versions.toml"
VERSION_ENDINGS = (".refund", ".facts", ".source.toml", ".cases.toml")
"""How the names of the files end that somebody writes for a version."""
LARGEST_CASE = 1_000_000
"""The bytes a case file may have."""
_KEPT_MARK = 32

Read = Callable[[Path], bytes]
"""A way to read files."""


def read_once() -> Read:
    """A way to read files of which each is read only once: what was checked is what is then used, to the byte."""
    return cache(Path.read_bytes)


def shipped_policies() -> Path:
    """The policies that come with the program: inside the package in a wheel, beside it in a checkout."""
    here = Path(__file__).parent.parent
    inside = here / "shipped_policies"
    return inside if inside.is_dir() else here.parent / "policies"


def policies_root(option: str | None) -> Path:
    """The policy folder: the one named, else `./policies` where there is one, else the shipped policies."""
    if option is not None and not Path(option).is_dir():
        raise stop(
            "RF601", f"there is no folder `{option}`", help="name the folder of the policies", exit_code=USAGE
        )
    if option is not None:
        return Path(option)
    local = Path("policies")
    return local if local.is_dir() else shipped_policies()


def is_shipped(root: Path) -> bool:
    """Whether a folder is the one that came in a wheel, which nobody should write to."""
    return "shipped_policies" in root.resolve().parts


def policy_folders(root: Path) -> dict[str, Path]:
    """The policies in a folder, by their id; the folder of one policy counts as such."""
    if _is_policy(root):
        return {root.resolve().name: root}
    if not root.is_dir():
        return {}
    return {path.name: path for path in sorted(root.iterdir()) if path.is_dir() and _is_policy(path)}


def chosen_folder(root: Path, policy: str | None) -> Path:
    """The folder of the policy that is asked for; of the only one where none is named."""
    folders = policy_folders(root)
    if policy is not None and policy in folders:
        return folders[policy]
    known = ", ".join(f"`{name}`" for name in folders) or "none"
    if policy is not None:
        raise stop(
            "RF601", f"there is no policy `{policy}` in `{root}`", help=f"known are {known}", exit_code=USAGE
        )
    if len(folders) != 1:
        problem = f"`{root}` has {len(folders)} policies"
        raise stop("RF601", problem, help=f"name one with `--policy`: {known}", exit_code=USAGE)
    return next(iter(folders.values()))


def version_names(folder: Path) -> list[str]:
    """The versions of a policy that have a policy file, oldest first."""
    return sorted(path.name.removesuffix(".refund") for path in folder.glob("*.refund"))


def named_places(names: Sequence[str], root_option: str | None) -> tuple[str, ...]:
    """The files and folders that a command names: a path, or else a policy by its name."""
    return tuple(name if Path(name).exists() else _named_policy(name, root_option) for name in names)


def _named_policy(name: str, root_option: str | None) -> str:
    root = policies_root(root_option)
    folders = policy_folders(root)
    if name in folders:
        return str(folders[name])
    from engine.diagnostics.nearest import did_you_mean

    help_text = did_you_mean(name, folders) or "name a file, a folder, or a policy in the policy folder"
    problem = f"there is no file `{name}`, and no policy of this name in `{root}`"
    raise stop("RF609", problem, help=help_text, exit_code=USAGE)


def versions_at(path: Path) -> list[tuple[Path, str]]:
    """The versions that a path names, each with the folder of its policy: one by a file of its own, or all."""
    if path.is_file():
        for ending in VERSION_ENDINGS:
            if path.name.endswith(ending):
                return [(path.parent, path.name.removesuffix(ending))]
        help_text = f"its files end in {', '.join(f'`{ending}`' for ending in VERSION_ENDINGS)}"
        raise stop("RF609", f"`{path}` is no file of a policy", help=help_text, exit_code=USAGE)
    folders = policy_folders(path)
    if not folders:
        problem = f"there is no policy in `{path}`"
        help_text = "name a folder with `.refund` files, or begin one with `refundry new`"
        raise stop("RF601", problem, help=help_text, exit_code=USAGE)
    return [(folder, name) for folder in folders.values() for name in version_names(folder)]


def calendar_folders(root: Path) -> dict[str, Path]:
    """The calendars known, by name: those beside the policies, else the shipped ones."""
    found: dict[str, Path] = {}
    for base in (shipped_policies(), root.resolve().parent, root):
        folder = base / CALENDARS
        if folder.is_dir():
            found |= {path.name: path for path in sorted(folder.iterdir()) if path.is_dir()}
    return found


def calendar_files(folder: Path, read: Read = Path.read_bytes) -> Iterator[tuple[int, bytes]]:
    """The years of a calendar with the bytes of their files, in order."""
    for path in sorted(folder.glob("[0-9]*.toml")):
        if path.stem.isdigit():
            yield int(path.stem), read(path)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees half of it, whenever the machine stops."""
    import tempfile  # a decision seldom writes, and this import costs it three milliseconds

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        os.replace(name, path)  # noqa: PTH105 - replaces where rename would fail
        settle(path.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def settle(folder: Path) -> None:
    """Bring the names in a folder to the disk; Windows does it by itself, and cannot be asked to."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def cache_folder() -> Path:
    """Where made things are kept between runs: `REFUNDRY_CACHE`, else the user's cache folder."""
    named = os.environ.get("REFUNDRY_CACHE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "refundry" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "refundry"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "refundry"


def kept(name: str) -> bytes | None:
    """What was kept under a name; None where nothing was, or where it is damaged."""
    try:
        data = (cache_folder() / name).read_bytes()
    except OSError:
        return None
    mark, payload = data[:_KEPT_MARK], data[_KEPT_MARK:]
    return payload if _mark(name, payload) == mark else None


def keep(name: str, payload: bytes) -> None:
    """Keep something under a name; a cache that cannot be written is no reason to stop."""
    try:
        write_whole(cache_folder() / name, _mark(name, payload) + payload)
    except OSError:
        return


def _mark(name: str, payload: bytes) -> bytes:
    """What stands before a kept payload: it belongs to this name and to no other."""
    return hashlib.sha256(name.encode() + b"\0" + payload).digest()


def _is_policy(path: Path) -> bool:
    return (path / MANIFEST).is_file() or any(path.glob("*.refund"))
