"""`python -m tests.fuzz [COUNT]`: a million broken inputs by default; exits 1 where one is thrown back."""

from __future__ import annotations

import random
import sys
import time
import traceback
from collections import Counter
from multiprocessing import Pool, cpu_count
from pathlib import Path

from tests.fuzz import targets
from tests.fuzz.mutate import mutated
from tests.ir.shipped import FOLDER, VERSION

_WEIGHTS = {"json_case": 62, "toml_case": 30, "policy": 2, "facts": 2, "manifest": 2, "source_list": 2}
_DEMO = Path(__file__).resolve().parents[2] / "docs" / "demo"
_CASES = Path(__file__).resolve().parents[1] / "second_reading" / "public_cases.jsonl"
_SLICE = 2_000


def _seeds() -> dict[str, tuple[bytes, ...]]:
    """Good files of each kind; policies are cut into runs of blocks, so that one costs little."""
    texts = {kind: (FOLDER / f"{VERSION}.{kind}").read_bytes() for kind in ("refund", "facts")}
    parts = {kind: tuple(_runs(data)) for kind, data in texts.items()}
    cases = tuple(_CASES.read_bytes().splitlines())
    return {
        "json_case": cases,
        "toml_case": tuple(path.read_bytes() for path in sorted(_DEMO.glob("*.toml"))),
        "policy": parts["refund"],
        "facts": parts["facts"],
        "manifest": ((FOLDER / "versions.toml").read_bytes(),),
        "source_list": ((FOLDER / f"{VERSION}.source.toml").read_bytes()[:3000],),
    }


def _runs(data: bytes) -> list[bytes]:
    blocks = data.split(b"\n\n")
    return [b"\n\n".join([*blocks[:2], *blocks[at : at + 4]]) for at in range(2, len(blocks), 3)]


def _slice(seed: int) -> tuple[Counter[str], list[str]]:
    """Some inputs, the same for the same seed, and what was thrown."""
    rng = random.Random(seed)
    seeds = _seeds()
    counted: Counter[str] = Counter()
    thrown: list[str] = []
    for kind in rng.choices(list(_WEIGHTS), list(_WEIGHTS.values()), k=_SLICE):
        data = mutated(seeds[kind], rng)
        counted[kind] += 1
        try:
            getattr(targets, kind)(data)
        except Exception:  # noqa: BLE001 - this is what is looked for
            thrown.append(f"{kind} {data[:4000]!r}\n{traceback.format_exc(limit=-4)}")
    return counted, thrown


def main() -> int:
    """Run the slices, with progress on a terminal."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    started = time.monotonic()
    counted: Counter[str] = Counter()
    thrown: list[str] = []
    with Pool(cpu_count()) as pool:
        for done, failures in pool.imap_unordered(_slice, range(-(-count // _SLICE))):
            counted += done
            thrown += failures
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{counted.total()} inputs, {len(thrown)} thrown back ")
    for failure in thrown[:10]:
        print(failure)
    print(
        f"{counted.total()} inputs in {time.monotonic() - started:.0f} s, {len(thrown)} thrown back: {dict(counted)}"
    )
    return 1 if thrown else 0


if __name__ == "__main__":
    sys.exit(main())
