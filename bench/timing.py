"""Two things timed in turn, in many short slices, the quickest slice of each: a slice often runs undisturbed."""

from __future__ import annotations

import gc
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

_SLICE = 3_000_000
_ROUNDS = 40


class Timed(NamedTuple):
    """Nanoseconds a call of the thing and of its yardstick, and how many times the yardstick the thing costs."""

    thing: float
    yardstick: float

    @property
    def ratio(self) -> float:
        return self.thing / self.yardstick


def in_turn(
    thing: Callable[[Any], object],
    things: Sequence[Any],
    yardstick: Callable[[Any], object],
    others: Sequence[Any],
) -> Timed:
    """Time a function over its inputs against another over its own."""
    passes = _passes(thing, things), _passes(yardstick, others)
    best = [float("inf"), float("inf")]
    gc.collect()
    gc.disable()
    try:
        for _ in range(_ROUNDS):
            best[0] = min(best[0], _slice(thing, things, passes[0]))
            best[1] = min(best[1], _slice(yardstick, others, passes[1]))
    finally:
        gc.enable()
    return Timed(*best)


def processes(
    thing: Sequence[str],
    yardstick: Sequence[str],
    rounds: int = 15,
    before: Callable[[], object] | None = None,
) -> Timed:
    """Time two commands from start to end, in turn; `before` is called ahead of each round."""
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        if before is not None:
            before()
        for place, command in enumerate((thing, yardstick)):
            started = time.perf_counter_ns()
            subprocess.run(command, check=True, capture_output=True)
            best[place] = min(best[place], time.perf_counter_ns() - started)
    return Timed(*best)


def _passes(function: Callable[[Any], object], inputs: Sequence[Any]) -> int:
    _slice(function, inputs, 1)
    cost = _slice(function, inputs, 1) * len(inputs)
    return max(1, int(_SLICE / max(cost, 1)))


def _slice(function: Callable[[Any], object], inputs: Sequence[Any], passes: int) -> float:
    started = time.perf_counter_ns()
    for _ in range(passes):
        for each in inputs:
            function(each)
    return (time.perf_counter_ns() - started) / passes / len(inputs)


def used(run: Callable[[], object]) -> dict[str, float]:
    """The seconds, the seconds of the processor, and the most megabytes of this process, once it has run."""
    begun, worked = time.perf_counter(), time.process_time()
    run()
    status = Path("/proc/self/status").read_text("utf-8")
    peak = next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
    return {"s": time.perf_counter() - begun, "cpu_s": time.process_time() - worked, "mb": peak}
