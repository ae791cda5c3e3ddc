"""The catalogue of permissions in groups, as a role allows them."""

from __future__ import annotations

from collections.abc import Collection

from fleet_tui.domain.access.permissions import CATALOGUE, Permission
from fleet_tui.ui.widgets.grid_columns import GridColumn
from fleet_tui.ui.widgets.list_grid import ListGrid

ROOM = 48
"""Cells of the longest line."""


def _lines() -> tuple[Permission | str, ...]:
    groups = dict.fromkeys(permission.group for permission in CATALOGUE)
    lines: list[Permission | str] = []
    for group in groups:
        lines += [group, *(permission for permission in CATALOGUE if permission.group == group)]
    return tuple(lines)


class PermissionGrid(ListGrid[Permission | str]):
    """Marks an allowed permission with `[x]`, an unsaved change with `*`."""

    def __init__(self) -> None:
        self._allowed: Collection[str] = ()
        self._unsaved: Collection[str] = ()
        super().__init__((GridColumn("line", "Allows", ROOM),), self._line, id="catalogue")
        self.fill(_lines())
        self.cursor = 1  # the first permission; the name of its group stays in sight

    def _line(self, line: Permission | str, key: str) -> str:
        if isinstance(line, str):
            return line
        tick = "[x]" if line.id in self._allowed else "[ ]"
        return f"{tick}{'*' if line.id in self._unsaved else ' '}{line.label}"

    def show_allowed(self, allowed: Collection[str], unsaved: Collection[str]) -> None:
        """Show these permissions as allowed and these as unsaved changes."""
        if (allowed, unsaved) != (self._allowed, self._unsaved):
            self._allowed, self._unsaved = allowed, unsaved
            self.draw()
            self.refresh()

    @property
    def permission(self) -> Permission | None:
        """The permission at the cursor; None on a group's name."""
        return self.current if isinstance(self.current, Permission) else None
