"""A process that confirms case after case until it is killed: what it prints is acknowledged.

Run with the address of a store, a name of its own, and a folder for its case files. Where the store fails it confirms
the same cases again, as a user is told to.
"""

from __future__ import annotations

import json
import random
import sys
from itertools import count
from pathlib import Path

import cli
from tests.store.office import BY, case

_SIZES = (1, 1, 1, 2, 10, 40)


def main(url: str, name: str, folder: str) -> None:
    """Confirm for ever, alone and in batches."""
    path = Path(folder, f"{name}.jsonl")
    for batch in count():
        names = [f"{name}-{batch}-{n}" for n in range(random.choice(_SIZES))]
        rows = [case(each, order=each, account_id=f"U-{each}") for each in names]
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
        sys.argv = ["refundry", "confirm", str(path), *BY, "--format", "json", "--ledger", url]
        while _exit_code() != 0:
            pass


def _exit_code() -> object:
    try:
        cli.main()
    except SystemExit as ended:
        return ended.code
    return None


if __name__ == "__main__":
    main(*sys.argv[1:])
