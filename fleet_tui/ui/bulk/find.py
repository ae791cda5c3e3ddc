"""Find somebody inside a plan or an outcome (key `/`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from fleet_tui.domain.text import search_key
from fleet_tui.ui.widgets.grid import Grid
from fleet_tui.ui.widgets.line_input import LineInput

LONGEST = 100
"""Characters of what is typed, as of a name."""
NOBODY = "nobody"


class NameSearch:
    """Finds rows by a part of a name, as the lists find people: case, accents and dashes make no difference."""

    def __init__(self, names: Iterable[str]) -> None:
        """`names` in the order of the rows; they are read once, by `prepare`."""
        self._names = names
        self._keys: list[str] | None = None
        self._asked = ""
        self._found: list[int] = []

    def prepare(self) -> None:
        """Make the keys of the names; for 100,000 that takes a second, so it is called on another thread."""
        if self._keys is None:
            self._keys = [search_key(name) for name in self._names]

    def rows(self, text: str) -> list[int]:
        """The rows with that text in the name, from the first; none for no text."""
        key = search_key(text)
        if key != self._asked:
            self._asked = key
            self._found = [row for row, own in enumerate(self._keys or ()) if key in own]
        return self._found if key else []


def next_row(rows: Sequence[int], row: int, by: int) -> int | None:
    """The row found next from a row, downwards or upwards, and around the end; None when none was found."""
    beyond = [found for found in rows if (found - row) * by > 0]
    around = beyond or rows
    return (min(around) if by > 0 else max(around)) if around else None


class _Line(LineInput):
    """The line; Enter acts at once, so that a Space typed behind it is for the rows."""

    def __init__(self, take: Callable[[], None]) -> None:
        super().__init__(max_length=LONGEST)
        self._take = take

    async def action_submit(self) -> None:
        self._take()


class FindLine(Horizontal):
    """A line for a part of a name, with how many were found; the rows move on Enter and the arrows only.

    Rows that moved with each letter would cost a slow line a screen for each.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Next one found", id="plan_find.next", show=False),
        Binding("up", "step(-1)", "One found before", id="plan_find.previous", show=False),
        Binding("escape", "leave", "Leave the line", id="plan_find.leave", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | down | The next person found; the line stays. |
    | up | The person found before. |
    | escape | Leave the line: the cursor goes back to where it was. |
    """

    def __init__(self, rows: Grid, search: NameSearch, leave: Callable[[], None]) -> None:
        """`leave` is called when the line is left."""
        super().__init__(id="find")
        self._rows, self._search, self._leave = rows, search, leave
        self._line = _Line(self._take)
        self._count = Static(markup=False)
        self._begun = 0
        self._last = ""
        self.display = False

    def compose(self) -> ComposeResult:
        yield Static("/", markup=False)
        yield self._line
        yield self._count

    def open(self) -> None:
        """Take the focus with an empty line."""
        self.display = True
        self._begun = self._rows.cursor
        self._line.value = ""
        self._count.update(f"Enter: {self._last}" if self._last else "")
        self.screen.set_focus(self._line)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value:
            found = len(self._search.rows(event.value))
            self._count.update(f"{found:,} found" if found else NOBODY)

    def _found(self, by: int) -> int | None:
        return next_row(self._search.rows(self._line.value or self._last), self._rows.cursor, by)

    def _take(self) -> None:
        """Go to the next person found and leave the line; where nobody is found, it stays."""
        row = self._found(1)
        if row is None:
            self._count.update(NOBODY)
            return
        self._last = self._line.value or self._last
        self._rows.go(row, self._rows.top)
        self._close()

    def action_step(self, by: int) -> None:
        if (row := self._found(by)) is not None:
            self._rows.go(row, self._rows.top)

    def action_leave(self) -> None:
        self._rows.go(self._begun, self._rows.top)
        self._close()

    def _close(self) -> None:
        self.display = False
        self.screen.set_focus(self._rows)
        self._leave()
