"""Published vectors, read from a folder beside the project where there is one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "vectors"
WHY_NOT = f"the published vectors are not at {FOLDER}"


def merkle() -> list[dict[str, Any]]:
    """Inclusion and consistency proofs, good and tampered (transparency-dev/merkle)."""
    path = FOLDER / "merkle.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []


def jcs() -> list[tuple[Path, Path]]:
    """Documents with their canonical forms (cyberphone/json-canonicalization)."""
    inputs = sorted((FOLDER / "jcs").glob("*.input.json")) if FOLDER.is_dir() else []
    return [(each, each.with_name(each.name.replace(".input.", ".output."))) for each in inputs]
