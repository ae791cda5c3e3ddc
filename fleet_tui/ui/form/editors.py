"""Which widget edits which kind of field, and how a field of a kind is filled in."""

from __future__ import annotations

from collections.abc import Callable

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.ui.form.editor import Editor
from fleet_tui.ui.form.editor_photo import PhotoEditor
from fleet_tui.ui.form.editor_pick import PickEditor
from fleet_tui.ui.form.editor_text import FactEditor, LinesEditor, TextEditor, ToggleEditor

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

_PICKS = "Type a part of it, or Enter opens the list."
_BY_KIND = {
    Kind.CHOICE: _PICKS,
    Kind.REFERENCE: _PICKS,
    Kind.REFERENCES: f"{_PICKS} Commas between several, - takes one away.",
    Kind.TOGGLE: "Space turns it on or off.",
    Kind.DATE: "Year-month-day, like 2026-01-31.",
    Kind.MONEY: "An amount, like 1250.50.",
    Kind.PERCENT: "A number from 0 to 100, like 7.5.",
}


def hint(field: Field) -> str:
    """The field's own note, else the one of its kind; empty for plain texts."""
    return field.note or _BY_KIND.get(field.kind, "")
