"""`make mutants`: every mutant of every policy, 20,000 cases each; `python -m tests.mutants --help` has the choices."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tests.mutants.held import Bench, Held, figures
from tests.mutants.policies import policies


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help="beginnings of names of policies; all where none is named")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--incomplete", type=int, default=40)
    parser.add_argument("--every", type=int, default=1, help="only each so many-th mutant")
    parser.add_argument(
        "--out", type=Path, help="a file with a line of JSON a mutant, gone on with where it ends"
    )
    asked = parser.parse_args()
    done: list[Held] = []
    if asked.out and asked.out.exists():
        done = [Held(**json.loads(line)) for line in asked.out.read_text("utf-8").splitlines()]
    for policy in policies(*asked.names):
        name = policy.name
        finished = sum(each.policy == name for each in done)
        bench = Bench(policy, asked.cases, asked.incomplete)
        own = bench.mutants()[:: asked.every]
        for mutant in own[finished:]:
            held = bench.held(mutant)
            done.append(held)
            if held.problem:
                print(f"{held.policy}: {held.fault}: {held.problem} {held.case} {held.given_up}", flush=True)
            if asked.out:
                with asked.out.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(held._asdict(), ensure_ascii=False) + "\n")
        print(name, figures([each for each in done if each.policy == name]), flush=True)
    print("all", json.dumps(figures(done)))
    return 1 if any(each.problem for each in done) else 0


if __name__ == "__main__":
    sys.exit(main())
