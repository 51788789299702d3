"""`versions`: the timeline of each policy, sealed versions and drafts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from engine.diagnostics.display import width
from engine.ir.from_json import texts_from_json
from engine.tasks.files import policies_root, policy_folders, version_names
from engine.tasks.manifests import unchanged
from engine.tasks.stop import USAGE, stop
from engine.tasks.terminal import Printed
from engine.values.moment import day_text
from engine.versions.version import Version

_HEADS = (
    ("policy", "version", "state", "published", "governs from", "program"),
    ("政策", "版本", "状态", "发布日期", "适用起始", "程序摘要"),
)


class Row(NamedTuple):
    """One version: where it is sealed its dates, its digests, why it reaches back, and what came of it later."""

    policy: str
    version: str
    state: str
    published: str | None
    governs_from: str | None
    program: str | None
    texts: str | None = None
    reaches_back: dict[str, str] | None = None
    corrections: tuple[dict[str, str], ...] = ()
    withdrawn: dict[str, str] | None = None


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
    manifest = unchanged(folder)
    sealed = manifest.versions if manifest else ()
    known = {name for each in sealed for name in each.names}
    drafts = [name for name in version_names(folder) if name not in known]
    rows = [sealed_row(folder, each) for each in sealed]
    return [*rows, *(Row(policy, name, "draft", None, None, None) for name in drafts)]


def sealed_row(folder: Path, version: Version) -> Row:
    """The row of a sealed version, whose files are in this folder."""
    taken_back = version.withdrawn
    return Row(
        version.policy,
        version.name,
        "withdrawn" if taken_back else "sealed",
        day_text(version.published),
        day_text(version.governs_from),
        version.program_digest,
        version.texts_digest,
        _reaches_back(folder, version),
        tuple(_corrections(version)),
        {"on": day_text(taken_back.on), "because": taken_back.because} if taken_back else None,
    )


def _reaches_back(folder: Path, version: Version) -> dict[str, str] | None:
    """Why a version reaches back, in its own words; None where it does not."""
    texts = texts_from_json((folder / f"{version.names[-1]}.texts.json").read_bytes())
    reasons = {lang: texts.of(lang).get("policy.reaches_back") for lang in ("en", "zh")}
    said = {lang: reason for lang, reason in reasons.items() if reason}
    return said or None


def _corrections(version: Version) -> Iterator[dict[str, str]]:
    """Each correction, with the digest of the texts that it put in the place of the former ones."""
    former = dict(version.digests)[f"{version.name}.texts.json"]
    for each in version.corrections:
        texts = dict(each.digests)[f"{each.name}.texts.json"]
        yield {
            "name": each.name, "on": day_text(each.on), "because": each.because, "texts": texts, "former_texts": former,
        }  # fmt: skip
        former = texts


def print_versions(rows: list[Row], form: str, lang: str) -> Printed:
    """The versions as a table, or as JSON."""
    if form == "json":
        return Printed(json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=2))
    zh = lang == "zh"
    states = {"sealed": "已封存", "draft": "草稿", "withdrawn": "已撤回"} if zh else {}
    cells = [_HEADS[zh], *(_cells(row, states.get(row.state, row.state)) for row in rows)]
    widths = [max(width(line[column]) for line in cells) for column in range(len(_HEADS[0]))]
    lines = [_line(cells[0], widths)]
    for row, line in zip(rows, cells[1:], strict=True):
        lines += [_line(line, widths), *(f"  {each}" for each in _remarks(row, zh))]
    return Printed("\n".join(lines))


def _cells(row: Row, state: str) -> tuple[str, ...]:
    said = (row.published, row.governs_from, row.program)
    return row.policy, row.version, state, *(each or "" for each in said)


_REMARKS = {
    "reaches_back": ("reaches back: {reason}", "追溯适用：{reason}"),
    "corrected": ("corrected on {on} by {name}: {because}", "{on} 以 {name} 更正：{because}"),
    "texts": ("  its texts were {former_texts}", "  此前文字的摘要 {former_texts}"),
    "withdrawn": ("withdrawn on {on}: {because}", "{on} 撤回：{because}"),
}


def _remarks(row: Row, zh: bool) -> Iterator[str]:
    """What else is known of a version, a line each."""
    if row.reaches_back:
        reason = row.reaches_back.get("zh" if zh else "en") or next(iter(row.reaches_back.values()))
        yield _REMARKS["reaches_back"][zh].format(reason=reason)
    for each in row.corrections:
        yield _REMARKS["corrected"][zh].format(**each)
        yield _REMARKS["texts"][zh].format(**each)
    if row.withdrawn:
        yield _REMARKS["withdrawn"][zh].format(**row.withdrawn)


def _line(cells: Sequence[str], widths: list[int]) -> str:
    padded = (cell + " " * (size - width(cell)) for cell, size in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()
