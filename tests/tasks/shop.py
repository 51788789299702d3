"""The corner shop of the stories as a policy of its own, with a calendar, sealed and corrected."""

from __future__ import annotations

from pathlib import Path

from tests.stories.story import FOLDER, Story
from tests.tasks.running import Program, Ran

FIRST, CORRECTED, LATER = "2026-01-01", "2026-01-15", "2026-06-01"
_DEADLINE = """
counting working_days "working days here" / "本地工作日"
  first day  not counted
  last day   counted in full
  zone       Asia/Shanghai
  calendar   local

clause 3 "The shop answers" / "商店答复"
  on   refund, refused
  due  answer within 5 business days after order.asked_at, counted as working_days
"""
_YEAR = 'calendar = "local"\nyear = 2026\nweekend = ["saturday", "sunday"]\noff = []\nwork = []\n'
_SENTENCES = f"""policy = "shop"
version = "{FIRST}"

[[sentence]]
place = "1.1"
kind = "ruled"
clauses = ["1.1"]
digest = "sha256:{"0" * 64}"

[[sentence]]
place = "2.1"
kind = "ruled"
amounts = ["price_back"]
digest = "sha256:{"2" * 64}"

[[sentence]]
place = "3.1"
kind = "ruled"
clauses = ["3"]
digest = "sha256:{"1" * 64}"
"""


class Shop:
    """Its folder, and the commands of somebody who looks after it."""

    def __init__(self, refundry: Program) -> None:
        """Write its first version, the list of its sentences and its calendar."""
        self._run = refundry
        self.root = refundry.folder / "policies"
        self.folder = self.root / "shop"
        story = Story.at(FOLDER / "base" / "shop.md")
        for kind in ("refund", "facts"):
            text = story.policy_text(kind, mended=False) + (_DEADLINE if kind == "refund" else "")
            refundry.write(f"policies/shop/{FIRST}.{kind}", text)
        refundry.write(f"policies/shop/{FIRST}.source.toml", _SENTENCES)
        refundry.write("policies/calendars/local/2026.toml", _YEAR)

    def __call__(self, *words: str, stdin: str = "") -> Ran:
        return self._run(*words, "--policies", str(self.root), stdin=stdin)

    def copy(self, name: str, *changes: tuple[str, str], governs: str = FIRST) -> Path:
        """Write another version, with some of its text replaced."""
        text = (self.folder / f"{FIRST}.refund").read_text("utf-8")
        text = text.replace(f"version       {FIRST}", f"version       {name}")
        text = text.replace(f"governs from  {FIRST}", f"governs from  {governs}")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = self.folder / f"{name}.refund"
        path.write_text(text, "utf-8")
        return path

    def correct(self, name: str = CORRECTED, because: str = "a better word") -> Ran:
        return self("seal", "shop", name, "--corrects", FIRST, "--because", because)

    def files(self) -> dict[str, bytes]:
        """Every file, by its path from the folder of all policies."""
        paths = sorted(path for path in self.root.rglob("*") if path.is_file())
        return {str(path.relative_to(self.root)): path.read_bytes() for path in paths}
