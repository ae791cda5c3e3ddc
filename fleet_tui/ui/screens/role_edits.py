"""What was toggled on roles and is not saved yet."""

from __future__ import annotations

from collections.abc import Iterable

from fleet_tui.domain.access.roles import Role


class RoleEdits:
    """By role what is wanted of each toggled permission, so that it holds over whatever somebody else has saved."""

    def __init__(self) -> None:
        self._wanted: dict[int, dict[str, bool]] = {}

    def toggle(self, role: Role, permission: str) -> None:
        """Allow what is not, or the other way round; toggled back, it is no edit any more."""
        wanted = self._wanted.setdefault(role.entry.id, {})
        if wanted.pop(permission, None) is None:
            wanted[permission] = permission not in role.allowed

    def wanted(self, role: Role) -> dict[str, bool]:
        """Of each permission that was toggled, whether it is to be allowed."""
        return dict(self._wanted.get(role.entry.id, {}))

    def allowed(self, role: Role) -> frozenset[str]:
        """What the role would allow."""
        return role.allowed ^ self.unsaved(role)

    def unsaved(self, role: Role) -> frozenset[str]:
        """The permissions in which that differs from what is stored."""
        return frozenset(self._wanted.get(role.entry.id, {}))

    def settle(self, roles: Iterable[Role]) -> None:
        """Forget what has become so without us, of roles as they are stored now."""
        for role in roles:
            wanted = self.wanted(role)
            self._wanted[role.entry.id] = {id: yes for id, yes in wanted.items() if yes != (id in role.allowed)}

    def drop(self, role: Role) -> None:
        """Take all toggles of a role back."""
        self._wanted.pop(role.entry.id, None)
