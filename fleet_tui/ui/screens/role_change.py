"""Unsaved changes of roles, and the question before they are saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from fleet_tui.domain.access.permissions import LABELS
from fleet_tui.domain.access.roles import Role, RolePlan, blind_permissions_sentence
from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.base import DialogScreen


class RoleChange(DialogScreen[bool]):
    """Shows the permissions gained and lost and the number of people; answers whether to save."""

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
        with VerticalScroll(id="difference", classes="fills"):
            yield Static("\n".join(self._lines()), markup=False)
        yield Static(displayable(people_affected(self._plan)), markup=False)
        yield Static("y saves · n goes back", markup=False)

    def _lines(self) -> Iterator[str]:
        for title, permissions in (("Allowed from then on:", self._plan.gained), ("No more:", self._plan.lost)):
            if permissions:
                yield title
                yield from (f"  {LABELS[id]}" for id in permissions)
        yield from filter(None, (blind_permissions_sentence(self._plan),))

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)


def people_affected(plan: RolePlan) -> str:
    """The number of people with the role, and of those with own answers, which count instead."""
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


class RoleEdits:
    """Wanted permissions by role; they hold on top of a save by another person."""

    def __init__(self) -> None:
        self._wanted: dict[int, dict[str, bool]] = {}

    def toggle(self, role: Role, permission: str) -> None:
        """Reverse a permission of the role; a second time takes the edit back."""
        wanted = self._wanted.setdefault(role.entry.id, {})
        if wanted.pop(permission, None) is None:
            wanted[permission] = permission not in role.allowed

    def wanted(self, role: Role) -> dict[str, bool]:
        """The toggled permissions, each with whether it is to be allowed."""
        return dict(self._wanted.get(role.entry.id, {}))

    def allowed(self, role: Role) -> frozenset[str]:
        """The permissions of the role after these edits."""
        return role.allowed ^ self.unsaved(role)

    def unsaved(self, role: Role) -> frozenset[str]:
        """The permissions that differ from the stored ones."""
        return frozenset(self._wanted.get(role.entry.id, {}))

    def settle(self, roles: Iterable[Role]) -> None:
        """Drop the edits that the roles, as stored now, fulfil already."""
        for role in roles:
            wanted = self.wanted(role)
            self._wanted[role.entry.id] = {id: yes for id, yes in wanted.items() if yes != (id in role.allowed)}

    def drop(self, role: Role) -> None:
        self._wanted.pop(role.entry.id, None)
