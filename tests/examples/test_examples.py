"""Every example is sound, laid out, decided as its cases and its text say, and shows what a version changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.compare.to_text import changes_in_text
from engine.decisions.reading import reading
from engine.diagnostics.report import Report
from engine.solver.compared import compared
from engine.tasks.drafts import load_calendars
from tests.tasks.running import Program

from .desk import EXAMPLES, changed, disagreements, names, opened, versions

COUNT = int(os.environ.get("REFUNDRY_EXAMPLES", "200"))
QUICK = ["distance-withdrawal", "rail-delay", "software-licence"]
"""Examples that are compared every day: months, lists of any length, and shares of a sum."""
DIFFS = Path(__file__).with_name("diffs")
Run = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs a command on the examples; it has to end well."""
    program = Program(monkeypatch, capsys, tmp_path)

    def ran(*words: str) -> str:
        found = program("--policies", str(EXAMPLES), *words)
        assert found.code == 0, found.out + found.err
        return found.out + found.err

    return ran


@pytest.mark.parametrize("name", names())
def test_an_example_is_sound_and_laid_out(name: str, run: Run) -> None:
    for version in versions(name):
        path = EXAMPLES / name / f"{version}.refund"
        said = run("check", "--no-proofs", "--source", str(path.with_suffix(".text.md")), str(path))
        assert f"{name} {version}: 0 errors, 0 remarks" in said
        assert "warning[" not in said
    run("fmt", "--check", str(EXAMPLES / name))


@pytest.mark.parametrize("name", names())
def test_its_cases_come_out_as_expected(name: str, run: Run) -> None:
    said = run("test", str(EXAMPLES / name))
    assert said.count("all as expected") == len(versions(name)) == 2
    first, _, _ = said.partition(f"{name} {versions(name)[1]}:")
    assert "clauses that no case reaches" not in first


@pytest.mark.parametrize("name", names())
def test_the_policy_agrees_with_its_text(name: str) -> None:
    assert disagreements(name, COUNT, seed=5)[:3] == []


@pytest.mark.parametrize("name", names())
def test_the_second_version_does_not(name: str) -> None:
    assert disagreements(name, 100, seed=5, version=versions(name)[1]) != []


@pytest.mark.parametrize("name", names())
def test_what_the_second_version_says_otherwise(name: str, request: pytest.FixtureRequest) -> None:
    said = "\n".join(changes_in_text(changed(name), "en", colour=False)) + "\n"
    golden = DIFFS / f"{name}.txt"
    if request.config.getoption("--bless"):
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


@pytest.mark.parametrize("name", names() if "REFUNDRY_EXAMPLES" in os.environ else QUICK)
def test_the_comparison_of_its_versions_leaves_nothing_open(name: str) -> None:
    calendars = load_calendars(("england",), EXAMPLES, Report())
    old, new = (reading(opened(name, version).program, calendars) for version in versions(name))
    found = compared(old, new)
    assert found.moves
    assert found.given_up == ()


def test_every_folder_of_examples_is_read() -> None:
    folders = {path.name for path in EXAMPLES.iterdir() if path.is_dir()} - {"calendars"}
    assert folders == set(names())
