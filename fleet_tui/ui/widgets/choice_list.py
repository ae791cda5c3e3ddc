"""A list of things to pick, of which only the visible ones are drawn."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from fleet_tui.domain.text import displayable, search_key
from fleet_tui.ui.forms.pick import Pick


class ChoiceList(Widget):
    """Costs the same for nine choices and for 5,000 trucks; the keys come from the input above it."""

    class Clicked(Message):
        """A row was clicked; it is the current one now."""

    def __init__(self, picks: tuple[Pick, ...], *, ticks: bool) -> None:
        super().__init__()
        self.shown: list[Pick] = list(picks)
        self.ticked: set[str | int] = set()
        self._ticks = ticks
        self._all = picks
        self._keys = [search_key(pick.label).replace(" ", "") for pick in picks]
        self._at = 0
        self._top = 0

    @property
    def current(self) -> Pick | None:
        """The pick under the mark."""
        return self.shown[self._at] if self.shown else None

    def narrow(self, text: str) -> None:
        """Show what contains the text, whatever its case, accents and spaces; what starts with it comes first."""
        key = search_key(text).replace(" ", "")
        found = [(pick, own) for pick, own in zip(self._all, self._keys, strict=True) if key in own]
        found.sort(key=lambda each: not each[1].startswith(key))
        self.shown = [pick for pick, _ in found]
        self._at = self._top = 0
        self.refresh()

    def go_to(self, value: str | int | None) -> None:
        """Make that pick the current one."""
        self._at = next((place for place, pick in enumerate(self.shown) if pick.value == value), 0)
        self.refresh()

    def move(self, by: int) -> None:
        """Move the mark, not past the ends."""
        self._at = max(0, min(len(self.shown) - 1, self._at + by))
        self.refresh()

    def tick(self) -> None:
        """Tick the current pick, or take its tick away."""
        if self.current is not None:
            self.ticked ^= {self.current.value}
            self.refresh()

    def render(self) -> Content:
        """The rows round the current one."""
        rows = max(1, self.size.height)
        self._top = min(max(self._top, self._at - rows + 1), self._at)
        lines = [self._line(place) for place in range(self._top, min(len(self.shown), self._top + rows))]
        return Content("\n".join(lines or ["  Nothing matches."]))

    def _line(self, place: int) -> str:
        pick = self.shown[place]
        tick = ("[x] " if pick.value in self.ticked else "[ ] ") if self._ticks else ""
        line = f"{'>' if place == self._at else ' '} {tick}{displayable(pick.label)}"
        return Content(line).truncate(max(1, self.size.width), ellipsis=True).plain

    def on_click(self, event: Click) -> None:
        place = self._top + event.y
        if place < len(self.shown):
            self._at = place
            self.refresh()
            self.post_message(self.Clicked())
