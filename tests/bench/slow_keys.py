"""Keys on a slow line: how long after the last of them the screen is right, and stays so.

60 keys for a row and 20 for a page are pressed in 2 s each; the list scrolls from the 20th row on, and
the last five of the pages go back, so that no key finds the end of the list and changes nothing.
The right screen is the one that is there when everything is quiet. Each run begins on the slow line, as a user's does.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.contenders import Contender
from tests.support.terminals.emulators import PyteScreen
from tests.support.terminals.terminal import Terminal
from tests.support.terminals.wire import SlowLine, SlowWire

RATES = (960, 2_400, 8_000)
DELAYS = (0.02, 0.1, 0.6)
PRESSED = 2.0
"""In how many seconds the keys are pressed."""
CAP = 60.0
"""How long it is waited for, in seconds."""
SETTLED = 1.5
"""How long nothing must come, in seconds, beside the line's own delay."""

GOALS = {"60 rows": 1.5, "20 pages": 1.8}
"""line.md, What to reach: seconds at 960 B/s and 100 ms."""


def lags(contender: Contender, home: Path, line: SlowLine) -> dict[str, float | None]:
    """Seconds after the last key of each sort; None when it was longer than `CAP`."""
    found: dict[str, float | None] = {}
    with contender.start(home, line) as terminal:
        _settle(terminal, line)
        pages = [contender.page] * 15 + [contender.page_back] * 5
        for what, keys in (("60 rows", [contender.down] * 60), ("20 pages", pages)):
            terminal.press(contender.top)
            if not _settle(terminal, line):
                found[what] = None
                continue
            for key in keys:
                last = time.monotonic()
                terminal.press(key)
                terminal.read_for(PRESSED / len(keys))
            found[what] = max(0.0, _right_since(terminal) - last) if _settle(terminal, line) else None
    return found


def _settle(terminal: Terminal, line: SlowLine) -> bool:
    """Read until everything is quiet; whether it was within the cap."""
    until = time.monotonic() + CAP + SETTLED + line.delay
    terminal.read_until_quiet(SETTLED + line.delay, until)
    return time.monotonic() < until and not terminal.wire.busy


def _right_since(terminal: Terminal) -> float:
    """Since when the screen has been as it is now."""
    assert isinstance(terminal.wire, SlowWire)
    screen, wanted = PyteScreen(terminal.columns, terminal.rows), terminal.emulator.rows()
    since, at = None, 0
    for moment, total in terminal.wire.delivered:
        screen.feed(bytes(terminal.output[at:total]))
        at = total
        if screen.lines != terminal.emulator.lines or screen.rows() != wanted:
            since = None
        elif since is None:
            since = moment
    return since if since is not None else time.monotonic()


def tables(contenders: Sequence[Contender], home: Path, *, quick: bool) -> Iterator[str]:
    """The lines of a table, as they are measured: one column for each program."""
    names = "".join(f"{contender.name:>12}" for contender in contenders)
    yield f"{'seconds after the last key':<32}{'goal':>8}{names}"
    lines = [(960, 0.1)] if quick else [(rate, delay) for rate in RATES for delay in DELAYS]
    for rate, delay in lines:
        found = [lags(contender, home, SlowLine(rate, delay)) for contender in contenders]
        for what, goal in GOALS.items():
            figures = [f">{CAP:.0f}" if (lag := each[what]) is None else f"{lag:.2f}" for each in found]
            reach = f"{goal:.1f}" if (rate, delay) == (960, 0.1) else ""
            name = f"{rate:,} B/s, {delay * 1000:.0f} ms, {what}"
            yield f"{name:<32}{reach:>8}" + "".join(f"{figure:>12}" for figure in figures)
