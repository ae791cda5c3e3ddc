"""The editors of a form that pick: one or several things from a list, and yes or no."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.content import Content
from textual.events import Click, Key, Paste
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.lists import ENTRY_LENGTH
from fleet_tui.domain.people.choices import COLOR_RGB
from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.key_queue import replay
from fleet_tui.ui.form.editor import Edited, Editor
from fleet_tui.ui.widgets.choice_list import Pick

MARK = "▾"


class PickEditor(Editor, can_focus=True):
    """Shows the picked values on one line; Enter, Space, a letter or a digit opens the list.

    The screen answers `Opened` by `choose`, which sets `raw`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the keys that follow: these are kept for the dialog.
        Binding("enter,space", "open", "Choose", id="form.choose", show=False, priority=True)
    ]

    class Opened(Message):
        """The list is to open; `editor.ahead` are the keys typed for it already."""

        def __init__(self, editor: PickEditor) -> None:
            self.editor = editor
            super().__init__()

    def __init__(self, field: Field) -> None:
        super().__init__(id=field.name)
        self.field = field
        self.picks: tuple[Pick, ...] = tuple(Pick(choice.value, choice.label) for choice in field.choices)
        self._labels = {pick.value: pick.label for pick in self.picks}
        self._picked: tuple[str | int, ...] = ()
        self.ahead: list[Key] = []
        self._opening = False

    @property
    def many(self) -> bool:
        return self.field.kind is Kind.REFERENCES

    @property
    def picked(self) -> tuple[str | int, ...]:
        """The picked values: none, one or several."""
        return self._picked

    @property
    def raw(self) -> object:
        """A tuple of ids where several can be picked, else the word or id; None for nothing."""
        if self.many:
            return self._picked
        return self._picked[0] if self._picked else None

    @raw.setter
    def raw(self, raw: object) -> None:
        picked: tuple[str | int, ...]
        if isinstance(raw, tuple | list):
            picked = tuple(sorted(raw))
        else:
            picked = (raw,) if isinstance(raw, str | int) and raw != "" else ()
        if picked == self._picked:
            return
        self._picked = picked
        self.refresh()
        if self.is_mounted:
            self.post_message(Edited(self))

    def offer(self, picks: tuple[Pick, ...]) -> None:
        """Offer other values; the held ones are among them."""
        if picks != self.picks:
            self.picks = picks
            self._labels = {pick.value: pick.label for pick in picks}
            self.refresh()

    def words(self) -> list[str]:
        """The labels of the picked values, in the list's order."""
        order = {pick.value: place for place, pick in enumerate(self.picks)}
        picked = sorted(self._picked, key=lambda value: order.get(value, len(order)))
        return [displayable(self._labels.get(value, f"#{value}")) for value in picked]

    def render(self) -> Content:
        room = max(1, self.size.width - 2 - (2 if self.field.kind is Kind.COLOR else 0))
        words = Content(fit(self.words(), room)).truncate(room, ellipsis=True).plain
        style = "" if words else "dim"
        text = Content.assemble((words or "choose", style), f" {MARK}")
        if self.field.kind is Kind.COLOR and self._picked and not self.app.no_color:
            swatch = Style(foreground=Color.parse(COLOR_RGB.get(str(self._picked[0]), "#757575")))
            return Content.assemble(("■ ", swatch), text)
        return text

    def action_open(self) -> None:
        if not self._opening:
            self._opening = True
            self.post_message(self.Opened(self))

    def closed(self) -> None:
        """Let the next key open the list again."""
        self._opening = False

    def on_click(self, event: Click) -> None:
        self.action_open()

    def on_key(self, event: Key) -> None:
        """Open the list by a letter or a digit that narrows it; keep the keys that come before it is open."""
        if self._opening or (event.character is not None and event.character.isprintable()):
            event.stop()
            event.prevent_default()
            self.ahead.append(event)
            self.action_open()

    def on_paste(self, event: Paste) -> None:
        event.stop()
        text = " ".join(event.text.split())[:ENTRY_LENGTH]  # no name is longer, and each letter acts by itself
        self.ahead += [Key(character, character) for character in text]
        self.action_open()


def fit(words: list[str], width: int) -> str:
    """As many of the labels as fit the width, then the number of the others: `Sales, Service +2`."""
    for count in range(len(words), 0, -1):
        more = f" +{len(words) - count}" if count < len(words) else ""
        text = ", ".join(words[:count]) + more
        if cell_len(text) <= width or count == 1:
            return text
    return ""


async def choose(editor: PickEditor) -> None:
    """Ask for a choice by a dialog, give it the keys typed ahead, and set the picked values."""
    from fleet_tui.ui.dialogs.choose import Choose

    field, many = editor.field, editor.many
    dialog = Choose(field.label, editor.picks, editor.picked, many=many, optional=field.optional, typed=editor.ahead)
    picked = await editor.app.push_screen_wait(dialog)
    editor.closed()
    await replay(editor.app, editor.ahead)
    if picked is not None:
        editor.raw = picked if many else next(iter(picked), None)


class ToggleEditor(Editor, can_focus=True):
    """`[x]` or `[ ]`; Space or Enter flips it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "flip", "Flip", id="form.flip", show=False, priority=True)
    ]

    on: reactive[bool] = reactive(False)

    def __init__(self, field: Field) -> None:
        super().__init__(id=field.name)
        self.field = field

    @property
    def raw(self) -> object:
        return self.on

    @raw.setter
    def raw(self, raw: object) -> None:
        self.on = raw is True

    def render(self) -> Content:
        return Content("[x]" if self.on else "[ ]")

    def watch_on(self) -> None:
        if self.is_mounted:
            self.post_message(Edited(self))

    def action_flip(self) -> None:
        self.on = not self.on

    def on_click(self, event: Click) -> None:
        self.action_flip()
