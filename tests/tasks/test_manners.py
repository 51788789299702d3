"""What all commands have in common: names for paths, exit codes, JSON, and help that can be followed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.tasks import decide
from engine.tasks.sealed import read_manifest
from tests.tasks.running import Program
from tests.tasks.test_decide import case

COMMANDS = (["check"], ["fmt", "--check"], ["test"])


@pytest.mark.parametrize("command", COMMANDS)
def test_a_policy_is_found_by_its_name(command: list[str], refundry: Program, policies: Path) -> None:
    assert policies.is_dir()
    by_name, by_path = (refundry(*command, name) for name in ("youyun-refund", "policies/youyun-refund"))
    assert (by_name.code, by_name.out) == (0, by_path.out)
    missed = refundry(*command, "youyun-refnd")
    assert (missed.code, "did you mean `youyun-refund`?" in missed.err) == (2, True)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["README.md", "empty", "nowhere", "policies/youyun-refund/versions.toml"])
def test_what_is_no_policy_is_wrong_usage(
    command: list[str], name: str, refundry: Program, policies: Path
) -> None:
    (policies.parent / "empty").mkdir()
    refundry.write("README.md", "# nothing")
    ended = refundry(*command, name)
    assert (ended.code, ended.out) == (2, "")
    assert f"`{name}`" in ended.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check"], 1), (["seal", "youyun-refund", "2026-07-03"], 3), (["versions"], 3), (["show", "youyun-refund"], 3),
        (["facts", "youyun-refund"], 3), (["decide", "case.json"], 3),
    ],
)  # fmt: skip
def test_a_list_of_versions_that_cannot_be_read(
    words: list[str], code: int, refundry: Program, policies: Path
) -> None:
    (policies / "youyun-refund" / "versions.toml").write_text("x = [", "utf-8")
    refundry.write("case.json", json.dumps(case()))
    ended = refundry(*words)
    assert (ended.code, "RF607" in ended.err) == (code, True)


def test_whatever_prints_results_prints_them_as_json(refundry: Program) -> None:
    begun = refundry("new", "book-returns", "--format", "json").json
    assert (begun["policy"], begun["copied_from"], len(begun["files"])) == ("book-returns", None, 3)
    version = begun["version"]
    file = Path(begun["files"][0])
    file.write_text(file.read_text("utf-8").replace("  pays", "  pays   "), "utf-8")
    laid_out = refundry("fmt", "--format", "json").json
    assert (laid_out["files"], laid_out["changed"], laid_out["sealed"]) == (2, [str(file)], [])
    assert refundry("fmt", "--check", "--format", "json").json["changed"] == []
    sealed = refundry("seal", "book-returns", version, "--format", "json").json
    listed = refundry("versions", "--format", "json").json[0]
    assert {key: sealed[key] for key in listed} == listed
    assert (sealed["again"], "versions.toml" in sealed["written"]) == (False, True)
    assert refundry("seal", "book-returns", version, "--format", "json").json["again"] is True


def test_nobody_is_sent_to_write_into_the_shipped_folder(refundry: Program, policies: Path) -> None:
    shipped = policies.rename(policies.parent / "shipped_policies")
    (shipped / "youyun-refund" / "2026-07-03.cases.toml").unlink()
    ended = refundry("test", "youyun-refund", "--policies", str(shipped))
    assert "copy the policies, and name yours with `--policies`" in ended.err
    ended = refundry("seal", "youyun-refund", "2099-01-01", "--policies", str(shipped))
    assert (ended.code, "copy the policy and name its folder" in ended.err) == (2, True)
    (shipped / "youyun-refund" / "2026-07-03.facts").unlink()
    ended = refundry("check", "youyun-refund", "--policies", str(shipped))
    assert "copy the policies, and name yours with `--policies`" in ended.err


def test_a_next_version_of_a_policy_that_came_with_the_program_begins_with_a_copy(refundry: Program) -> None:
    ended = refundry("new", "youyun-refund", "2099-01-01")
    assert (ended.code, "youyun-refund` into `policies` first" in ended.err) == (2, True)


def test_the_facts_of_an_impossible_case_are_named(refundry: Program) -> None:
    told = case(case__received_at=None, case__complete_at="2026-07-01T10:00:00+08:00")
    ended = refundry("decide", "-", stdin=json.dumps(told))
    assert ended.code == 3
    assert "whatever the unknown ones are: `case.complete_at`, `payment.paid_at`\n" in ended.err


def test_the_list_of_versions_is_read_once_for_all_cases(
    refundry: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def counted(folder: Path) -> dict[str, Any]:
        read.append(folder)
        return read_manifest(folder)

    monkeypatch.setattr(decide, "read_manifest", counted)
    assert refundry("decide", "-", stdin=json.dumps([case(), case()])).code == 0
    assert len(read) == 1
