"""One field on a form: its label, its editor, and a sentence under it when there is one."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from fleet_tui.domain.fields import Field
from fleet_tui.domain.text import displayable
from fleet_tui.ui.widgets.editor import Editor
from fleet_tui.ui.widgets.editors import EDITORS


class FieldLabel(Widget):
    """The field's name; `>` marks the one that has the focus, `*` one that must have a value."""

    marked: reactive[bool] = reactive(False)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._text = f"{field.label}{' *' if field.required else ''}"

    def render(self) -> Content:
        """The name behind its mark."""
        return Content(f"{'>' if self.marked else ' '}{self._text}")


class FieldRow(Widget):
    """Label and editor side by side."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.editor: Editor = EDITORS[field.kind](field)
        self.problem = ""
        self.remark = ""
        self._label = FieldLabel(field)
        self._told: Static | None = None

    def compose(self) -> ComposeResult:
        """The label, the editor and what is said under it; most rows never need the latter."""
        yield self._label
        yield self.editor
        if self._told is not None:
            yield self._told

    def tell(self, *, problem: str | None = None, remark: str | None = None) -> None:
        """Set what stands under the editor: a problem in front of a remark; an empty sentence takes it away."""
        before = (self.problem, self.remark)
        self.problem = self.problem if problem is None else problem
        self.remark = self.remark if remark is None else remark
        if (self.problem, self.remark) == before:
            return
        if self._told is None:
            self._told = Static(classes="told")
            if self.is_mounted:
                self.mount(self._told)
        self._told.update(Content(displayable(f"! {self.problem}" if self.problem else self.remark)))
        self._told.display = bool(self.problem or self.remark)
        self._told.set_class(bool(self.problem), "-problem")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._label.marked = True

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self._label.marked = False
