"""The editor of a form that picks one or several things from a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.content import Content
from textual.events import Click, Key, Paste
from textual.geometry import Offset
from textual.message import Message
from textual.style import Style

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.lists import ENTRY_LENGTH
from fleet_tui.domain.people.choices import color_rgb
from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.key_queue import replay
from fleet_tui.ui.form.editor import Complained, Edited, Editor
from fleet_tui.ui.widgets.choice_list import Pick
from fleet_tui.ui.widgets.picking import AWAY, NONE, PickReader, Reading, fit

MARK = "▾"
TYPED = 10
"""Cells of what is typed, so that what it means stays in its place while letters are added."""
LONGEST = 4 * ENTRY_LENGTH
"""The most characters typed: names of several choices."""


class PickEditor(Editor, can_focus=True):
    """Shows the picked values on one line. Letters and digits pick: what they mean is shown beside them.

    Enter takes it, and so does leaving the field; a text that means no single choice stays, with the reason under it.
    Enter or Space on a field without typing, or Enter when several choices fit, opens the list. The screen answers
    `Opened` by `choose`, which sets `raw`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the keys that follow: these are kept for the dialog.
        Binding("enter", "open", "Choose", id="form.choose", show=False, priority=True),
        Binding("space", "space", "Choose, or a blank", id="form.space", show=False, priority=True),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pick-editor--empty"}

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
        self._reader: PickReader | None = None
        self._read: tuple[tuple[str, tuple[str | int, ...]], Reading] | None = None
        self._typed = ""
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
            self._reader = self._read = None
            self.refresh()

    def words(self) -> list[str]:
        """The labels of the picked values, in the list's order."""
        order = {pick.value: place for place, pick in enumerate(self.picks)}
        picked = sorted(self._picked, key=lambda value: order.get(value, len(order)))
        return [displayable(self._labels.get(value, f"#{value}")) for value in picked]

    @property
    def typed(self) -> str:
        """The letters typed that are not taken yet."""
        return self._typed

    @typed.setter
    def typed(self, text: str) -> None:
        self._typed = text[:LONGEST]
        self._complain("")
        self.refresh()

    @property
    def reading(self) -> Reading:
        """What the typed letters mean."""
        if self._reader is None:
            self._reader = PickReader(self.picks, many=self.many, optional=self.field.optional)
        asked = (self._typed, self._picked)
        if self._read is None or self._read[0] != asked:  # it is drawn more often than it changes
            self._read = (asked, self._reader.read(*asked))
        return self._read[1]

    @property
    def cursor_screen_offset(self) -> Offset:
        """Behind the last typed letter, else the first cell."""
        return self.content_region.offset + Offset(cell_len(self._drawn_typed(self.size.width)), 0)

    def _drawn_typed(self, room: int) -> str:
        text = displayable(self._typed)
        while cell_len(text) > max(1, room - TYPED):
            text = text[1:]
        return text

    def render(self) -> Content:
        room = max(1, self.size.width - 2 - (2 if self.field.kind is Kind.COLOR else 0))
        if self._typed:
            return self._while_typing(self.size.width)
        words = Content(fit(self.words(), room)).truncate(room, ellipsis=True).plain
        style = "" if words else self.get_visual_style("pick-editor--empty", partial=True)
        text = Content.assemble((words or "choose", style), f" {MARK}")
        if self.field.kind is Kind.COLOR and self._picked and not self.app.no_color:
            swatch = Style(foreground=Color.parse(color_rgb(str(self._picked[0]))))
            return Content.assemble(("■ ", swatch), text)
        return text

    def _while_typing(self, room: int) -> Content:
        typed = self._drawn_typed(room)
        left = f"{typed}{' ' * (TYPED - cell_len(typed))} "
        meaning = self.reading.words(room - cell_len(left)) if self._typed.strip() else ""
        return Content(left + meaning).truncate(room, ellipsis=True)

    def take(self) -> bool:
        """Pick what is typed; False, with a complaint, when that is unclear."""
        if not self._typed.strip():
            self.typed = ""
            return True
        reading = self.reading
        if reading.unclear:
            self._complain(reading.complaint)
            return False
        self._pick(reading)
        self.typed = ""
        return True

    def _pick(self, reading: Reading) -> None:
        taken, removed = ({pick.value for pick in picks} for picks in (reading.taken, reading.removed))
        if self.many:
            self.raw = tuple(sorted({*self._picked, *taken} - removed))
        elif reading.taken:
            self.raw = None if reading.taken[0] is NONE else reading.taken[0].value

    def _complain(self, sentence: str) -> None:
        if sentence != self.complaint:
            self.complaint = sentence
            self.post_message(Complained())

    def action_open(self) -> None:
        """Take what is typed; open the list when that is unclear, or nothing is typed."""
        if self._opening:
            self.ahead.append(Key("enter", "\r"))
            return
        reading = self.reading if self._typed.strip() else Reading()
        if self._typed.strip() and not (reading.unclear and reading.fits):
            self.take()
            return
        self._pick(reading)
        self.ahead = [*(Key(character, character) for character in reading.unclear.lstrip(AWAY)), *self.ahead]
        self.typed = ""
        self._opening = True
        self.post_message(self.Opened(self))

    def action_space(self) -> None:
        """A blank between typed words; else open the list."""
        if self._opening:
            self.ahead.append(Key("space", " "))
        elif self._typed:
            self.typed += " "
        else:
            self.action_open()

    def closed(self) -> None:
        """Let the next key open the list again."""
        self._opening = False

    def on_click(self, event: Click) -> None:
        self.action_open()

    def on_blur(self) -> None:
        """Take what is typed, which is never lost unseen."""
        self.take()

    def on_key(self, event: Key) -> None:
        """Type and erase; keep the keys that come before the list is open."""
        printable = event.character is not None and event.character.isprintable()
        if self._opening:
            self.ahead.append(event)
        elif printable and event.character:
            self.typed += event.character
        elif self._typed and event.key in ("backspace", "ctrl+h"):
            self.typed = self._typed[:-1]
        elif self._typed and event.key in ("escape", "ctrl+u"):  # as in a text field
            self.typed = ""
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Type the text; its lines are several choices where several can be picked."""
        event.stop()
        lines = (" ".join(line.split()) for line in event.text[: 2 * LONGEST].splitlines())
        text = (", " if self.many else " ").join(filter(None, lines))
        if self._opening:
            self.ahead += [Key(character, character) for character in text[:ENTRY_LENGTH]]
        else:
            self.typed += text


def take_typed(editors: Iterable[Editor]) -> Field | None:
    """Pick what is typed in each chooser; the first field where that is unclear."""
    unclear = [each.field for each in editors if isinstance(each, PickEditor) and each.typed and not each.take()]
    return unclear[0] if unclear else None


async def choose(editor: PickEditor) -> None:
    """Ask for a choice by a dialog, give it the keys typed ahead, and set the picked values."""
    from fleet_tui.ui.dialogs.choose import Choose

    field, many = editor.field, editor.many
    dialog = Choose(field.label, editor.picks, editor.picked, many=many, optional=field.optional, typed=editor.ahead)
    dialog.beside = lambda: editor.content_region.offset - Offset(1, 0)
    picked = await editor.app.push_screen_wait(dialog)
    editor.closed()
    await replay(editor.app, editor.ahead)
    if picked is not None:
        editor.raw = picked if many else next(iter(picked), None)
