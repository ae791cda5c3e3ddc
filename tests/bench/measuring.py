"""What all benchmarks measure with."""

from __future__ import annotations

import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: milliseconds unless `unit` says otherwise; `goal` in the same unit."""

    name: str
    samples: Sequence[float]
    goal: float | None = None
    unit: str = "ms"

    @property
    def median(self) -> float:
        """The middle sample."""
        return statistics.median(self.samples)

    @property
    def p95(self) -> float:
        """The sample that 95 of 100 stay under."""
        ordered = sorted(self.samples)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]

    def __str__(self) -> str:
        goal = f"{self.goal:>8.1f}" if self.goal is not None else " " * 8
        return f"{self.name:<46}{self.median:>9.1f}{self.p95:>9.1f}{goal}  {self.unit:<3} n={len(self.samples)}"


HEAD = f"{'':<46}{'median':>9}{'p95':>9}{'goal':>8}"


def resident() -> float:
    """This process's resident memory now, in megabytes."""
    with open("/proc/self/statm") as file:  # noqa: PTH123  # read as often as a loop likes
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
