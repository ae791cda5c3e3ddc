"""A terminal that is painted on, of any kind, and what the painter believes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from fleet_tui.terminal.output.folding import Folding
from fleet_tui.terminal.output.grid import Row
from fleet_tui.terminal.output.painter import Painter, Painting, Shown
from fleet_tui.terminal.terminfo.capabilities import Capabilities
from fleet_tui.terminal.terminfo.probe import LAST_STOP
from tests.support.line.pictures import (
    CHARSETS,
    SIZES,
    Step,
    cells,
    drawn,
    emulator,
    ignores_corner,
    terminals,
)
from tests.support.terminals.emulators import differences


@dataclass(frozen=True)
class Way:
    """A terminal, and how it is served."""

    terminal: str
    size: tuple[int, int]
    bce: bool = True
    charset: str = "utf-8"
    line_drawing: bool = False
    colors: int = 1 << 24
    copies: bool = False

    @property
    def can(self) -> Capabilities:
        can = terminals()[self.terminal]
        return can if self.size[0] > LAST_STOP + 1 else replace(can, ht=b"")  # no tab is used that was not tried

    def folding(self) -> Folding:
        return Folding(self.can, charset=self.charset, line_drawing=self.line_drawing, colors=self.colors)

    def pictures(self, chain: list[list[Step]]) -> list[list[Row]]:
        """The pictures as this terminal can show them."""
        folding = self.folding()
        return [[folding.row(row) for row in rows] for rows in drawn(*self.size, chain)]

    def painter(self) -> Painter:
        return Painter(self.can, self.charset, copies=self.copies)


ways = st.builds(
    Way,
    st.sampled_from(sorted(terminals())),
    st.sampled_from(SIZES),
    st.booleans(),
    st.sampled_from(CHARSETS),
    st.booleans(),
    st.sampled_from((0, 8, 16, 256, 1 << 24)),
    st.booleans(),
)


class Watched:
    """A terminal, what is painted on it, and what is known of it."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self.painter = way.painter()
        self.screen = emulator(way.can, *way.size, bce=way.bce, charset=way.charset)
        self.shown = Shown()
        self._ignores_corner = ignores_corner(way.can)

    def paint(self, wanted: list[Row], room: int | None = None) -> Painting:
        painting = self.feed(wanted, room)
        line, column = painting.shown.place
        assert line in (None, self.screen.cursor[0])
        assert column in (None, self.screen.cursor[1])
        return painting

    def feed(self, wanted: list[Row], room: int | None = None) -> Painting:
        painting = self.painter.paint(self.shown, wanted, room)
        self.screen.feed(painting.data)
        self.shown = painting.shown
        return painting

    def differences(self, wanted: list[Row]) -> list[str]:
        shown, meant = self.screen.rows(), cells(wanted)
        if self._ignores_corner:
            wide = meant[-1][-1].text == "" or shown[-1][-1].text == ""
            for rows in (shown, meant):
                rows[-1][-2 if wide else -1 :] = [meant[-1][-1]] * (2 if wide else 1)
        return differences(shown, meant)
