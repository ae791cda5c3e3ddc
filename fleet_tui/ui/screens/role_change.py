"""What becomes of a role, before it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from fleet_tui.domain.access.permissions import LABELS
from fleet_tui.domain.access.roles import RolePlan, told_blind
from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.base import DialogScreen


class RoleChange(DialogScreen[bool]):
    """Shows what is gained and lost and by how many; answers whether that is to be saved."""

    AUTO_FOCUS = "#difference"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Save", id="role.yes"),
        Binding("n,enter", "answer(False)", "Back", id="role.no"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | y | Save it. |
    | n, enter | Back: nothing is saved, and what was toggled stays. |
    """

    def __init__(self, plan: RolePlan) -> None:
        super().__init__(f"Change what {plan.role.entry.name} allows?")
        self._plan = plan

    def compose_box(self) -> ComposeResult:
        """The difference, which the arrows scroll, for how many, and the keys."""
        with VerticalScroll(id="difference", classes="fills"):
            yield Static("\n".join(self._lines()), markup=False)
        yield Static(displayable(for_whom(self._plan)), markup=False)
        yield Static("y saves · n goes back", markup=False)

    def _lines(self) -> Iterator[str]:
        for title, permissions in (("Allowed from then on:", self._plan.gained), ("No more:", self._plan.lost)):
            if permissions:
                yield title
                yield from (f"  {LABELS[id]}" for id in permissions)
        yield from filter(None, (told_blind(self._plan),))

    def action_answer(self, yes: bool) -> None:
        """Answer."""
        self.dismiss(yes)


def for_whom(plan: RolePlan) -> str:
    """How many have the role, and for how many of them an answer of their own counts instead."""
    if not plan.people:
        return "No active person has this role."
    people = "1 active person has this role" if plan.people == 1 else f"{plan.people:,} active people have this role"
    if not plan.with_own_answers:
        return f"{people}."
    if plan.people == 1:
        return f"{people}, with an answer of their own that stays."
    have = "1 of them has an answer of their own, which stays"
    if plan.with_own_answers > 1:
        have = f"{plan.with_own_answers:,} of them have answers of their own, which stay"
    return f"{people}; {have}."
