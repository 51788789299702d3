"""What takes its time: every version of every example checked with proofs, and compared whole with the next."""

from __future__ import annotations

import sys

from engine.tasks.check import check_policies
from engine.tasks.diff import Asked, compare, print_compared

from .desk import EXAMPLES, names, versions


def main() -> None:
    """Print what the proofs find, and what becomes of cases; ends with 1 where a proof finds a mistake."""
    wrong = False
    for name in names():
        found = check_policies([str(EXAMPLES / name)], str(EXAMPLES), None, "en", proofs=True)
        wrong = wrong or found.report.has_errors
        print(
            name,
            *(f"  {each.severity}[{each.code}]: {each.message}" for each in found.report.diagnostics),
            sep="\n",
        )
        old, new = (f"{name}@{version}" for version in versions(name))
        asked = Asked(old, new, str(EXAMPLES), None, None, None, "en")
        said = print_compared(compare(asked), "text", "en").result
        print(said[said.index("What becomes of cases") :], end="\n\n")
    sys.exit(wrong)


if __name__ == "__main__":
    main()
