"""From the start of the program to the first list, beside what its two libraries take to show nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.bench.measuring import Figure
from tests.support.terminals.terminal import Terminal, environment

_EMPTY_APP = """
import textual.app, sqlmodel
class Empty(textual.app.App):
    def compose(self):
        from textual.widgets import Static
        yield Static("first list")
Empty().run()
"""


def measure(database: Path, home: Path, times: int = 9) -> list[Figure]:
    """Both in turns, so that a busy machine is busy for both."""
    empty, first, version, python = [], [], [], []
    for _ in range(times):
        empty.append(_until("first list", [sys.executable, "-c", _EMPTY_APP], home))
        program = [sys.executable, "-m", "fleet_tui", "--database", str(database)]
        first.append(_until("row 1", program, home))
        version.append(_ended([sys.executable, "-m", "fleet_tui", "--version"], home))
        python.append(_ended([sys.executable, "-c", "pass"], home))
    ratio = [mine / theirs for mine, theirs in zip(first, empty, strict=True)]
    return [
        Figure("Python that does nothing", python),
        Figure("fleet-tui --version", version, 100),
        Figure("import textual.app, sqlmodel + an empty App", empty),
        Figure("start to the first list, 500 people", first, 1000),
        Figure("the same as a ratio to the empty App", ratio, 1.2, "x"),
    ]


def _until(text: str, command: list[str], home: Path) -> float:
    start = time.perf_counter()
    terminal = Terminal(command, environment(home))
    try:
        terminal.wait_for(text)
        return (time.perf_counter() - start) * 1000  # taken before the terminal is stopped
    finally:
        terminal.stop()


def _ended(command: list[str], home: Path) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=environment(home), stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000
