"""What was toggled on roles and is not saved yet."""

from __future__ import annotations

from fleet_tui.domain.roles import Role


class RoleEdits:
    """By role what is wanted of each toggled permission, so that it holds over whatever somebody else has saved."""

    def __init__(self) -> None:
        self._wanted: dict[int, dict[str, bool]] = {}

    def toggle(self, role: Role, permission: str) -> None:
        """Allow what is not, or the other way round; toggled back, it is no edit any more."""
        wanted = self._wanted.setdefault(role.entry.id, {})
        wanted[permission] = permission not in self.allowed(role)

    def allowed(self, role: Role) -> frozenset[str]:
        """What the role would allow."""
        wanted = self._wanted.get(role.entry.id, {})
        more = {id for id, yes in wanted.items() if yes}
        return (role.allowed | more) - (wanted.keys() - more)

    def unsaved(self, role: Role) -> frozenset[str]:
        """The permissions in which that differs from what is stored."""
        return self.allowed(role) ^ role.allowed

    def drop(self, role: Role) -> None:
        """Take all toggles of a role back."""
        self._wanted.pop(role.entry.id, None)
