"""A grid over values in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from fleet_tui.domain.text import displayable
from fleet_tui.ui.widgets.grid import Grid
from fleet_tui.ui.widgets.grid_columns import GridColumn

T = TypeVar("T")


class ListGrid(Grid, Generic[T]):
    """Shows a sequence of values; `words` gives a value's text for a column's key."""

    def __init__(
        self, columns: Sequence[GridColumn], words: Callable[[T, str], str], *, empty: str = "", id: str | None = None
    ) -> None:
        super().__init__(columns, empty=empty, id=id)
        self._words = words
        self._values: Sequence[T] = ()

    @property
    def values(self) -> Sequence[T]:
        """The values that are shown."""
        return self._values

    def fill(self, values: Sequence[T], cursor: int | None = None) -> None:
        """Show other values; the cursor goes to a place among them, or stays as near as possible."""
        self._values = values
        self.cursor, self.top = self.nearest(self.cursor if cursor is None else cursor, self.top)
        self.draw()

    def count(self) -> int:
        """How many values there are."""
        return len(self._values)

    def cell(self, place: int, key: str) -> str:
        """The words of a cell."""
        return displayable(self._words(self._values[place], key))

    @property
    def current(self) -> T | None:
        """The value at the cursor."""
        return self._values[self.cursor] if self._values else None
