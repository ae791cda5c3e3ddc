"""The pane beside a list: the person at the cursor, from a width of 120 cells."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from rich.segment import Segment
from rich.style import Style
from textual import work
from textual.geometry import Region
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.people.profile import Profile
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.people.live.pane_lines import head, lines, wrapped
from fleet_tui.ui.widgets.grid_columns import fit

RESTED = 0.15
"""Seconds without a move of the cursor until the person is read: a held key asks for nobody on its way."""

Line = tuple[str, bool]
"""The words of a line, and whether they are bold."""


class PersonPane(Widget):
    """Shows a profile; asks for it when the cursor rests, and drops an answer that comes too late.

    It is displayed where there is room for it (list.tcss), and asks for nobody while it is not.
    """

    ALLOW_SELECT = False

    def __init__(self, profile: Callable[[int], Profile]) -> None:
        """`profile` reads a person by id, off the UI thread; it may refuse."""
        super().__init__()
        self._read = profile
        self._person: int | None = None
        self._profile: Profile | None = None
        self._why_not = ""
        self._note = ""
        self._resting: Timer | None = None
        self._drawn: list[Line] = []

    def look_at(self, person: int | None, note: str = "") -> None:
        """Show that person once the cursor rests; `note` stands under the name."""
        self._person, self._note = person, note
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(RESTED, self._ask) if self.is_on_screen else None

    def show_note(self, note: str) -> None:
        """Write another note under the name of the person that is shown."""
        if note != self._note:
            self._note = note
            self._draw()

    def on_show(self) -> None:
        """Read the person again: nothing was read while the pane was hidden."""
        self._ask()

    def on_resize(self) -> None:
        """Break the lines anew; the widget is painted once before it hears of its size."""
        self._drawn = self._lines()
        self.refresh()

    @work(exclusive=True, group="pane")
    async def _ask(self) -> None:
        person, profile, why_not = self._person, None, ""
        if person is not None:
            try:
                profile = await run_in_thread(self._read, person)
            except Refusal as refusal:
                why_not = str(refusal)
        if person == self._person:
            self._profile, self._why_not = profile, why_not
            self._draw()

    def _draw(self) -> None:
        """Draw the lines that differ."""
        before, self._drawn = self._drawn, self._lines()
        changed = [y for y, (old, new) in enumerate(zip_longest(before, self._drawn)) if old != new]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def _lines(self) -> list[Line]:
        width, height = self.size
        if not width:  # hidden
            return []
        if self._profile is None:
            return [(line, False) for line in wrapped(self._why_not, width)]
        name = [(line, True) for line in head(self._profile, width)]
        found = [*name, (self._note, False), *((line, False) for line in lines(self._profile, width))]
        return found if len(found) <= height else [*found[: height - 1], ("…", False)]

    def render_line(self, y: int) -> Strip:
        words, bold = self._drawn[y] if y < len(self._drawn) else ("", False)
        style = self.rich_style + Style(bold=True) if bold else self.rich_style
        return Strip([Segment(fit(words, self.size.width), style)], self.size.width)
