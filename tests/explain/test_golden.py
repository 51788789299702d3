"""Whole explanations in both languages, to be read as a person who signs a letter reads them.

`pytest tests/explain --bless` writes them anew; what changed is reviewed as a diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli_w

from engine.explain.to_text import to_text
from tests.explain.explained import LANGUAGES, explained
from tests.explain.samples import SAMPLES

GOLDEN = Path(__file__).parent / "golden"


def _page(name: str) -> str:
    """A case, and why it is decided as it is."""
    raw = SAMPLES[name]
    texts = [f"```text\n{to_text(explained(raw, lang))}```\n" for lang in LANGUAGES]
    return "\n".join([f"# {name.replace('-', ' ')}\n", f"```toml\n{tomli_w.dumps(raw)}```\n", *texts])


@pytest.mark.parametrize("name", SAMPLES)
def test_explains_as_agreed(name: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / f"{name}.md"
    if request.config.getoption("--bless"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(_page(name), "utf-8")
    assert path.read_text("utf-8") == _page(name)


def test_no_page_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.md")} == set(SAMPLES)
