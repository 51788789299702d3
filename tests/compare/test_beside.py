"""What stands beside an answer is told in both languages where it moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.compare.to_json import to_data
from engine.compare.to_text import to_text
from tests.docs.capabilities import FOLDER, changed


@pytest.mark.parametrize(
    ("page", "english", "chinese"),
    [
        ("A13", "99.50 CNY to the balance, 99.50 CNY to the card → 99.00 CNY to the balance", "分摊"),
        ("A15", "refused; the customer owes ", "应补付"),
        ("O3", "worth 130.00 CNY", "可改选"),
        ("O12", "good until ", "有效期至"),
        ("O2", "chooses until ", "选择"),
    ],
)
def test_both_languages_tell_what_moves(page: str, english: str, chinese: str, tmp_path: Path) -> None:
    report = changed(FOLDER / f"{page}.md", tmp_path)
    assert english in to_text(report, "en", colour=False)
    assert chinese in to_text(report, "zh", colour=False)
    assert to_data(report, "zh")
