"""Processor time for a frame: a row down, by the driver of this program and by Textual's own."""

from __future__ import annotations

import os
import statistics
from collections.abc import Sequence
from pathlib import Path

from tests.bench.contenders import Contender

KEYS = 200


def _processor_time(process: int) -> float:
    """User and system time of a process, in milliseconds."""
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def per_key(contender: Contender, home: Path) -> float:
    """Milliseconds a row down, each of which is on the screen before the next is pressed."""
    with contender.start(home) as terminal:
        terminal.read_until_quiet(1)
        before = _processor_time(terminal.process.pid)
        for row in range(2, KEYS + 2):
            terminal.press(contender.down)
            terminal.wait_for(f"row {row}")
        return (_processor_time(terminal.process.pid) - before) / KEYS


def table(ours: Sequence[Contender], textuals: Contender, home: Path, times: int = 3) -> str:
    """A line for each of `ours` and for Textual's, in turns, with the ratio to the latter."""
    samples: dict[str, list[float]] = {}
    for _ in range(times):
        for contender in (*ours, textuals):
            samples.setdefault(contender.name, []).append(per_key(contender, home))
    base = statistics.median(samples[textuals.name])
    lines = [f"{'processor time for a row down':<32}{'ms':>8}{'ratio':>8}"]
    for name, found in samples.items():
        lines.append(f"{name:<32}{statistics.median(found):>8.2f}{statistics.median(found) / base:>8.2f}")
    return "\n".join(lines)
