"""A story as a page: its fenced blocks, the base on which it stands, and the results it tells."""

from __future__ import annotations

import re
from pathlib import Path

import attrs

FOLDER = Path(__file__).resolve().parent

_FENCE = re.compile(r"^```(?P<info>[^`\n]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_BASE = re.compile(r"\]\((?:\.\./)+(?:tests/stories/)?base/(\w+)\.md\)")
_HEAD = re.compile(r"^(?=\S)", re.MULTILINE)
_ALONE = {"policy", "facts"}
"""Blocks of which a file has one."""


@attrs.frozen
class Fence:
    """A fenced block: the words behind the fence, the text in it and where that stands."""

    kind: str
    words: tuple[str, ...]
    body: str
    start: int


@attrs.frozen
class Story:
    """A page with fenced blocks."""

    path: Path
    text: str
    fences: tuple[Fence, ...]

    @staticmethod
    def at(path: Path) -> Story:
        """Read a page."""
        text = path.read_text("utf-8")
        found = [
            (match["info"].split(), match["body"], match.start("body")) for match in _FENCE.finditer(text)
        ]
        return Story(path, text, tuple(Fence(info[0], tuple(info[1:]), body, at) for info, body, at in found))

    def of(self, kind: str) -> list[Fence]:
        """The blocks of one kind."""
        return [fence for fence in self.fences if fence.kind == kind]

    def pairs(self, first: str, then: str) -> list[tuple[Fence, Fence]]:
        """The blocks of two kinds, which stand in turns."""
        kinds = [fence.kind for fence in self.fences if fence.kind in {first, then}]
        assert kinds == [first, then] * (len(kinds) // 2), kinds
        assert kinds, "a story tells what comes of it"
        return list(zip(self.of(first), self.of(then), strict=True))

    @property
    def base(self) -> Story | None:
        """The page on which the story stands, which may stand on another."""
        found = _BASE.search(self.text)
        return None if found is None else Story.at(FOLDER / "base" / f"{found[1]}.md")

    def policy_text(self, kind: str, *, mended: bool) -> str:
        """The policy or facts file that the story writes, with what it leaves to its base below."""
        own = [fence.body for fence in self.of(kind) if "mended" in fence.words] if mended else []
        written = "\n".join(own or [fence.body for fence in self.of(kind) if "mended" not in fence.words])
        if self.base is None:
            return written
        taken = {_name(block) for block in _HEAD.split(written)}
        below = self.base.policy_text(kind, mended=False)
        kept = [block for block in _HEAD.split(below) if _name(block) not in taken]
        return f"{written}\n{''.join(kept)}"

    def settle(self, kind: str, bodies: list[str], *, bless: bool) -> None:
        """Compare the results of one kind with what came out, or write them anew."""
        fences = self.of(kind)
        assert len(fences) == len(bodies), f"{len(bodies)} results for {len(fences)} blocks `{kind}`"
        if not bless:
            assert [fence.body for fence in fences] == bodies
            return
        text = self.text
        for fence, body in reversed(list(zip(fences, bodies, strict=True))):
            text = text[: fence.start] + body + text[fence.start + len(fence.body) :]
        if text != self.text:
            self.path.write_text(text, "utf-8")


def _name(block: str) -> tuple[str, ...]:
    words = block.split(maxsplit=2)
    return tuple(words[: 1 if words and words[0] in _ALONE else 2])
