"""System › Roles: the default permissions of each role."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Static

from fleet_tui.domain.access.permissions import MANAGE_ROLES
from fleet_tui.domain.access.roles import Role
from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.text import displayable
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread, run_patiently
from fleet_tui.ui.base.key_queue import ASKING
from fleet_tui.ui.dialogs.questions import DISCARD, SAVE, NotSaved
from fleet_tui.ui.frame.guarded_screen import GuardedScreen
from fleet_tui.ui.screens.permission_grid import PermissionGrid
from fleet_tui.ui.screens.role_change import RoleChange, RoleEdits
from fleet_tui.ui.widgets.grid import Grid
from fleet_tui.ui.widgets.grid_columns import GridColumn
from fleet_tui.ui.widgets.list_grid import ListGrid

_TITLES = {ListName.EMPLOYEE_ROLES: "Employees", ListName.TECHNICIAN_ROLES: "Technicians"}


class RolesScreen(GuardedScreen[None]):
    """The roles at the left, or above where there is no room, and the permissions of the one at the cursor."""

    MANUAL: ClassVar[str] = "accounts"

    entry = "roles"
    AUTO_FOCUS = "#roles-names"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "allow", "Allow or not", id="roles.toggle", key_display="Space"),
        Binding("f2,ctrl+w", "save", "Save", id="roles.save", key_display="F2"),
        Binding("enter,tab", "app.focus_next", "Roles or permissions", id="roles.other", show=False),
        Binding("r", "reload", "Reload", id="roles.reload", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | Space | Allow the permission at the cursor, or allow it no more. |
    | F2, ctrl+w | Save the role at the cursor, once it is shown what that changes. |
    | enter, tab | From the roles to the permissions and back. |
    | r | Ask the database again. |
    """
    NEEDS: ClassVar = dict.fromkeys(("allow", "save"), (MANAGE_ROLES,))

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.grants = services.grants
        self._roles = services.roles
        self._edits = RoleEdits()
        self._names: ListGrid[Role | str] = ListGrid(
            (GridColumn("role", "Roles", 22),), self._role_words, id="roles-names"
        )
        self._catalogue = PermissionGrid()
        self._about = Static(id="roles-about", markup=False)

    def _role_words(self, role: Role | str, key: str) -> str:
        if isinstance(role, str):
            return role
        retired = " (retired)" if role.entry.retired else ""
        return f"{'* ' if self._edits.unsaved(role) else '  '}{role.entry.name}{retired}"

    def compose_body(self) -> ComposeResult:
        with Container(id="roles"):
            yield self._names
            yield self._catalogue
        yield self._about

    def on_mount(self) -> None:
        self.action_reload()

    def returned(self) -> None:
        self.action_reload()

    def permissions_changed(self) -> None:
        super().permissions_changed()
        self.action_reload()

    # What is shown

    @work(exclusive=True, group="roles")
    async def action_reload(self) -> None:
        await self._load()

    async def _load(self) -> None:
        try:
            found = await run_in_thread(self._roles.all)
        except Refusal as refusal:
            self.say(str(refusal), problem=True)
            if isinstance(refusal, NotAllowed):
                self._names.fill(())  # what may not be seen is not left in sight
                self._show()
            return
        self._edits.settle(found)
        here = self._current
        lines: list[Role | str] = []
        for name, title in _TITLES.items():
            lines += [title, *(role for role in found if role.entry.list is name)]
        ids = [line.entry.id if isinstance(line, Role) else None for line in lines]
        self._names.fill(lines, ids.index(here.entry.id) if here and here.entry.id in ids else min(1, len(lines)))
        self._show()

    @property
    def _current(self) -> Role | None:
        return self._names.current if isinstance(self._names.current, Role) else None

    @on(Grid.Moved)
    def _moved(self) -> None:
        self.say("")
        self._show()

    def _show(self) -> None:
        role, permission = self._current, self._catalogue.permission
        if role is None:
            self._catalogue.show_allowed(frozenset(), frozenset())
            self._about.update("")
            return
        self._catalogue.show_allowed(self._edits.allowed(role), self._edits.unsaved(role))
        people = "1 active person" if role.people == 1 else f"{role.people:,} active people"
        rest = f" · {permission.label}" if permission and self._catalogue.has_focus else ""
        self._about.update(displayable(f"{role.entry.name}: {people}{rest}"))

    # What the keys do

    def action_allow(self) -> None:
        """Toggle the permission at the cursor."""
        role, permission = self._current, self._catalogue.permission
        if not self._catalogue.has_focus:
            self.set_focus(self._catalogue)
        elif role is not None and permission is not None:
            self._edits.toggle(role, permission.id)
            self.say("")
            self._names.draw()
            self._names.refresh()
            self._show()

    @work(exclusive=True, group=ASKING)
    async def action_save(self) -> None:
        role = self._current
        if role is None or not self._edits.unsaved(role):
            self.say("Nothing to save: nothing was changed on this role.")
        else:
            await self._save(role)

    async def _save(self, role: Role) -> bool:
        """Save a role after a question about the changes; whether it is saved."""
        name = role.entry.name
        try:
            plan = await run_in_thread(self._roles.plan, role.entry.id, self._edits.wanted(role))
            await self._load()  # a save by another person shows behind the question
            if not (plan.gained or plan.lost):
                self.say(f"Nothing to save: somebody else has changed {name} like that already.")
                return True
            if plan.refused:
                self.say(f"Not saved: {plan.refused}", problem=True)
                return False
            if not await self.app.push_screen_wait(RoleChange(plan)):
                return False
            await run_patiently(self.app, self._roles.save, plan)
        except Refusal as refusal:
            await self._load()  # the edits stay, on top of the stored roles
            self.say(str(refusal), problem=True)
            return False
        self._edits.drop(role)
        await self._load()
        self.say(f"Saved {name}.")
        return True

    async def leave(self) -> bool:
        """Ask what becomes of unsaved edits; nothing is lost without an answer."""
        roles = [role for role in self._names.values if isinstance(role, Role) and self._edits.unsaved(role)]
        if not roles:
            return True
        names = ", ".join(role.entry.name for role in roles)
        answer = await self.app.push_screen_wait(NotSaved(f"Not saved: {names}."))
        if answer == SAVE:
            return all([await self._save(role) for role in roles])
        if answer == DISCARD:
            for role in roles:
                self._edits.drop(role)
            self._names.draw()
            self._names.refresh()
            self._show()
        return answer == DISCARD
