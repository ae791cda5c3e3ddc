"""The entries of the sidebar as a menu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Offset

from fleet_tui.ui.base.keys import GOING
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.dialogs.menu import Options
from fleet_tui.ui.frame.sidebar import Sidebar


class GoTo(Options):
    """Answers the id of a destination; the keys are those of the sidebar."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(binding, action=f"pick('{destination.id}')")
        for binding, destination in zip(GOING, DESTINATIONS, strict=True)
    ]
    """
    | Key | Description |
    | :- | :- |
    | 1 … 8 | The sidebar's entries. |
    """

    def __init__(self, closed: Mapping[str, str]) -> None:
        """`closed` has a sentence for the id of each destination that is not allowed."""
        self.beside = self._beside_sidebar
        super().__init__("Go to", [(destination.id, destination.label) for destination in DESTINATIONS], closed)

    def _beside_sidebar(self) -> Offset | None:
        sidebar = self.behind.query_one_optional(Sidebar) if self.behind else None
        return None if sidebar is None else Offset(sidebar.region.right, 0)
