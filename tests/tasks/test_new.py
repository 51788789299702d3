"""A new policy passes everything; a next version differs in its dates alone; nothing is ever overwritten."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from engine.tasks.case_tests import run
from engine.tasks.check import check_policies
from engine.tasks.format import format_files
from engine.tasks.new import new, print_new
from engine.tasks.stop import Stop

DAY = date(2026, 3, 2)
SHIPPED = Path(__file__).parents[2] / "policies"


def stopped(act: Callable[[], object]) -> tuple[str, int]:
    with pytest.raises(Stop) as found:
        act()
    return found.value.diagnostics[0].code, found.value.exit_code


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def test_a_new_policy_passes_check_test_and_layout(tmp_path: Path) -> None:
    created = new(str(tmp_path), "book-returns", None, DAY)
    assert [path.name for path in created.files] == [
        "2026-03-02.refund",
        "2026-03-02.facts",
        "2026-03-02.cases.toml",
    ]
    folder = [str(tmp_path / "book-returns")]
    assert check_policies(folder, None, None, "en").report.diagnostics == ()
    tested = run(folder, None, "en")
    assert (len(tested.versions[0].cases), tested.exit_code, tested.messages) == (2, 0, ())
    assert format_files(folder, None, only_check=True).changed == ()


def test_it_is_begun_in_policies_here_by_default_and_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    created = new(None, "book-returns", None)
    assert created.files[0].parent == Path("policies/book-returns")
    assert created.files[0].is_file()
    assert date.fromisoformat(created.version) >= DAY


def test_a_next_version_is_the_newest_with_other_dates(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED / "youyun-refund", tmp_path / "youyun-refund")
    before = files(folder)
    created = new(str(tmp_path), "youyun-refund", "2027-01-01")
    after = files(folder)
    assert created.copied_from == "2026-07-03"
    assert {name: after[name] for name in before} == before
    changed = {}
    for ending in ("refund", "facts", "source.toml", "cases.toml"):
        pairs = zip(
            before[f"2026-07-03.{ending}"].splitlines(),
            after[f"2027-01-01.{ending}"].splitlines(),
            strict=True,
        )
        changed[ending] = [then.split() for old, then in pairs if old != then]
    assert changed == {
        "refund": [
            ["version", "2027-01-01"], ["published", "2027-01-01"], ["governs", "from", "2027-01-01"],
            ["facts", "2027-01-01"],
        ],
        "facts": [["version", "2027-01-01"]],
        "source.toml": [["version", "=", '"2027-01-01"']],
        "cases.toml": [],
    }  # fmt: skip
    report = check_policies([str(folder / "2027-01-01.refund")], None, None, "en").report
    assert not report.has_errors


def test_a_next_version_takes_the_facts_that_the_newest_names(tmp_path: Path) -> None:
    new(str(tmp_path), "book-returns", None, DAY)
    folder = tmp_path / "book-returns"
    written = (folder / "2026-03-02.refund").read_text("utf-8")
    dated = written.replace("version       2026-03-02", "version       2026-04-01")
    (folder / "2026-04-01.refund").write_text(dated, "utf-8")
    created = new(str(tmp_path), "book-returns", "2026-05-01")
    assert [path.name for path in created.files] == ["2026-05-01.refund", "2026-05-01.facts"]
    assert "version  2026-05-01" in created.files[1].read_text("utf-8")


@pytest.mark.parametrize("name", ["Books", "book_returns", "-book", "../books", "", "calendars"])
def test_a_name_that_no_folder_should_have_is_refused(tmp_path: Path, name: str) -> None:
    assert stopped(lambda: new(str(tmp_path), name, None)) == ("RF601", 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("version", "code"),
    [
        ("2026-03-02", ("RF604", 1)),
        ("2026-03-01", ("RF604", 1)),
        ("2026-02-30", ("RF602", 2)),
        ("next", ("RF602", 2)),
        ("2026-3-9", ("RF602", 2)),
    ],
)
def test_a_version_that_is_no_later_day_is_refused(
    tmp_path: Path, version: str, code: tuple[str, int]
) -> None:
    new(str(tmp_path), "book-returns", None, DAY)
    before = files(tmp_path / "book-returns")
    assert stopped(lambda: new(str(tmp_path), "book-returns", version)) == code
    assert files(tmp_path / "book-returns") == before


def test_a_policy_that_is_there_is_not_begun_again(tmp_path: Path) -> None:
    new(str(tmp_path), "book-returns", None, DAY)
    before = files(tmp_path / "book-returns")
    assert stopped(lambda: new(str(tmp_path), "book-returns", None)) == ("RF604", 1)
    assert files(tmp_path / "book-returns") == before


def test_a_file_that_is_there_is_not_overwritten_and_then_nothing_is_written(tmp_path: Path) -> None:
    new(str(tmp_path), "book-returns", None, DAY)
    folder = tmp_path / "book-returns"
    (folder / "2026-04-01.cases.toml").write_text("mine", "utf-8")
    before = files(folder)
    assert stopped(lambda: new(str(tmp_path), "book-returns", "2026-04-01")) == ("RF604", 1)
    assert files(folder) == before


def test_no_version_follows_a_policy_that_is_not_there_or_cannot_be_read(tmp_path: Path) -> None:
    assert stopped(lambda: new(str(tmp_path), "book-returns", "2026-04-01")) == ("RF601", 2)
    new(str(tmp_path), "book-returns", None, DAY)
    (tmp_path / "book-returns" / "2026-03-02.facts").unlink()
    assert stopped(lambda: new(str(tmp_path), "book-returns", "2026-04-01")) == ("RF609", 3)


def test_a_folder_of_seals_alone_has_no_version_to_begin_from(tmp_path: Path) -> None:
    (tmp_path / "book-returns").mkdir()
    (tmp_path / "book-returns" / "versions.toml").write_text("", "utf-8")
    assert stopped(lambda: new(str(tmp_path), "book-returns", "2026-04-01")) == ("RF602", 2)


def test_the_folder_of_the_wheel_is_left_alone(tmp_path: Path) -> None:
    shipped = tmp_path / "shipped_policies"
    assert stopped(lambda: new(str(shipped), "book-returns", None)) == ("RF605", 1)
    assert not shipped.exists()


def test_what_was_written_is_listed_with_what_to_do_next(tmp_path: Path) -> None:
    first = print_new(new(str(tmp_path), "book-returns", None, DAY), "text", "en")
    assert first.result.splitlines()[0] == str(tmp_path / "book-returns" / "2026-03-02.refund")
    assert f"  refundry check {tmp_path / 'book-returns'}" in first.remarks
    then = print_new(new(str(tmp_path), "book-returns", "2026-04-01"), "text", "zh")
    assert "2026-03-02 为蓝本" in then.remarks[0]
