"""`python -m bench.curves MEASURED.json PICTURE.svg`: how time and memory of a batch grow with its rows."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams |= {"svg.fonttype": "none", "svg.hashsalt": "refundry", "font.size": 9}

from matplotlib import pyplot as plt  # noqa: E402 - only once it knows what it draws to

LINES = {"floor": ("tab:gray", "DuckDB alone"), "batch": ("tab:blue", "batch")}
CURVES = (("cpu_s", "seconds of processor"), ("mb", "peak memory, MB"))


def drawn(measured: Path, picture: Path) -> None:
    """Draw both curves side by side, rows and seconds in powers of ten."""
    rows = json.loads(measured.read_text("utf-8"))
    figure, parts = plt.subplots(1, 2, figsize=(8, 3))
    for axes, (key, label) in zip(parts, CURVES, strict=True):
        for way, (colour, name) in LINES.items():
            points = sorted((each["rows"], each[key]) for each in rows if each["way"] == way)
            axes.plot(*zip(*points, strict=True), marker="o", color=colour, label=name)
        axes.set(xscale="log", xlabel="rows", ylabel=label)
        axes.minorticks_off()
        axes.grid(visible=True, alpha=0.3)
    parts[0].set(yscale="log")
    parts[1].set(ylim=(0, None))
    parts[1].legend()
    figure.tight_layout()
    figure.savefig(picture, metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    drawn(Path(sys.argv[1]), Path(sys.argv[2]))
