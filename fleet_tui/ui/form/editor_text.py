"""The editors of a form without a list: a line of text, several lines, yes or no, and a value that is only shown."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Focus, Key
from textual.reactive import reactive
from textual.widgets import Input, TextArea

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import show
from fleet_tui.ui.form.editor import BLANK, Edited, Editor
from fleet_tui.ui.frame.status_line import Notice
from fleet_tui.ui.widgets.line_input import LineInput, unseen


class TextEditor(LineInput, Editor):
    """A line of text that keeps everything typed or pasted.

    Nothing is limited or refused here: the services say what is wrong beside the field, and what was typed stays.
    """

    def __init__(self, field: Field) -> None:
        super().__init__(id=field.name, placeholder=BLANK)
        self.field = field
        self.password = field.kind is Kind.SECRET
        self.select_on_focus = False  # a key typed after Tab must not replace what is there

    @property
    def raw(self) -> object:
        return self.value

    @raw.setter
    def raw(self, raw: object) -> None:
        text = "" if raw is None else str(raw)
        if text != self.value:
            self.value = text
            self.cursor_position = len(text)  # where typing goes on, also when a save wrote the value its own way

    def action_copy(self) -> None:
        """Keep a secret from the clipboard, which every program and the next user can paste."""
        if self.password and self.selected_text:
            self._refuse_clipboard()
        else:
            super().action_copy()

    def action_cut(self) -> None:
        if self.password:
            self._refuse_clipboard()
        else:
            super().action_cut()

    def _refuse_clipboard(self) -> None:
        self.post_message(Notice(f"{self.field.label} is a secret: it is not copied.", problem=True))

    def on_focus(self, event: Focus) -> None:
        """Let a typed amount replace 0.00; typed behind it, it would be no amount."""
        self.select_on_focus = self.field.kind is Kind.MONEY and bool(self.value) and not self.value.strip("0.")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Edited(self))

    def lines_joined(self) -> None:
        """Say that the text differs from the pasted one."""
        self.post_message(Notice(f"{self.field.label} is one line: the line breaks that you pasted became spaces."))


class LinesEditor(TextArea, Editor):
    """Several lines of text: a biography, a memo. Tab leaves it."""

    def __init__(self, field: Field) -> None:
        super().__init__(
            id=field.name,
            compact=True,
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            placeholder=BLANK,
        )
        self.cursor_blink = False
        self.field = field

    @property
    def raw(self) -> object:
        """The text, lines separated by `\\n`."""
        return self.text

    @raw.setter
    def raw(self, raw: object) -> None:
        text = "" if raw is None else str(raw)
        if text != self.text:
            self.load_text(text)
            if self.has_focus:
                self.move_cursor(self.document.end)

    def at_edge(self, way: int) -> bool:
        """Whether the cursor is on the last line as it is drawn, or on the first one with a `way` of -1."""
        edge = self.navigator.is_last_wrapped_line if way > 0 else self.navigator.is_first_wrapped_line
        return edge(self.cursor_location)

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn: a control character becomes a mark and never reaches the terminal."""
        return Text(displayable(self.document.get_line(line_index)), end="", no_wrap=True)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(Edited(self))

    def on_key(self, event: Key) -> None:
        """Insert characters that the base class drops, such as line feeds of a paste in a terminal that marks none."""
        if character := "\n" if event.key == "ctrl+j" else unseen(event):
            event.stop()
            event.prevent_default()
            self.replace(character, *self.selection, maintain_selection_offset=False)


class ToggleEditor(Editor, can_focus=True):
    """`[x]` or `[ ]`; Space or Enter flips it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"toggle-editor--on"}
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
        return Content.assemble(("[x]", self.get_visual_style("toggle-editor--on", partial=True)) if self.on else "[ ]")

    def watch_on(self) -> None:
        if self.is_mounted:
            self.post_message(Edited(self))

    def action_flip(self) -> None:
        self.on = not self.on

    def on_click(self, event: Click) -> None:
        self.action_flip()


class FactEditor(Editor):
    """A value that is only shown, such as a moment that the system writes."""

    def __init__(self, field: Field) -> None:
        super().__init__(id=field.name)
        self.field = field
        self._raw: object = None

    @property
    def raw(self) -> object:
        return self._raw

    @raw.setter
    def raw(self, raw: object) -> None:
        self._raw = raw
        self.refresh()

    def render(self) -> Content:
        return Content(show(self.field, self._raw, {}, ""))
