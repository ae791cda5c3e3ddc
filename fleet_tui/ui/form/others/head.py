"""The lines above a form: what the record is, and what others do with it meanwhile."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from fleet_tui.ui.widgets.grid_columns import fit


class FormHead(Static):
    """Two lines about the record; a note, in bold, takes the place of the second, so that no field moves."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"form-head--record", "form-head--more"}
    """
    | Class | Description |
    | :- | :- |
    | `form-head--record` | The first line, which says what the record is. |
    | `form-head--more` | What else is known of it. |
    """

    def __init__(self) -> None:
        super().__init__(id="form-head", markup=False)
        self._head = ""
        self._notes: tuple[str, ...] = ()
        self._filled = ("", "")

    @property
    def note(self) -> str:
        """The note as it fits; empty for none."""
        width = self.size.width
        return next((note for note in self._notes if cell_len(note) <= width), self._notes[-1] if self._notes else "")

    def show(self, head: str) -> None:
        """Show another record."""
        self._head = head
        self._fill()

    def show_note(self, *notes: str) -> None:
        """Show the first of these wordings that fits, else the last one cut; without any, the second line again."""
        if notes != self._notes:
            self._notes = notes
            self._fill()

    def render(self) -> Content:
        """The lines in the styles of now."""
        record, more = (self.get_visual_style(f"form-head--{part}", partial=True) for part in ("record", "more"))
        note, (name, end, rest) = self._filled[1], self._filled[0].partition("\n")
        return Content.assemble((name, record), end, (rest, more), "\n" if note else "", (note, "bold"))

    def on_resize(self) -> None:
        self._fill()

    def _fill(self) -> None:
        width, first = max(1, self.size.width), self._head.partition("\n")[0]
        lines = (fit(first, width).rstrip(), fit(self.note, width).rstrip()) if self._notes else (self._head, "")
        if lines != self._filled:
            self._filled = lines
            self.update(Content.assemble(lines[0], "\n" if lines[1] else "", (lines[1], "bold")))
