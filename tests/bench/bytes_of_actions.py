"""How many bytes each program writes to the terminal for the same actions."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path

from tests.bench.contenders import Contender

GOALS = {
    "first screen": 2_000,
    "row down": 40,
    "page down": 1_250,
    "mark a row": 60,
    "a typed character": 20,
    "open the filter dialog": 1_000,
    "open the columns dialog": 1_000,
    "nothing for 2 s": 0,
}
"""line.md, What to reach: for the profile lean."""

_QUIET = 0.6


def measure(contender: Contender, home: Path) -> dict[str, list[int]]:
    """The bytes of each action, as often as it was done."""
    found: dict[str, list[int]] = {}
    with contender.start(home) as terminal:
        terminal.read_until_quiet(1)
        found["first screen"] = [terminal.bytes]
        for step in contender.steps:
            mark = terminal.mark()
            terminal.press(*step.keys)
            terminal.read_until_quiet(_QUIET)
            if step.action:
                found.setdefault(step.action, []).append(mark.bytes)
        mark = terminal.mark()
        terminal.read_for(2)
        found["nothing for 2 s"] = [mark.bytes]
    return found


def table(contenders: Sequence[Contender], home: Path) -> str:
    """One column for each program and one line for each action; the middle of several times."""
    columns = [measure(contender, home) for contender in contenders]
    lines = [f"{'bytes, 80×24':<26}{'goal':>8}" + "".join(f"{contender.name:>12}" for contender in contenders)]
    for action in dict.fromkeys(action for column in columns for action in column):
        goal = f"{GOALS[action]:,}" if action in GOALS else ""
        figures = [f"{statistics.median_low(found[action]):,}" if action in found else "" for found in columns]
        lines.append(f"{action:<26}{goal:>8}" + "".join(f"{figure:>12}" for figure in figures))
    return "\n".join(lines)
