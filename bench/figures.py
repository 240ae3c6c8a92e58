"""A row of the table, and where it was measured."""

import math
import os
import platform
import subprocess
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Row:
    """Samples of one figure. `wrong`: what the gate found; then the figure counts for nothing."""

    what: str
    samples: list[float]
    unit: str = "ms"
    target: float | None = None  # the minimum to land; p95 must be below it, or a single value
    wrong: list[str] = field(default_factory=list)
    at_least: bool = False  # a rate: the target is a floor

    def share(self, part: float) -> float:
        ordered = sorted(self.samples)
        return ordered[min(len(ordered) - 1, max(0, math.ceil(len(ordered) * part) - 1))]

    @property
    def met(self) -> bool | None:
        if self.wrong or not self.samples:
            return False
        if self.target is None:
            return None
        return self.share(0.5) >= self.target if self.at_least else self.share(0.95) < self.target

    def as_json(self) -> dict:
        told = {"what": self.what, "unit": self.unit, "count": len(self.samples), "target": self.target, "met": self.met, "wrong": self.wrong}
        if self.samples:
            told |= {"median": self.share(0.5), "p95": self.share(0.95), "max": max(self.samples), "samples": [round(value, 3) for value in self.samples]}
        return told

    def cells(self) -> list[str]:
        shown = [short(value) for value in (self.share(0.5), self.share(0.95), max(self.samples))] if self.samples else ["–"] * 3
        if len(self.samples) == 1:
            shown[1:] = ["", ""]
        target = "" if self.target is None else ("≥ " if self.at_least else "< ") + short(self.target)
        met = "gate failed" if self.wrong else {True: "yes", False: "NO", None: ""}[self.met]
        return [self.what, self.unit, str(len(self.samples)), *shown, target, met]


def short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.3f}"


def step_ahead() -> None:
    """`nice` alone orders only within one session where Linux groups processes by session (autogroup)."""
    if os.getpid() != os.getpgrp():
        os.setsid()  # a group of our own, so that the caller's shell is as before
    os.nice(-10)
    group = Path("/proc/self/autogroup")
    if group.exists():
        group.write_text("-10", "ascii")


def command(*words: str, folder: Path) -> str:
    return subprocess.run(words, capture_output=True, text=True, cwd=folder, check=False).stdout.strip()


def machine(root: Path) -> dict:
    models = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines() if line.startswith("model name")]
    changed = command("git", "status", "--porcelain", "--untracked-files=no", folder=root)
    return {
        "processor": f"{len(models)} × {models[0] if models else platform.machine()}",
        "system": platform.platform(),
        "commit": command("git", "rev-parse", "--short", "HEAD", folder=root) + (" with changes" if changed else ""),
        "load_at_start": os.getloadavg()[0],
    }


def print_table(title: str, rows: list[Row], where: dict, load_at_end: float) -> None:
    ahead = ", ahead of other work (nice -10)" if where["ahead_of_other_work"] else ""
    print(f"{title}\n{where['processor']}, {where['system']}, commit {where['commit']}")
    print(f"load of the machine {where['load_at_start']:.1f} → {load_at_end:.1f}{ahead}\n")
    lines = [["what", "unit", "samples", "median", "p95", "max", "minimum", "met"]] + [row.cells() for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        print("  ".join(cell.ljust(width) if column < 2 else cell.rjust(width) for column, (cell, width) in enumerate(zip(line, widths))).rstrip())
