"""The keys of a list of people, and the permissions that they take."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from fleet_tui.domain.access.permissions import (
    ACTIVATE_PEOPLE,
    EXPORT_PEOPLE,
    IMPORT_PEOPLE,
    MANAGE_COMPANY,
    MANAGE_PAYROLL,
    MANAGE_PEOPLE,
    MANAGE_ROLES,
    SEND_INVITES,
    SEND_RESETS,
)
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.people.list_cell import MEANINGS
from fleet_tui.domain.people.presence import OPEN_SIGN

KEYS: list[BindingType] = [
    Binding("x", "act", "Actions", id="list.actions"),
    Binding("space", "mark", "Mark", id="list.mark", key_display="Space"),
    Binding("slash", "filter_line", "Find, or filter by a line", id="list.filter_line", key_display="/"),
    Binding("f", "filter", "Filter this column", id="list.filter"),
    Binding("a", "add", "Add", id="list.add"),
    Binding("e,enter", "edit", "Edit", id="list.edit"),
    Binding("u", "undo", "Undo", id="list.undo"),
    Binding("w", "views", "Views", id="list.views", show=False),
    Binding("F", "clear", "Clear the filter; again: everybody", id="list.clear", show=False),
    Binding("I", "inactive_too", "Inactive people too", id="list.inactive", show=False),
    Binding("s", "sort", "Sort", id="list.sort", show=False),
    Binding("c", "columns", "Columns", id="list.columns", show=False),
    Binding("v", "mark_range", "Mark a range", id="list.range", show=False),
    Binding("escape", "leave_range", "Leave the range", id="list.leave_range", show=False),
    Binding("asterisk", "mark_all", "Mark all that match", id="list.mark_all", key_display="*", show=False),
    Binding("minus", "clear_marks", "Clear the marks", id="list.clear_marks", key_display="-", show=False),
    Binding("m", "only_marked", "Show only the marked", id="list.only_marked", show=False),
    Binding("U", "undo(True)", "Redo", id="list.redo", show=False),
    Binding("full_stop", "again", "Last action again", id="list.again", key_display=".", show=False),
    Binding("y", "copy", "Copy", id="list.copy", show=False),
    Binding("i", "import_file", "Import from a file", id="list.import", show=False),
    Binding("r", "reload", "Reload", id="list.reload", show=False),
    Binding("D", "drafts", "Unsaved typing that waits", id="list.drafts", show=False),
    Binding("p", "pane", "The person beside the list", id="list.pane", show=False),
]
"""
| Key | Description |
| :- | :- |
| x | What can be done with the marked people, or with the one at the cursor. |
| Space | Mark the person at the cursor, or take the mark away, and go down. |
| / | Filter by a line, or find somebody by name, number, address, username or truck. |
| a | Add a person. |
| enter, e | Edit the person at the cursor. |
| u | Undo your last change. |
| w | Saved views. |
| f | Filter by the current column. |
| F | Go back to the active people; when they are shown, to everybody. |
| I | Inactive people too, with the same filter; once more, only the active ones. |
| s | Sort by the current column; once more for the other direction. |
| c | Choose the columns and their order. |
| v | Begin a range at the cursor; once more, mark all up to the cursor. |
| Esc | Leave the range without marking it. |
| * | Mark all that match. |
| - | Clear the marks. |
| m | Show only the marked people; once more, those who match the filter. |
| U | Redo what was undone. |
| . | Your last action or save again, with the marked people or the one at the cursor. |
| y | Copy the row, or the marked people. |
| i | Import people from a file; several lines that are pasted are imported the same way. |
| r | Ask the database again. |
| D | Open unsaved typing that an ended program has left. |
| p | Show the person at the cursor beside the list, or no longer; from 120 columns. |
"""

SHORT = {"list.filter_line": "Find", "list.filter": "Filter"}
"""Words of the key line, which has both ways to filter (technicians.txt, "Click Filter for any column header")."""

CHANGES_PEOPLE = (MANAGE_PEOPLE, MANAGE_PAYROLL, MANAGE_ROLES)
"""The permissions to change something on a profile, any of which is enough."""

NEEDS = {
    "add": (MANAGE_PEOPLE,),
    "copy": (EXPORT_PEOPLE,),
    "import_file": (IMPORT_PEOPLE,),
    "undo": (*CHANGES_PEOPLE, ACTIVATE_PEOPLE, SEND_INVITES, SEND_RESETS, MANAGE_COMPANY),
}

MEANT = {
    ("status", Status.PENDING.value): "Invited, and the invitation still opens",
    ("status", Status.INVITATION_ENDED.value): "Invited, and no invitation opens any more",
    ("active", True): "Active",
    ("active", False): "Inactive",
}
"""What the signs of cells say."""
SIGNS = {
    ">": "The person at the cursor",
    "*": "Marked",
    OPEN_SIGN: "Somebody else has this profile open; its form says who",
    **{MEANINGS[cell].sign: words for cell, words in MEANT.items()},
}
"""What stands before a name, and before the words of a cell."""
