"""What a terminal is asked before it is painted on: its letters, which of them it repeats, where its tab stops are.

A few characters are written; the column that they lead to is the answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from fleet_tui.terminal.terminfo.capabilities import Capabilities, expand
from fleet_tui.terminal.terminfo.entry import TAB_STOPS

LAST_STOP = 72
"""The column of the last tab stop of 80 columns. Tabs are used up to it, when so many stops were found to lead there:
whoever works at the terminal may have set others."""
_REPEATED = 3
"""Columns that each repeated character fills, where the terminal repeats it."""
_TWO_BYTES = "ä"
"""In UTF-8 two bytes and one column, also where letters of East Asia are wide; in every set of 8 bits, and of 7, two
columns. It is repeated too, for tmux repeats ASCII only."""


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What the terminal does with what the probe wrote."""

    reads_utf8: bool
    repeats: bool | None = None
    """Whether it repeats every character, or ASCII only; None: it repeats nothing."""


_FOUND = (
    {1: ProbeResult(True), 2: ProbeResult(False)},
    {
        1 + 1: ProbeResult(True),
        _REPEATED + 1: ProbeResult(True, False),
        _REPEATED + _REPEATED: ProbeResult(True, True),
        1 + 2: ProbeResult(False),
        _REPEATED + 2: ProbeResult(False, False),
        _REPEATED + _REPEATED + 1: ProbeResult(False, True),
    },
)
"""By the columns that the probe fills: without repetitions, and with them."""


def probe(can: Capabilities) -> bytes:
    """What is written, and then the question for the cursor's position."""
    letter = _TWO_BYTES.encode()
    if can.rep:
        repeat = expand(can.rep, ord(" "), _REPEATED)
        letter = repeat + letter + repeat[1:]
    return (can.home or expand(can.cup, 0, 0)) + letter + can.ask


def found(can: Capabilities, place: tuple[int, int]) -> ProbeResult | None:
    """What the answer says, as line and column from 0; None when it is no answer to this."""
    return _FOUND[bool(can.rep)].get(place[1]) if place[0] == 0 else None


def has_stops(columns: int) -> bool:
    """Whether a screen of that width has all stops as far as `LAST_STOP`: in a narrower one a tab ends at its edge."""
    return columns > LAST_STOP + 1


def tab_probe(can: Capabilities, columns: int) -> bytes:
    """Tabs that lead to `LAST_STOP` when the stops are as expected, and the question; nothing where they cannot."""
    if not can.ht or not can.cr or not has_stops(columns):
        return b""
    return can.cr + can.ht * (LAST_STOP // TAB_STOPS) + can.ask
