"""Whom an action of a list is about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fleet_tui.domain.bulk.wording import people

if TYPE_CHECKING:
    from fleet_tui.ui.people.list_screen import PeopleListScreen


@dataclass(frozen=True, slots=True)
class Selected:
    """The marked people, or with `marked` false the one at the cursor."""

    ids: Collection[int]
    words: str
    """As a dialog names them: `12 marked technicians`, or the name."""
    marked: bool


def selected(screen: PeopleListScreen) -> Selected | None:
    """The marked people; without marks the person at the cursor. The keys before have been followed already."""
    marks, kind = frozenset(screen.marks), screen.profile_type.kind
    if marks:
        number, noun = people(kind, len(marks)).split(" ", 1)
        return Selected(marks, f"{number} marked {noun}", marked=True)
    row = screen.table.window.row(screen.table.cursor)
    return Selected((row.person.id,), str(row.person.values["name"]), marked=False) if row else None
