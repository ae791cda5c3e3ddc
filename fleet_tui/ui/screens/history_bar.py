"""The bar above the history: how many rows there are, the place of the cursor, and the filter in words."""

from __future__ import annotations

from fleet_tui.ui.people.filter_bar import BETWEEN, FilterBar


class HistoryBar(FilterBar):
    """Says the place and the count as far as they are known: they are counted behind the picture."""

    def __init__(self) -> None:
        super().__init__("History")

    def show_place(self, place: int | None, matching: int | None) -> None:
        """Show the place of the cursor, from 0, and how many rows match."""
        rows = "" if matching is None else f"{matching:,} row{'' if matching == 1 else 's'}"
        width = len(str(matching or ""))
        row = "" if place is None else f"row {place + 1:<{width}}"
        before = self._rows()
        self._counts = BETWEEN.join(part for part in (rows, row) if part)
        self._draw(before)
