"""A list with a tick box before each thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate

from fleet_tui.domain.text import displayable
from fleet_tui.ui.widgets.grid import Grid
from fleet_tui.ui.widgets.grid_columns import GUTTER, GridColumn

T = TypeVar("T")

TICK = 4
"""Cells of a tick box and the blank behind it."""


class CheckList(Grid, Generic[T]):
    """Things with `[x]` before the ticked ones; draws only those on screen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick", "Tick", id="ticks.tick")]
    """
    | Key | Description |
    | :- | :- |
    | space | Tick or untick, and go on to the next. |
    """

    def __init__(self, title: str, things: Sequence[tuple[T, str]], ticked: set[T], *, classes: str = "") -> None:
        super().__init__((GridColumn("thing", title, 200),))
        self.add_class(*classes.split())
        self.ticked = ticked
        self._all = [(thing, displayable(label)) for thing, label in things]

    @property
    def wanted_width(self) -> int:
        """The cells of the widest row."""
        rows = (cell_len(label) + TICK for _, label in self._all)
        return GUTTER + max(*rows, cell_len(self.shown[0].title))

    def count(self) -> int:
        """How many things there are."""
        return len(self._all)

    def cell(self, place: int, key: str) -> str:
        """The thing after its tick box."""
        thing, label = self._all[place]
        return f"[{'x' if thing in self.ticked else ' '}] {label}"

    @property
    def things(self) -> list[T]:
        """All things in the present order."""
        return [thing for thing, _ in self._all]

    def action_tick(self) -> None:
        """Tick or untick the thing at the cursor and go on to the next."""
        if self._all:
            self.ticked ^= {self._all[self.cursor][0]}
            where = Coordinate(self.cursor - self.top, 0)
            self.update_cell_at(where, Text(self.cell(self.cursor, "thing")))
            self.action_move(1)

    def shift(self, by: int) -> None:
        """Move the thing at the cursor up or down among the others."""
        target = self.cursor + by
        if 0 <= target < len(self._all):
            self._all.insert(target, self._all.pop(self.cursor))
            self.go(target, self.top)
            self.draw()
