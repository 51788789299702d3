"""What takes its time: the edges that drawn cases meet, proofs of every version, and what becomes of cases."""

from __future__ import annotations

import sys

from engine.tasks.check import check_policies
from engine.tasks.diff import Asked, compare, print_compared

from .desk import EXAMPLES, names, unmet, versions

DRAWN = 3_000
CANNOT_BE_MET = {
    "market-returns": 2,  # an order that costs less than nothing, and things kept that do
    "mobile-contract": 3,  # fewer months than none are left
    "rail-delay": 3,  # the table is not read below 15 minutes
    "software-licence": 9,  # the table is read at the seats kept alone
}
"""How many sides of edges no case can have, though each fact by itself allows them."""


def main() -> None:
    """Print all of it; ends with 1 where an edge is missed or a proof finds a mistake."""
    wrong = False
    for name in names():
        gaps = unmet(name, DRAWN, seed=9)
        wrong = wrong or len(gaps) > CANNOT_BE_MET.get(name, 0)
        print(f"{name}: sides of edges that no case meets: {len(gaps)}")
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
