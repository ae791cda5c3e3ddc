"""A list of choices that typing narrows; draws only the rows in sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key, Paste
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.painting import in_theme
from fleet_tui.ui.widgets.label_search import LabelSearch

SEPARATOR = ","
LEAST = 2
"""Rows of the sentence that nothing matches."""
INVITES = "type to narrow"
NOTHING = "  Nothing matches:\n  Backspace erases."


@dataclass(frozen=True, slots=True)
class Pick:
    """A choice's stored word or an entry's id, and the words shown for it."""

    value: str | int
    label: str


class ChoiceList(Widget, can_focus=True):
    """A list that costs the same for nine choices and for 5,000 trucks.

    It handles text and arrows itself, so that they act in the order in which they arrive.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Take", id="choose.take"),
        Binding("space", "tick", "Tick", id="choose.tick"),
        Binding("up", "move(-1)", "Up", id="choose.up", show=False),
        Binding("down", "move(1)", "Down", id="choose.down", show=False),
        Binding("pageup,ctrl+u", "move(-10)", "Page up", id="choose.page_up", show=False),
        Binding("pagedown,ctrl+d", "move(10)", "Page down", id="choose.page_down", show=False),
        Binding("home", "move(-1000000)", "First", id="choose.first", show=False),
        Binding("end", "move(1000000)", "Last", id="choose.last", show=False),
        Binding("backspace,ctrl+h", "erase", "Erase a letter", id="choose.erase", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | enter | Take what is marked or ticked. |
    | space | Tick, where several can be picked; in a filter, once more to leave it out, and once more for neither. |
    | up, down | Move the mark. |
    | pageup, pagedown, ctrl+u, ctrl+d | Move the mark by ten. |
    | home, end | The first one, the last one. |
    | backspace | Erase a letter of what was typed to narrow the list. |
    """

    class Taken(Message):
        """The current pick, or all ticked ones, were taken."""

    class Pointed(Message):
        """Another pick may be the current one."""

    class Ticked(Message):
        """A tick was set or removed."""

    def __init__(self, picks: tuple[Pick, ...], *, ticks: bool, excludes: bool = False) -> None:
        """`ticks` allows several picks; `excludes` allows ticking some to be left out too."""
        super().__init__(classes="fills chooses")
        self.typed = ""
        self.shown: list[Pick] = list(picks)
        self.ticked: set[str | int] = set()
        self.excluded: set[str | int] = set()
        self._ticks, self._excludes = ticks, excludes
        self._all = picks
        self._search = LabelSearch([pick.label for pick in picks])
        self._at = 0
        self._top = 0
        self._between = False
        """Whether a comma has just ticked a pick."""
        self.styles.height = 1 + max(len(picks), LEAST)

    @property
    def current(self) -> Pick | None:
        """The pick under the mark."""
        return self.shown[self._at] if self.shown else None

    @property
    def cursor_screen_offset(self) -> Offset:
        """The mark before the current pick, on the screen."""
        return self.content_region.offset + Offset(0, 1 + self._at - self._top)

    @property
    def wanted_width(self) -> int:
        """The cells of the widest row; the first one has what is typed and the number of matches."""
        widest = max((cell_len(displayable(pick.label)) for pick in self._all), default=0)
        return max(2 + (4 if self._ticks else 0) + widest, len(INVITES) + 4 + len(self._count()))

    def _count(self) -> str:
        """How many picks match, and of how many when something is typed."""
        return f"{len(self.shown):,} of {len(self._all):,}" if self.typed else f"{len(self._all):,}"

    def narrow(self, text: str) -> None:
        """Show the picks that contain the text, the best first; ignores case, accents and spaces."""
        self.typed = text
        self.shown = [self._all[place] for place in self._search.find(text)]
        self._at = self._top = 0
        self.refresh()
        self.post_message(self.Pointed())

    def go_to(self, value: str | int | None) -> None:
        """Make that pick the current one."""
        self._at = next((place for place, pick in enumerate(self.shown) if pick.value == value), 0)
        self.refresh()

    def render(self) -> Content:
        """The typed text, then the rows around the current one."""
        rows = max(1, self.size.height - 1)
        self._top = min(max(self._top, self._at - rows + 1), self._at)
        lines = [self._line(place) for place in range(self._top, min(len(self.shown), self._top + rows))]
        count = self._count()
        room = max(1, self.size.width - len(count) - 1)
        typed = (
            (self._end_of_typed(room - 2), "")
            if self.typed
            else (INVITES[: room - 2], in_theme(self, "$fleet-dim", "dim"))
        )
        blank = " " * (self.size.width - 2 - cell_len(typed[0]) - len(count))
        head = f"{blank}{count}\n"
        colors = in_theme(self, "$fleet-cursor-text on $fleet-cursor-background")
        if not colors or not lines:
            return Content.assemble("  ", typed, head, "\n".join(lines or [NOTHING]))
        at = self._at - self._top
        filled = lines[at] + " " * (self.size.width - cell_len(lines[at]))
        above, below = "".join(f"{line}\n" for line in lines[:at]), "".join(f"\n{line}" for line in lines[at + 1 :])
        return Content.assemble("  ", typed, head, above, (filled, colors), below)

    def _end_of_typed(self, room: int) -> str:
        """The end of the typed text that fits one line: more lines would push the choices out of sight."""
        text = f"{displayable(self.typed)}_"[-max(1, room) :]
        while cell_len(text) > max(1, room) > 1:
            text = text[1:]
        return text

    def _line(self, place: int) -> str:
        pick = self.shown[place]
        mark = "x" if pick.value in self.ticked else "-" if pick.value in self.excluded else " "
        tick = f"[{mark}] " if self._ticks else ""
        line = f"{'>' if place == self._at else ' '} {tick}{displayable(pick.label)}"
        return Content(line).truncate(max(1, self.size.width), ellipsis=True).plain

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters are text here."""
        return character is not None and character.isprintable()

    def on_key(self, event: Key) -> None:
        character = event.character
        if character is None or not character.isprintable() or (character == " " and self._ticks):
            return
        event.stop()
        event.prevent_default()
        self._type(character)

    def on_paste(self, event: Paste) -> None:
        """Narrow by the text; its lines are several picks where several can be ticked."""
        event.stop()
        lines = filter(None, (" ".join(line.split()) for line in event.text.splitlines()))
        *several, last = (SEPARATOR if self._ticks else " ").join(lines).split(SEPARATOR)
        for part in several:
            self._type(part.strip())
            self._type(SEPARATOR)
        self._type(last.strip() if several else last)

    def _type(self, text: str) -> None:
        """Narrow by more text; a comma behind a part of a name ticks it, unless the name has that comma."""
        self._between = False
        ends = text == SEPARATOR and self._ticks and bool(self.typed) and self.current is not None
        if ends and not self._search.find(self.typed + text):
            self.action_take()
            self._between = True
        else:
            self.narrow(self.typed + text)

    def on_click(self, event: Click) -> None:
        place = self._top + event.y - 1
        if self._top <= place < len(self.shown):
            self._at = place
            self.action_tick() if self._ticks else self.action_take()

    def action_move(self, by: int) -> None:
        """Move the mark, not past the ends."""
        self._between = False
        self._at = max(0, min(len(self.shown) - 1, self._at + by))
        self.refresh()
        self.post_message(self.Pointed())

    def action_erase(self) -> None:
        """Erase a typed letter."""
        if self.typed:
            self.narrow(self.typed[:-1])

    def action_tick(self) -> None:
        """Give the current pick its next mark, and show the whole list again around it."""
        current = self.current
        if self._between:  # a blank behind a comma
            self._between = False
            return
        if current is None or not self._ticks:
            return
        if current.value in self.ticked:
            self.ticked.remove(current.value)
            if self._excludes:
                self.excluded.add(current.value)
        elif current.value in self.excluded:
            self.excluded.remove(current.value)
        else:
            self.ticked.add(current.value)
        self._widen(current)

    def action_take(self) -> None:
        """Take the picks; on a narrowed list of ticks only tick: typing a name and Enter means that name."""
        current = self.current
        if self._ticks and self.typed and current is not None:
            self.excluded.discard(current.value)
            self.ticked.add(current.value)
            self._widen(current)
        else:
            self.post_message(self.Taken())

    def _widen(self, current: Pick) -> None:
        if self.typed:
            self.narrow("")
            self.go_to(current.value)
        self.refresh()
        self.post_message(self.Ticked())
