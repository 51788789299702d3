"""`versions`: the timeline of each policy, sealed versions and drafts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from engine.diagnostics.display import width
from engine.diagnostics.report import Report
from engine.tasks.files import policies_root, policy_folders, version_names
from engine.tasks.manifests import check_sealed, read
from engine.tasks.stop import USAGE, stop, stop_if_errors
from engine.tasks.terminal import Printed
from engine.values.moment import day_text

_HEADS = (
    ("policy", "version", "state", "published", "governs from", "program"),
    ("政策", "版本", "状态", "发布日期", "适用起始", "程序摘要"),
)


class Row(NamedTuple):
    """One version: its dates and the digest of its program where it is sealed."""

    policy: str
    version: str
    state: str
    published: str | None
    governs_from: str | None
    program: str | None


def policy_names(root_option: str | None) -> list[str]:
    """The policies in a folder."""
    return list(policy_folders(policies_root(root_option)))


def names_of_versions(root_option: str | None, policy: str | None) -> list[str]:
    """The versions of a policy, of all policies where none is named."""
    folders = policy_folders(policies_root(root_option))
    return [
        name for key, folder in folders.items() if policy in (None, key) for name in version_names(folder)
    ]


def timelines(root_option: str | None, policy: str | None) -> list[Row]:
    """The versions of one policy or of all, in the order in which they govern; drafts come last."""
    root = policies_root(root_option)
    folders = policy_folders(root)
    if policy is not None and policy not in folders:
        known = ", ".join(f"`{name}`" for name in folders) or "none"
        raise stop(
            "RF601", f"there is no policy `{policy}` in `{root}`", help=f"known are {known}", exit_code=USAGE
        )
    chosen = {name: folder for name, folder in folders.items() if policy in (None, name)}
    return [row for name, folder in chosen.items() for row in _rows(name, folder)]


def _rows(policy: str, folder: Path) -> list[Row]:
    report = Report()
    manifest = read(folder, report)
    if manifest is not None:
        check_sealed(manifest, folder, folder.resolve().parent, report)
    stop_if_errors(report)
    sealed = manifest.versions if manifest else ()
    rows = [
        Row(
            policy,
            each.name,
            "sealed",
            day_text(each.published),
            day_text(each.governs_from),
            each.program_digest,
        )
        for each in sealed
    ]
    known = {each.name for each in sealed}
    drafts = [name for name in version_names(folder) if name not in known]
    return [*rows, *(Row(policy, name, "draft", None, None, None) for name in drafts)]


def print_versions(rows: list[Row], form: str, lang: str) -> Printed:
    """The versions as a table, or as JSON."""
    if form == "json":
        return Printed(json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=2))
    zh = lang == "zh"
    states = {"sealed": "已封存", "draft": "草稿"} if zh else {}
    cells = [
        _HEADS[zh],
        *((*row[:2], states.get(row.state, row.state), *(each or "" for each in row[3:])) for row in rows),
    ]
    widths = [max(width(str(line[column])) for line in cells) for column in range(len(_HEADS[0]))]
    lines = [_line([str(each) for each in line], widths) for line in cells]
    return Printed("\n".join(lines))


def _line(cells: list[str], widths: list[int]) -> str:
    padded = (cell + " " * (size - width(cell)) for cell, size in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()
