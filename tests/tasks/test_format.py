"""`fmt`: files are laid out whole, `--check` changes nothing, and what is sealed stays as it is to the byte."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from engine.tasks.format import format_files, print_formatted
from engine.tasks.new import new
from engine.tasks.stop import Stop

SHIPPED = Path(__file__).parents[2] / "policies"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new(str(tmp_path), "book-returns", None, date(2026, 3, 2))
    return tmp_path / "book-returns"


def crooked(folder: Path) -> tuple[Path, str]:
    """A policy file with blanks too many, and how it was."""
    path = folder / "2026-03-02.refund"
    text = path.read_text("utf-8")
    path.write_text(text.replace("  refuses\n", "  refuses   \n"), "utf-8")
    return path, text


def test_a_crooked_file_is_laid_out(folder: Path) -> None:
    path, text = crooked(folder)
    found = format_files([str(folder)], None, only_check=False)
    assert path.read_text("utf-8") == text
    assert (found.changed, found.files, found.exit_code) == ((path.resolve(),), 2, 0)
    assert print_formatted(found, "text", "en").result.startswith("laid out anew: ")
    again = format_files([str(folder)], None, only_check=True)
    assert (again.changed, again.exit_code) == ((), 0)
    assert print_formatted(again, "text", "en").result == "2 files, all in their layout"


def test_check_changes_nothing_and_finds(folder: Path) -> None:
    path, _ = crooked(folder)
    before = path.read_bytes()
    found = format_files([str(path)], None, only_check=True)
    assert path.read_bytes() == before
    assert (found.exit_code, found.files) == (1, 1)
    assert print_formatted(found, "text", "zh").result.startswith("将重新排版：")


def test_without_paths_all_policies_are_laid_out(folder: Path) -> None:
    path, text = crooked(folder)
    format_files([], str(folder.parent), only_check=False)
    assert path.read_text("utf-8") == text


def test_a_sealed_file_is_left_alone_and_said(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED / "youyun-refund", tmp_path / "youyun-refund")
    sealed = folder / "2026-07-03.facts"
    text = sealed.read_text("utf-8").replace("edition  1", "edition 1")
    sealed.write_text(text, "utf-8")
    draft = folder / "2027-01-01.facts"
    draft.write_text(text, "utf-8")
    found = format_files([str(sealed), str(draft)], None, only_check=False)
    assert sealed.read_text("utf-8") == text
    assert draft.read_text("utf-8") != text
    assert (found.sealed, found.changed, found.exit_code) == ((sealed.resolve(),), (draft.resolve(),), 0)
    assert "sealed" in print_formatted(found, "text", "en").remarks[0]


def test_where_seals_cannot_be_read_nothing_is_changed(folder: Path) -> None:
    path, _ = crooked(folder)
    before = path.read_bytes()
    (folder / "versions.toml").write_text("[[version]]\nname = 1\n", "utf-8")
    found = format_files([str(folder)], None, only_check=False)
    assert path.read_bytes() == before
    assert ({each.code for each in found.messages}, found.exit_code) == ({"RF607"}, 3)
    assert (found.sealed, found.changed) == ((), ())


def test_a_file_with_a_mistake_is_left_alone_and_the_others_are_laid_out(folder: Path) -> None:
    path, text = crooked(folder)
    facts = folder / "2026-03-02.facts"
    facts.write_text(facts.read_text("utf-8") + "\nnonsense\n", "utf-8")
    before = facts.read_bytes()
    found = format_files([str(folder)], None, only_check=False)
    assert (facts.read_bytes(), path.read_text("utf-8")) == (before, text)
    assert found.exit_code == 3
    assert found.messages


def test_the_files_of_the_wheel_are_read_only(folder: Path) -> None:
    crooked(folder)
    shipped = shutil.copytree(folder, folder.parent / "shipped_policies" / "book-returns")
    with pytest.raises(Stop) as stopped:
        format_files([str(shipped)], None, only_check=False)
    assert stopped.value.diagnostics[0].code == "RF605"


def test_paths_that_hold_no_policy_are_wrong_usage(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path, code in ((tmp_path / "empty", "RF601"), (folder / "2026-03-02.cases.toml", "RF609")):
        with pytest.raises(Stop) as stopped:
            format_files([str(path)], None, only_check=True)
        assert (stopped.value.diagnostics[0].code, stopped.value.exit_code) == (code, 2)
