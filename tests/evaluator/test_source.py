"""The source and the module made of a program are the same in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import marshal
from hashlib import sha256
from engine.evaluator.from_ir import compiled
from engine.evaluator.to_python import source
from tests.ir.shipped import shipped
from tests.ir.sound import SOUND
for each in (shipped()[0], SOUND):
    print(*(sha256(made).hexdigest() for made in (source(each).encode(), marshal.dumps(compiled(each)))))
"""


def test_the_source_does_not_depend_on_how_words_are_hashed() -> None:
    made = set()
    for seed in ("0", "1", "2"):
        told = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        ran = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=told, cwd=ROOT, capture_output=True, text=True, check=True
        )
        made.add(ran.stdout)
    assert len(made) == 1
