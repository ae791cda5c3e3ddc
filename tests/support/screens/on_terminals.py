"""What terminals show of an app that has none: its pictures go through the program's own painter, in this process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from textual.app import App
from textual.strip import Strip

from fleet_tui.terminal.input.tokens import Report
from fleet_tui.terminal.output.display import Display
from fleet_tui.terminal.terminfo.facts import Facts
from fleet_tui.terminal.terminfo.profiles import ProfileName, choose
from tests.support.line.pictures import emulator, terminals
from tests.support.terminals.cells import Rows, rows_of

COLUMNS, LINES = 80, 24
_REPORT = re.compile(rb"\x1b\[(\d+);(\d+)R")
_TERMS: Mapping[ProfileName, str] = {ProfileName.VT100: "vt100"}
"""Of another profile than an xterm's."""


class OneTerminal:
    """A terminal under one profile."""

    def __init__(self, name: ProfileName, *, no_color: bool) -> None:
        term = _TERMS.get(name, "xterm-256color")
        can = terminals()[term]
        facts = Facts(
            term, can.name, can.colors, line_drawing=bool(can.acs), locale=("LANG", "C.UTF-8"), no_color="1" * no_color
        )
        profile = choose(facts, name)
        self._display = Display(can, profile, COLUMNS, LINES)
        self._screen = emulator(can, COLUMNS, LINES, bce=True, charset=profile.charset)
        self._screen.feed(self._display.restart(0.0))
        self._rows: Rows = [[] for _ in range(LINES)]
        self._now = 0.0

    def show(self, data: str, lines: Iterable[int]) -> None:
        """Take what Textual would write on these lines, and paint until all of it is shown."""
        self._display.write(data)
        while (piece := self._display.piece(self._now)) is not None:
            self._screen.feed(piece)
            for row, column in _REPORT.findall(self._screen.taken_answers()):
                self._display.answered(Report(int(row), int(column)), self._now)
            self._now += 1.0
        buffer = self._screen.screen.buffer
        for y in lines:
            self._rows[y : y + 1] = rows_of([[buffer[y][x] for x in range(COLUMNS)]], COLUMNS)

    @property
    def rows(self) -> Rows:
        """The cells that it shows."""
        return list(self._rows)


class Terminals:
    """Several profiles at once, each beside the others."""

    def __init__(self, app: App[None], profiles: Iterable[ProfileName] = ProfileName) -> None:
        self._app = app
        self._strips: list[Strip | None] = [None] * LINES
        self.of = {name: OneTerminal(name, no_color=app.no_color) for name in profiles}

    def show(self) -> dict[ProfileName, Rows]:
        """The cells that each terminal shows of what the app shows now."""
        strips = self._app.screen._compositor.render_strips()
        changed = [y for y, strip in enumerate(strips) if strip != self._strips[y]]
        self._strips = list(strips)
        lines = (f"\x1b[{y + 1};1H{strips[y].render(self._app.console)}" for y in changed)
        x, y = self._app.cursor_position
        data = "".join(lines) + f"\x1b[{y + 1};{x + 1}H"
        for terminal in self.of.values():
            terminal.show(data, changed)
        return {name: terminal.rows for name, terminal in self.of.items()}
