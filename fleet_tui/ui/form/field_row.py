"""The row of one field: its label, its editor, and a sentence under it."""

from __future__ import annotations

from textwrap import wrap
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from fleet_tui.domain.fields import Field
from fleet_tui.domain.text import displayable
from fleet_tui.ui.form.editor import Editor
from fleet_tui.ui.form.editors import EDITORS

STAYS = "\N{NO-BREAK SPACE}"
"""Keeps the star on the line of the last word."""


class FieldLabel(Widget):
    """The field's label; `>` marks the focused field, `*` a required one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"field-label--marked"}

    marked: reactive[bool] = reactive(False)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._text = f"{field.label}{STAYS + '*' if field.required else ''}"

    def render(self) -> Content:
        """The label behind its mark; further lines stand under its first letter."""
        text = "\n ".join(self._lines(self.size.width))
        if not self.marked:
            return Content(f" {text}")
        return Content.assemble((f">{text}", self.get_visual_style("field-label--marked", partial=True)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def _lines(self, width: int) -> list[str]:
        lines = wrap(self._text, max(8, width - 1))
        return [line.replace(STAYS, " ") for line in lines]


class Remark(Static):
    """The sentence under a row; it sends `Placed`, because it may need to be scrolled into sight."""

    class Placed(Message):
        """The sentence is laid out."""

        def __init__(self, remark: Remark) -> None:
            self.remark = remark
            super().__init__()

    def on_show(self) -> None:
        self.post_message(self.Placed(self))

    def on_resize(self) -> None:
        self.post_message(self.Placed(self))


class FieldRow(Widget):
    """Label and editor side by side."""

    class Placed(Message):
        """The row with the focus is laid out."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.editor: Editor = EDITORS[field.kind](field)
        self.problem = ""
        self.remark = ""
        self._label = FieldLabel(field)
        self._sentence: Remark | None = None

    def compose(self) -> ComposeResult:
        yield self._label
        yield self.editor

    def on_show(self) -> None:
        self._placed()

    def on_resize(self) -> None:
        self._placed()

    def _placed(self) -> None:
        if self.editor.has_focus:
            self.post_message(self.Placed())

    def ask(self, asked: bool) -> None:
        """Show or hide the row together with its sentence."""
        self.display = asked
        if self._sentence is not None:
            self._sentence.display = asked and bool(self.problem or self.editor.complaint or self.remark)

    def show_sentence(self, problem: str, remark: str) -> None:
        """Set the sentence under the row: the problem, else the editor's complaint, else the remark; none without."""
        if (problem, remark) == (self.problem, self.remark):
            return
        self.problem, self.remark = problem, remark
        self._show_sentence()

    def on_complained(self) -> None:
        """Show the editor's own complaint, where the services have none."""
        self._show_sentence()

    def _show_sentence(self) -> None:
        problem, remark = self.problem or self.editor.complaint, self.remark
        if self._sentence is None:
            self._sentence = Remark(classes="sentence", markup=False)
            if self.is_mounted:
                self._mount_sentence()
        self._sentence.update(displayable(f"! {problem}" if problem else remark))
        self._sentence.display = self.display and bool(problem or remark)
        self._sentence.set_class(bool(problem), "-problem")

    @property
    def sentence(self) -> Widget | None:
        """The sentence under the row, once there was one."""
        return self._sentence

    def on_mount(self) -> None:
        if self._sentence is not None:
            self._mount_sentence()

    def _mount_sentence(self) -> None:
        if self._sentence is not None and isinstance(self.parent, Widget):
            self.parent.mount(self._sentence, after=self)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._label.marked = True

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self._label.marked = False
