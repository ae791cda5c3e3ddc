"""Which widget edits which kind of field: the one table of it."""

from __future__ import annotations

from collections.abc import Callable

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.ui.form.editor import Editor
from fleet_tui.ui.form.editor_fact import FactEditor
from fleet_tui.ui.form.editor_lines import LinesEditor
from fleet_tui.ui.form.editor_photo import PhotoEditor
from fleet_tui.ui.form.editor_pick import PickEditor
from fleet_tui.ui.form.editor_text import TextEditor
from fleet_tui.ui.form.editor_toggle import ToggleEditor

EDITORS: dict[Kind, Callable[[Field], Editor]] = {
    Kind.TEXT: TextEditor,
    Kind.LINES: LinesEditor,
    Kind.CHOICE: PickEditor,
    Kind.REFERENCE: PickEditor,
    Kind.REFERENCES: PickEditor,
    Kind.TOGGLE: ToggleEditor,
    Kind.PHONE: TextEditor,
    Kind.EMAIL: TextEditor,
    Kind.DIGITS: TextEditor,
    Kind.MONEY: TextEditor,
    Kind.PERCENT: TextEditor,
    Kind.DATE: TextEditor,
    Kind.COLOR: PickEditor,
    Kind.PHOTO: PhotoEditor,
    Kind.SECRET: TextEditor,
    Kind.MOMENT: FactEditor,
}
