"""From the start of the program to the first list, beside what its two libraries take to show nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.bench.measuring import Figure
from tests.support.starts import empty_app, first_list
from tests.support.terminals.terminal import environment


def measure(database: Path, home: Path, times: int = 9) -> list[Figure]:
    """Both in turns, so that a busy machine is busy for both. The processor's time says more there than the clock's."""
    empty, first, version, python = [], [], [], []
    empty_app(home), first_list(database, home)  # so that nothing is compiled, and every file has been read once
    for _ in range(times):
        empty.append(empty_app(home))
        first.append(first_list(database, home))
        version.append(_ended([sys.executable, "-m", "fleet_tui", "--version"], home))
        python.append(_ended([sys.executable, "-c", "pass"], home))
    walls = [100 * mine.wall / theirs.wall for mine, theirs in zip(first, empty, strict=True)]
    least = 100 * min(start.processor for start in first) / min(start.processor for start in empty)
    return [
        Figure("Python that does nothing", python),
        Figure("fleet-tui --version", version, 100),
        Figure("import textual.app, sqlmodel + an empty App", [start.wall for start in empty]),
        Figure("start to the first list", [start.wall for start in first], 1000),
        Figure("the same in per cent of the empty App", walls, 120, "%"),
        Figure("the empty App, on the processor", [start.processor for start in empty]),
        Figure("the first list, on the processor", [start.processor for start in first]),
        Figure("the same in per cent, the least of each", [least], 120, "%"),
        Figure("modules of the empty App", [len(empty[0].modules)], unit=""),
        Figure("modules before the first list", [len(first[0].modules)], unit=""),
        Figure("the program's own among them", [len(first[0].own)], unit=""),
        Figure("statements before the first list", [len(first[0].statements)], unit=""),
    ]


def _ended(command: list[str], home: Path) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=environment(home), stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000
