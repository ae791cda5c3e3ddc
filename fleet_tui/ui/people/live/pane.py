"""The pane beside a list: the person at the cursor, from a width of 120 cells."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import work
from textual.geometry import Region
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.people.list_cell import meaning_of
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.photo import Cells, Photo
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.people.live.pane_lines import LABEL, head, lines, wrapped
from fleet_tui.ui.widgets.grid_columns import fit

if TYPE_CHECKING:
    from fleet_tui.ui.widgets.photo import PhotoBeside

RESTED = 0.15
"""Seconds without a move of the cursor until the person is read: a held key asks for nobody on its way."""

Line = tuple[str, str]
"""The words of a line, and what it is: `name`, `note`, or a value behind its label with the name of its meaning."""


class PersonPane(Widget):
    """Shows a profile; asks for it when the cursor rests, and drops an answer that comes too late.

    It is displayed where there is room for it (list.tcss), and asks for nobody while it is not.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "person-pane--name", "person-pane--note", "person-pane--label",
        "person-pane--pending", "person-pane--ended", "person-pane--dim",
    }  # fmt: skip

    def __init__(self, profile: Callable[[int], Profile], photos: Callable[[Photo, int, int], Cells]) -> None:
        """Both read off the UI thread and may refuse: a person by id, and a photo drawn in so many cells."""
        super().__init__()
        self._read = profile
        self._photos = photos
        self._beside: PhotoBeside | None = None
        self._person: int | None = None
        self._profile: Profile | None = None
        self._why_not = ""
        self._note = ""
        self._resting: Timer | None = None
        self._drawn: list[Line] = []

    def on_mount(self) -> None:
        """Draw photos where the line affords colours."""
        if self.app.has_class("-rich") and not self.app.no_color:
            from fleet_tui.ui.widgets.photo import PhotoBeside

            self._beside = PhotoBeside(self._photos)
            self.mount(self._beside)

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
        self._show_photo()
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
            self._show_photo()

    def _show_photo(self) -> None:
        """Draw the photo below the lines, where they leave room for it."""
        photo = self._profile.values.get("photo") if self._profile is not None else None
        if self._beside is not None:
            from fleet_tui.ui.widgets.photo import ROWS

            fits = isinstance(photo, Photo) and len(self._drawn) + 1 + ROWS <= self.size.height
            self._beside.show(photo if fits and isinstance(photo, Photo) else None)

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
            return [(line, "note") for line in wrapped(self._why_not, width)]
        name = [(line, "name") for line in head(self._profile, width)]
        status = meaning_of("status", self._profile.values)
        values = ((line, status if line.startswith("Status ") else "") for line in lines(self._profile, width))
        found = [*name, (self._note, "note"), *values]
        return found if len(found) <= height else [*found[: height - 1], ("…", "note")]

    def render_line(self, y: int) -> Strip:
        words, kind = self._drawn[y] if y < len(self._drawn) else ("", "note")
        words = fit(words, self.size.width)
        if kind in ("name", "note"):
            return Strip([Segment(words, self.get_component_rich_style(f"person-pane--{kind}"))], self.size.width)
        label = self.get_component_rich_style("person-pane--label")
        value = self.get_component_rich_style(f"person-pane--{kind}") if kind else self.rich_style
        return Strip([Segment(words[:LABEL], label), Segment(words[LABEL:], value)], self.size.width)
